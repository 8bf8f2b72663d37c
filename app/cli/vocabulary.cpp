#include "app/cli/vocabulary.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <system_error>

#include "app/cli/did_you_mean.hpp"
#include "core/tracer/command_of.hpp"

namespace app {
namespace {

std::string called(const std::string& command) {
  return command.empty() ? "mpdemo" : "mpdemo " + command;
}

std::string where_to_look(const std::string& command) {
  return fmt::format(" \"{} --help\" has its options.", called(command));
}

/// The suggestion for a file in place of a command: a record, or a program.
std::string file_meant(const std::string& word) {
  std::error_code unknown;
  if (!std::filesystem::is_regular_file(word, unknown)) return "";
  return fmt::format(" Did you mean \"mpdemo {} {}\"?", word.ends_with(".jsonl") ? "replay" : "try",
                     tracer::as_typed({word}));
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

/// Pairs of lesson and demo: "basic" and "fork/basic" are the same demo.
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

bool Vocabulary::is_command(const std::string& word) const {
  const auto all = names();
  return std::find(all.begin(), all.end(), word) != all.end();
}

bool Vocabulary::has_demo(std::string_view lesson, const std::string& word) const {
  const auto found = demos_called(word);
  return std::any_of(found.begin(), found.end(),
                     [&](const auto& called) { return called.first == lesson; });
}

std::string Vocabulary::complaint_about(const std::string& word, const std::string& command) const {
  if (word.starts_with('-')) return about_option(word, command);
  if (command.empty()) return complaint_about_first({word});
  return fmt::format("mpdemo {} takes one name, and \"{}\" is one more.{}", command, word,
                     where_to_look(command));
}

std::string Vocabulary::about_option(const std::string& option, const std::string& command) const {
  const Command& scope = named(command);
  if (!command.empty() && scope.takes(option)) {
    return fmt::format("{1} belongs after {0}: mpdemo {0} {1}.", command, option);
  }
  const auto other = std::find_if(commands_.begin(), commands_.end(),
                                  [&](const Command& one) { return one.takes(option); });
  const bool is_elsewhere = other != commands_.end() && !other->name.empty();
  if (is_elsewhere && command.empty()) {
    return fmt::format("{0} belongs after a lesson or a command, as in \"mpdemo {1} {0}\".", option,
                       other->name);
  }
  if (is_elsewhere) {
    return fmt::format("{} does not take \"{}\", which is an option of \"mpdemo {}\".{}",
                       called(command), option, other->name, where_to_look(command));
  }
  return fmt::format("{} does not take \"{}\".{}{}", called(command), option,
                     did_you_mean(option, scope.options), where_to_look(command));
}

std::string Vocabulary::demos_meant(const std::string& word) const {
  std::string meant;
  for (const auto& [lesson, demo] : demos_called(word)) {
    meant += fmt::format("{} \"mpdemo {} --demo {}\"", meant.empty() ? " Did you mean" : " or",
                         lesson, demo);
  }
  return meant.empty() ? meant : meant + "?";
}

std::string Vocabulary::meant_by_first(const std::vector<std::string>& words) const {
  if (auto demos = demos_meant(words.front()); !demos.empty()) return demos;
  if (auto file = file_meant(words.front()); !file.empty()) return file;
  if (words.size() > 1) {
    // "run fork": no verb is needed before a lesson, a demo or a file.
    const std::string& next = words[1];
    if (is_command(next.substr(0, next.find('/')))) {
      const std::vector<std::string> rest(words.begin() + 1, words.end());
      return fmt::format(" Did you mean \"mpdemo {}\"?", tracer::as_typed(rest));
    }
    if (auto demos = demos_meant(next); !demos.empty()) return demos;
    if (auto file = file_meant(next); !file.empty()) return file;
  }
  std::vector<std::string> known = names();
  const auto& options = named("").options;
  known.insert(known.end(), options.begin(), options.end());
  return did_you_mean(words.front(), known);
}

std::string Vocabulary::complaint_about_first(const std::vector<std::string>& words) const {
  return fmt::format("there is no lesson or command \"{}\".{} \"mpdemo list\" lists them all.",
                     words.front(), meant_by_first(words));
}

std::string Vocabulary::complaint_about_demo(const std::string& word,
                                             const std::string& lesson) const {
  const std::string refused = fmt::format("{} has no demo \"{}\"", lesson, word);
  if (is_command(word)) return refused + ": one lesson or command at a time.";
  std::vector<std::string> known;
  for (const auto& one : catalogue_) {
    if (one.name != lesson) continue;
    for (const auto& demo : one.demos) known.emplace_back(demo.name);
  }
  const auto& options = named(lesson).options;
  known.insert(known.end(), options.begin(), options.end());
  const std::string elsewhere = demos_meant(word);
  return fmt::format("{}.{}{}", refused, elsewhere.empty() ? did_you_mean(word, known) : elsewhere,
                     where_to_look(lesson));
}

}  // namespace app
