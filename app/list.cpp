#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "app/commands.hpp"
#include "app/finished_demos.hpp"
#include "app/run_writer.hpp"
#include "app/wording.hpp"

namespace app {
namespace {

/// A name and its title; in another language, the English one below it.
void add_titled(std::string& text, const std::string& name, std::string_view title,
                const std::string& remark, Language language) {
  text += fmt::format("{:<18} {}{}\n", name, in(language, title), remark);
  if (translation(language, title)) text += fmt::format("{:<18} {}\n", "", title);
}

}  // namespace

int list(const ListCommand& command, const lessons::Catalogue& catalogue) {
  if (command.json) {
    auto lessons = nlohmann::ordered_json::array();
    for (const auto& lesson : catalogue) {
      auto demos = nlohmann::ordered_json::array();
      for (const auto& demo : lesson.demos) {
        demos.push_back({{"name", demo.name}, {"title", demo.title()}});
      }
      lessons.push_back({{"name", lesson.name}, {"title", lesson.title}, {"demos", demos}});
    }
    write_to_stdout(lessons.dump(2) + "\n");
    return kDone;
  }
  const FinishedDemos finished;
  std::string text;
  for (const auto& lesson : catalogue) {
    add_titled(text, std::string(lesson.name), lesson.title, "", command.language);
    for (const auto& demo : lesson.demos) {
      const bool is_done = finished.has(lesson.name, demo.name);
      const std::string done = is_done ? fmt::format(" ({})", wording(command.language).done) : "";
      add_titled(text, fmt::format("  {}/{}", lesson.name, demo.name), demo.title(), done,
                 command.language);
    }
  }
  write_to_stdout(text);
  return kDone;
}

}  // namespace app
