#include "app/cli/args/values.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <sstream>
#include <string_view>

#include "app/check/exercise.hpp"
#include "app/cli/topics.hpp"
#include "core/view/formats.hpp"
#include "core/view/outcomes/outcome_formats.hpp"

namespace app {
namespace {

using Kind = Values::Kind;

Values alternatives(const std::string& value) {
  Values values{Kind::words};
  std::istringstream parts(value);
  for (std::string word; std::getline(parts, word, '|');) values.words.push_back({word, ""});
  return values;
}

/// Outcomes are those of lessons.
Values formats(bool of_outcomes) {
  Values values{Kind::words};
  for (const auto& format : view::formats())
    values.words.push_back({std::string(format.name), std::string(format.description)});
  if (!of_outcomes) return values;
  for (const auto& format : view::outcome_formats()) {
    if (!view::format_named(format.name))
      values.words.push_back({std::string(format.name), std::string(format.description)});
  }
  return values;
}

bool is_lesson(const std::string& name, const lessons::Catalogue& catalogue) {
  return std::any_of(catalogue.begin(), catalogue.end(),
                     [&](const lessons::Lesson& lesson) { return lesson.name == name; });
}

Values demos_of(const std::string& name, const lessons::Catalogue& catalogue) {
  Values values{Kind::words};
  for (const auto& lesson : catalogue) {
    if (lesson.name != name) continue;
    for (const auto& demo : lesson.demos)
      values.words.push_back({std::string(demo.name), std::string(demo.title())});
  }
  return values;
}

/// By their whole names, "fork/basic".
void add_demos(Values& values, const lessons::Catalogue& catalogue) {
  for (const auto& lesson : catalogue) {
    for (const auto& demo : lesson.demos) {
      values.words.push_back(
          {fmt::format("{}/{}", lesson.name, demo.name), std::string(demo.title())});
    }
  }
}

Values lessons_and_demos(const lessons::Catalogue& catalogue) {
  Values values{Kind::words};
  for (const auto& lesson : catalogue)
    values.words.push_back({std::string(lesson.name), std::string(lesson.title)});
  add_demos(values, catalogue);
  return values;
}

Values commands(const Reference& all) {
  Values values{Kind::words};
  for (const auto& command : all) {
    if (!command.name.empty()) values.words.push_back({command.name, command.description});
  }
  return values;
}

Values subjects_of_help(const Reference& all) {
  Values values = commands(all);
  for (const auto& topic : topics()) values.words.push_back({topic.name, topic.title});
  return values;
}

/// Numbers and the like.
constexpr std::array<std::string_view, 8> kOpen = {"N",     "S",    "DURATION", "FACTOR",
                                                   "A,B,C", "WORD", "WHO",      "N|DURATION"};

Values names_of_exercises() {
  Values values{Kind::words};
  for (const auto& exercise : exercises()) values.words.push_back({exercise.name, exercise.title});
  return values;
}

}  // namespace

std::optional<Values> values_of(const WordReference& word, const CommandReference& command,
                                const Reference& all, const lessons::Catalogue& catalogue) {
  const std::string& value = word.value;
  if (std::find(kOpen.begin(), kOpen.end(), value) != kOpen.end()) return Values{Kind::open};
  if (value.find('|') != value.npos) return alternatives(value);
  if (value == "FORMAT") return formats(is_lesson(command.name, catalogue));
  if (value == "FILE" || value == "file" || value == "DIR" || value == "folder")
    return Values{Kind::files};
  if (value == "program") return Values{Kind::program};
  if (value == "demo" || value == "NAME") return demos_of(command.name, catalogue);
  if (value == "lesson" || value == "page") return lessons_and_demos(catalogue);
  if (value == "exercise") return names_of_exercises();
  if (value == "command") return subjects_of_help(all);
  return std::nullopt;
}

Values first_words(const Reference& all, const lessons::Catalogue& catalogue) {
  Values values = commands(all);
  add_demos(values, catalogue);
  return values;
}

}  // namespace app
