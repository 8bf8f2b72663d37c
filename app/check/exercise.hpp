#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/check/goal.hpp"
#include "app/language/language.hpp"

namespace app {

/// A program with a fault and goals, or one in which an outcome is to be found. Made from a
/// folder below lessons/exercises; a Judge tells whether a program meets its goals.
struct Exercise {
  enum class Kind { mend, find };
  struct Program {
    std::string file;  ///< "join.c"
    std::string text;
  };

  std::string name;
  std::string title;
  int level = 1;
  Kind kind = Kind::mend;
  std::vector<std::string> topics;
  std::string task;
  std::vector<std::string> hints;  ///< in order
  std::string why;                 ///< once it is solved
  std::vector<Goal> goals;
  std::chrono::nanoseconds budget = std::chrono::seconds(20);
  std::vector<Program> programs;   ///< what is handed out
  std::vector<Program> solutions;  ///< the same in order

  /// Of files with that ending; nullptr: there is none.
  const Program* program_in(std::string_view ending) const;
  const Program* solution_in(std::string_view ending) const;
};

/// All of them, from easy to hard. Throws std::runtime_error, with the file's name, if one
/// cannot be understood.
std::vector<Exercise> exercises();
/// nullptr: there is none.
const Exercise* exercise_named(const std::vector<Exercise>& all, std::string_view name);

/// A text of an exercise in that language; in English if it has no translation.
std::string told(const std::string& english, Language language);

}  // namespace app
