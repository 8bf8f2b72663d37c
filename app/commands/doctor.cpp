#include <fmt/format.h>
#include <unistd.h>

#include <chrono>
#include <exception>
#include <string>
#include <string_view>
#include <vector>

#include "app/commands/commands.hpp"
#include "app/output/run_writer.hpp"
#include "app/screen/known_terminal.hpp"
#include "app/screen/layout.hpp"
#include "app/survey/passive_audience.hpp"
#include "core/os/process/execute.hpp"
#include "core/os/process/permissions.hpp"
#include "core/stage/stage.hpp"
#include "core/view/formatting/terminal.hpp"

namespace app {
namespace {

/// A line of the report: what was looked for, what was found, what follows.
std::string line(std::string_view subject, std::string_view found, std::string_view follows) {
  return fmt::format("{:<11} {:<20} {}\n", subject, found, follows);
}

std::string line_if(std::string_view subject, bool is_allowed, std::string_view then,
                    std::string_view otherwise) {
  return line(subject, is_allowed ? "allowed" : "refused", is_allowed ? then : otherwise);
}

/// The run goes nowhere: it is made to see whether it can be.
class Nowhere : public record::Consumer {
 public:
  void begin(const record::Run&) override {}
  void event(const record::Event&) override {}
  void end(const record::End&) override {}
};

/// Runs the first demo as a session does. Empty: it came to its end; otherwise why not.
std::string lessons_trouble(const lessons::Catalogue& catalogue) {
  const lessons::Lesson& lesson = catalogue.front();
  const lessons::Demo& demo = lesson.demos.front();
  choice::RunOptions options;
  options.mode = record::Mode::controlled;
  options.timeout = std::chrono::seconds(10);
  Nowhere nowhere;
  PassiveAudience audience;
  const stage::RunSpec spec{
      std::string(lesson.name), std::string(demo.name), {"mpdemo", "doctor"}, [&demo] {
        demo.run(lessons::Parameters());
      }};
  choice::Result result;
  try {
    result = stage::run(spec, options, nowhere, audience);
  } catch (const std::exception& refused) {
    return refused.what();
  }
  if (result.signal != 0) throw Interrupted{result.signal};
  if (result.end.status == "ok") return "";
  return fmt::format("{}/{} ended as \"{}\"", lesson.name, demo.name, result.end.status);
}

std::string about_terminal() {
  const view::Terminal terminal(STDOUT_FILENO);
  if (!terminal.is_terminal())
    return line("terminal", "none", "runs play through; --step is refused");
  const int colours = terminal_colours();
  const std::string found =
      fmt::format("{} x {}, {} colours", terminal.width(), terminal.height(), colours);
  const bool is_full = !terminal.dumb() && is_known_terminal() &&
                       is_large_enough({terminal.width(), terminal.height()});
  if (!is_full) return line("terminal", found, "sessions go line by line: too small, or unknown");
  return line(
      "terminal", found,
      colours < 8 ? "sessions fill the screen, without colours" : "sessions fill the screen");
}

std::string about_program(const std::string& name, std::string_view then,
                          std::string_view otherwise) {
  const auto found = os::found_in_path(name);
  return line(name, found ? *found : "not there", found ? then : otherwise);
}

}  // namespace

int report_machine(const lessons::Catalogue& catalogue) {
  const std::string trouble = lessons_trouble(catalogue);
  const bool works = trouble.empty();
  std::string text = line("lessons", works ? "run" : "do not run",
                          works ? "each process is held before each act" : trouble);
  text += line_if("ptrace", os::may_trace(), "mpdemo trace sees every call, and can hold it",
                  "mpdemo trace sees only what is written");
  text += line_if("seccomp", os::may_filter_calls(), "mpdemo trace stops at the calls that matter",
                  "mpdemo trace sees only what is written");
  text += line_if("namespaces", os::may_make_namespaces(),
                  "programs may have PIDs and mounts of their own",
                  "programs get no PIDs or mounts of their own");
  text += about_terminal();
  text += about_program("cc", "your own programs in C can be built",
                        "programs in C must come built: apt install gcc");
  text += about_program("c++", "your own programs in C++ can be built",
                        "programs in C++ must come built: apt install g++");
  text += about_program("python3", "the twins run: mpdemo LESSON --python --trace",
                        "the twins can be read, not run: apt install python3");
  text += about_program("tmux", "mpdemo's own tests have a terminal",
                        "only mpdemo's own tests need it");
  write_to_stdout(text);
  return works ? kDone : kEnvironment;
}

}  // namespace app
