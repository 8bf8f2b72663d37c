#include "app/help.hpp"

#include <fmt/format.h>

#include "core/view/formats.hpp"

namespace app {

std::string formats_help() {
  std::string help = "Formats:\n";
  for (const auto& format : view::formats()) {
    help += fmt::format("  {:<12}{}\n", format.name, format.description);
  }
  return help;
}

std::string footer_of(const lessons::Lesson& lesson) {
  std::string footer = "Demos:\n";
  for (const auto& demo : lesson.demos) {
    footer += fmt::format("  {:<12}{}\n", demo.name, demo.title());
  }
  const std::string one = fmt::format("mpdemo {} --demo {}", lesson.name, lesson.demos[0].name);
  return footer + "\n" + formats_help() + "\nExamples:\n" +
         fmt::format("  {:<44}  watch it run\n", one + " --auto") +
         fmt::format("  {:<44}  one act every second\n", one + " --pace 1s") +
         fmt::format("  {:<44}  all that it can print\n", one + " --outcomes") +
         fmt::format("  mpdemo {:<37}  keep it as data",
                     std::string(lesson.name) + " --format jsonl -o run.jsonl");
}

}  // namespace app
