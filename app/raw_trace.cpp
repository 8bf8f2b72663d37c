#include "app/raw_trace.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <iterator>

#include "app/did_you_mean.hpp"
#include "app/duration.hpp"
#include "app/errors.hpp"

namespace app {

TraceCommand RawTrace::understood() const {
  if (!stray.empty()) {
    throw UsageError(
        fmt::format("the program comes behind \"--\": mpdemo trace -- {}.", stray.front()));
  }
  if (program.empty() || program.front().empty())
    throw UsageError("trace needs a program: mpdemo trace -- PROGRAM [ARG...].");
  TraceCommand command;
  command.program = program;
  command.by_ptrace = choose("--observe", observe, {"ptrace", "output"}) == 0;
  if (!timeout.empty()) command.timeout = parse_duration("--timeout", timeout);
  command.view = view.understood();
  command.steps = step;
  if (step) check_step(command);
  return command;
}

void RawTrace::check_step(const TraceCommand& command) const {
  if (!command.by_ptrace) {
    throw UsageError(
        "--observe output sees what is written and can hold nobody: leave it out, or --step.");
  }
  if (command.timeout) {
    throw UsageError("--timeout would end the program while --step waits for you: take one.");
  }
  if (command.view.output.empty() && command.view.format->name != "text") {
    throw UsageError(
        fmt::format("--step shows the run as text; write {} to a file with -o, or leave it out.",
                    command.view.format->name));
  }
}

std::vector<std::string> take_program(std::vector<std::string>& arguments) {
  if (arguments.size() < 2 || arguments[1] != "trace") return {};
  const auto mark = std::find(arguments.begin(), arguments.end(), "--");
  if (mark == arguments.end()) return {};
  std::vector<std::string> program(std::next(mark), arguments.end());
  arguments.erase(mark, arguments.end());
  return program;
}

}  // namespace app
