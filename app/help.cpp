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

std::string footer_of_trace() {
  return "Its input and its terminal stay the program's own; mpdemo ends as it does, with\n"
         "128 + N after signal N. With -o its output goes where it would have gone.\n\n" +
         formats_help() +
         "\nExamples:\n"
         "  mpdemo trace -- python3 pool.py                   who did what, and when\n"
         "  mpdemo trace --format lanes -- sh -c 'ls | wc'    the same as a picture\n"
         "  mpdemo trace --format jsonl -o run.jsonl -- make  keep it, for replay";
}

std::string footer_of_replay() {
  return "Keys, with --step:\n"
         "  Enter n Right PageDown      the next event\n"
         "  b Left PageUp               the event before\n"
         "  Home, End                   the first event of the run, the last\n"
         "  c                           the rest of the run\n"
         "  q                           ends\n\n" +
         formats_help() +
         "\nExamples:\n"
         "  mpdemo queue --format jsonl -o run.jsonl    keep a run, then\n"
         "  mpdemo replay run.jsonl                     go through it with the keys\n"
         "  mpdemo replay run.jsonl --format lanes      see it as a picture\n"
         "  mpdemo replay run.jsonl --follow            watch it while it is written\n"
         "  mpdemo queue --format jsonl | mpdemo replay - --format lanes";
}

}  // namespace app
