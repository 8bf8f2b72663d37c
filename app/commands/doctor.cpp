#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
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
#include "core/os/sandbox/permissions.hpp"
#include "core/record/consumers.hpp"
#include "core/stage/stage.hpp"
#include "core/view/formatting/terminal.hpp"

namespace app {
namespace {

/// A line of the report.
struct Finding {
  std::string subject;
  std::string found;
  std::string follows;
};

std::string in_columns(const std::vector<Finding>& findings) {
  std::size_t subjects = 0;
  std::size_t found = 0;
  for (const Finding& one : findings) {
    subjects = std::max(subjects, one.subject.size());
    found = std::max(found, one.found.size());
  }
  std::string text;
  for (const Finding& one : findings)
    text +=
        fmt::format("{:<{}}  {:<{}}  {}\n", one.subject, subjects, one.found, found, one.follows);
  return text;
}

Finding finding_if(std::string_view subject, bool is_allowed, std::string_view then,
                   std::string_view otherwise) {
  return {std::string(subject), is_allowed ? "allowed" : "refused",
          std::string(is_allowed ? then : otherwise)};
}

/// Runs the first demo as a session does. Empty: it came to its end; otherwise why not.
std::string lessons_trouble(const lessons::Catalogue& catalogue) {
  const lessons::Lesson& lesson = catalogue.front();
  const lessons::Demo& demo = lesson.demos.front();
  choice::RunOptions options;
  options.mode = record::Mode::controlled;
  options.timeout = std::chrono::seconds(10);
  record::Nowhere nowhere;
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

Finding about_terminal() {
  const view::Terminal terminal(STDOUT_FILENO);
  if (!terminal.is_terminal()) return {"terminal", "none", "runs play through; --step is refused"};
  const int colours = terminal_colours();
  const std::string found =
      fmt::format("{} x {}, {} colours", terminal.width(), terminal.height(), colours);
  const bool is_full = !terminal.dumb() && is_known_terminal() &&
                       is_large_enough({terminal.width(), terminal.height()});
  if (!is_full) return {"terminal", found, "sessions go line by line: too small, or unknown"};
  return {"terminal", found,
          colours < 8 ? "sessions fill the screen, without colours" : "sessions fill the screen"};
}

Finding about_program(const std::string& name, std::string_view then, std::string_view otherwise) {
  const auto found = os::found_in_path(name);
  return {name, found ? *found : "not there", std::string(found ? then : otherwise)};
}

}  // namespace

int report_machine(const lessons::Catalogue& catalogue) {
  const std::string trouble = lessons_trouble(catalogue);
  const bool works = trouble.empty();
  write_to_stdout(in_columns({
      {"lessons", works ? "run" : "do not run",
       works ? "each process is held before each act" : trouble},
      finding_if("ptrace", os::may_trace(), "mpdemo trace sees every call, and can hold it",
                 "mpdemo trace sees only what is written"),
      finding_if("seccomp", os::may_filter_calls(), "mpdemo trace stops at the calls that matter",
                 "mpdemo trace sees only what is written"),
      finding_if("namespaces", os::may_make_namespaces(),
                 "controlled programs have PIDs of their own, the same each time",
                 "controlled programs have other PIDs each time"),
      finding_if("private files", os::may_have_private_files(),
                 "what controlled programs write is gone afterwards",
                 "what controlled programs write is really written"),
      about_terminal(),
      about_program("cc", "your own programs in C can be built",
                    "programs in C must come built: apt install gcc"),
      about_program("c++", "your own programs in C++ can be built",
                    "programs in C++ must come built: apt install g++"),
      about_program("python3", "the twins run: mpdemo LESSON --python --trace",
                    "the twins can be read, not run: apt install python3"),
      about_program("tmux", "mpdemo's own tests have a terminal",
                    "only mpdemo's own tests need it"),
  }));
  return works ? kDone : kEnvironment;
}

}  // namespace app
