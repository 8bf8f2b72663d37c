#pragma once

#include <string>
#include <utility>
#include <vector>

#include "lessons/catalogue.hpp"

namespace app {

/// The words that a command line may consist of: the commands, the options of
/// each, the lessons' demos. The grammar fills it, and asks it what to say of a
/// word that it does not take.
class Vocabulary {
 public:
  explicit Vocabulary(const lessons::Catalogue& catalogue) : catalogue_(catalogue) {}

  /// What a command takes: options, with their dashes, and perhaps one word more.
  struct Command {
    std::string name;  ///< "" is mpdemo alone
    std::vector<std::string> options;
    bool has_word = false;

    bool takes(const std::string& option) const;
  };
  void add(Command command) { commands_.push_back(std::move(command)); }

  /// The sentence that refuses `word`, and tells what could be meant. `command`
  /// is the one that was chosen, or "".
  std::string complaint_about(const std::string& word, const std::string& command) const;

 private:
  std::string about_option(const std::string& option, const std::string& command) const;
  std::string about_lone_word(const std::string& word) const;
  std::string about_word(const std::string& word, const Command& command) const;
  const Command& named(const std::string& name) const;
  std::vector<std::string> names() const;
  std::vector<std::pair<std::string_view, std::string_view>> demos_called(
      const std::string& word) const;

  const lessons::Catalogue& catalogue_;
  std::vector<Command> commands_;
};

}  // namespace app
