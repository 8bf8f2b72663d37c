#pragma once

#include <string>
#include <utility>
#include <vector>

#include "lessons/catalogue.hpp"

namespace app {

/// The words that a command line may contain: the commands, the options of
/// each, the lessons' demos. The grammar fills it, and asks it for the error
/// about an unknown word.
class Vocabulary {
 public:
  explicit Vocabulary(const lessons::Catalogue& catalogue) : catalogue_(catalogue) {}

  /// A command and its options, with their dashes.
  struct Command {
    std::string name;  ///< "" is mpdemo alone
    std::vector<std::string> options;

    bool takes(const std::string& option) const;
  };
  void add(Command command) { commands_.push_back(std::move(command)); }

  /// The error about `word`, with a suggestion. `command` is the chosen
  /// command, or "".
  std::string complaint_about(const std::string& word, const std::string& command) const;
  /// The same if the first of these words should be a command and is none.
  std::string complaint_about_first(const std::vector<std::string>& words) const;

  /// The same for a word that should be a demo of `lesson`.
  std::string complaint_about_demo(const std::string& word, const std::string& lesson) const;

  /// Whether that lesson has a demo called "basic" or "fork/basic".
  bool has_demo(std::string_view lesson, const std::string& word) const;

 private:
  std::string about_option(const std::string& option, const std::string& command) const;
  std::string meant_by_first(const std::vector<std::string>& words) const;
  /// " Did you mean ...?", or nothing.
  std::string demos_meant(const std::string& word) const;
  bool is_command(const std::string& word) const;
  const Command& named(const std::string& name) const;
  std::vector<std::string> names() const;
  std::vector<std::pair<std::string_view, std::string_view>> demos_called(
      const std::string& word) const;

  const lessons::Catalogue& catalogue_;
  std::vector<Command> commands_;
};

}  // namespace app
