#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "app/commands.hpp"
#include "app/finished_demos.hpp"
#include "app/run_writer.hpp"

namespace app {

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
    text += fmt::format("{:<18} {}\n", lesson.name, lesson.title);
    for (const auto& demo : lesson.demos) {
      const std::string name = fmt::format("{}/{}", lesson.name, demo.name);
      const char* done = finished.has(lesson.name, demo.name) ? " (done)" : "";
      text += fmt::format("  {:<16} {}{}\n", name, demo.title(), done);
    }
  }
  write_to_stdout(text);
  return kDone;
}

}  // namespace app
