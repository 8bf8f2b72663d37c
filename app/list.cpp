#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "app/commands.hpp"
#include "app/run_writer.hpp"

namespace app {

int overview(const lessons::Catalogue& catalogue) {
  std::string text = "mpdemo shows multi-process programming on real processes.\n";
  for (const auto& lesson : catalogue) {
    text += fmt::format("  mpdemo {:<12} {}\n", lesson.name, lesson.title);
  }
  text +=
      "  mpdemo list         each lesson's demos\n"
      "  mpdemo show fork    the pages, without running them\n"
      "  mpdemo replay FILE  a recorded run\n"
      "  mpdemo --help       everything else\n";
  write_to_stdout(text);
  return kDone;
}

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
  std::string text;
  for (const auto& lesson : catalogue) {
    text += fmt::format("{:<18} {}\n", lesson.name, lesson.title);
    for (const auto& demo : lesson.demos) {
      text +=
          fmt::format("  {:<16} {}\n", fmt::format("{}/{}", lesson.name, demo.name), demo.title());
    }
  }
  write_to_stdout(text);
  return kDone;
}

}  // namespace app
