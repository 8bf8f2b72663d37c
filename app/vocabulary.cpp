#include "app/vocabulary.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "app/did_you_mean.hpp"

namespace app {
namespace {

std::string called(const std::string& command) {
  return command.empty() ? "mpdemo" : "mpdemo " + command;
}

std::string where_to_look(const std::string& command) {
  return fmt::format(" \"{} --help\" has its options.", called(command));
}

}  // namespace

bool Vocabulary::Command::takes(const std::string& option) const {
  return std::find(options.begin(), options.end(), option) != options.end();
}

const Vocabulary::Command& Vocabulary::named(const std::string& name) const {
  return *std::find_if(commands_.begin(), commands_.end(),
                       [&](const Command& command) { return command.name == name; });
}

std::vector<std::string> Vocabulary::names() const {
  std::vector<std::string> names;
  for (const auto& command : commands_) {
    if (!command.name.empty()) names.push_back(command.name);
  }
  return names;
}

/// Lesson and demo: "basic" and "fork/basic" are the same one.
std::vector<std::pair<std::string_view, std::string_view>> Vocabulary::demos_called(
    const std::string& word) const {
  std::vector<std::pair<std::string_view, std::string_view>> found;
  for (const auto& lesson : catalogue_) {
    for (const auto& demo : lesson.demos) {
      if (word == demo.name || word == fmt::format("{}/{}", lesson.name, demo.name))
        found.emplace_back(lesson.name, demo.name);
    }
  }
  return found;
}

std::string Vocabulary::complaint_about(const std::string& word, const std::string& command) const {
  if (word.starts_with('-')) return about_option(word, command);
  return command.empty() ? about_lone_word(word) : about_word(word, named(command));
}

std::string Vocabulary::about_option(const std::string& option, const std::string& command) const {
  const Command& scope = named(command);
  if (!command.empty() && scope.takes(option)) {
    return fmt::format("{1} belongs behind {0}: mpdemo {0} {1}.", command, option);
  }
  const auto other = std::find_if(commands_.begin(), commands_.end(),
                                  [&](const Command& one) { return one.takes(option); });
  const bool is_elsewhere = other != commands_.end() && !other->name.empty();
  if (is_elsewhere && command.empty()) {
    return fmt::format("{0} belongs behind a lesson or a command, as in \"mpdemo {1} {0}\".",
                       option, other->name);
  }
  if (is_elsewhere) {
    return fmt::format("{} does not take \"{}\", which is an option of \"mpdemo {}\".{}",
                       called(command), option, other->name, where_to_look(command));
  }
  return fmt::format("{} does not take \"{}\".{}{}", called(command), option,
                     did_you_mean(option, scope.options), where_to_look(command));
}

std::string Vocabulary::about_lone_word(const std::string& word) const {
  std::vector<std::string> known = names();
  const auto& options = named("").options;
  known.insert(known.end(), options.begin(), options.end());
  std::string meant;
  for (const auto& [lesson, demo] : demos_called(word)) {
    meant += fmt::format("{} \"mpdemo {} --demo {}\"", meant.empty() ? " Did you mean" : " or",
                         lesson, demo);
  }
  meant = meant.empty() ? did_you_mean(word, known) : meant + "?";
  return fmt::format("there is no lesson or command \"{}\".{} \"mpdemo list\" has them all.", word,
                     meant);
}

std::string Vocabulary::about_word(const std::string& word, const Command& command) const {
  const std::string refused =
      command.has_word
          ? fmt::format("{} takes one name, and \"{}\" is one more", called(command.name), word)
          : fmt::format("{} does not take \"{}\"", called(command.name), word);
  const auto all = names();
  if (!command.has_word && std::find(all.begin(), all.end(), word) != all.end()) {
    return refused + ": one lesson or command at a time.";
  }
  std::string meant = did_you_mean(word, command.options);
  for (const auto& [lesson, demo] : demos_called(word)) {
    if (lesson == command.name) meant = fmt::format(" Did you mean \"--demo {}\"?", demo);
  }
  return fmt::format("{}.{}{}", refused, meant, where_to_look(command.name));
}

}  // namespace app
