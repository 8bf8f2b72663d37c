#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/cli/reference.hpp"
#include "lessons/catalogue.hpp"

namespace app {

/// What may be typed for a word: one of some, a file, a program with its arguments,
/// or what nothing can propose, such as a number.
struct Values {
  enum class Kind { words, files, program, open } kind = Kind::open;
  struct Value {
    std::string word;
    std::string description;
  };
  std::vector<Value> words = {};
};

/// What `word` of `command` may be, by what its value is called: "on|off" are those
/// two, FILE is a file. Empty: nothing is known of a value that is called so.
std::optional<Values> values_of(const WordReference& word, const CommandReference& command,
                                const Reference& all, const lessons::Catalogue& catalogue);

/// What may stand where the command is to be: its name, or that of a demo.
Values first_words(const Reference& all, const lessons::Catalogue& catalogue);

}  // namespace app
