#include "core/observe/launch.hpp"

#include <fmt/format.h>
#include <signal.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <system_error>

#include "core/os/execute.hpp"
#include "core/os/output_file.hpp"
#include "core/os/pipe.hpp"
#include "core/os/process.hpp"

namespace observe {
namespace {

/// What the child tells when it gives up: what it was about, and errno.
struct Report {
  enum class About : int { filter, program } about;
  int error;
};

void tell_and_end(const os::Fd& report, Report what) {
  try {
    os::write_all(report.get(), {reinterpret_cast<const char*>(&what), sizeof what});
  } catch (const std::system_error&) {
    // Nobody is left to be told.
  }
  os::exit_now(127);
}

}  // namespace

Launch::Launch(const std::vector<std::string>& program, const os::SignalFd& signals,
               const os::Fd& output, const os::Fd& error, const os::Fd* input,
               os::SystemCallFilter* filter)
    : program_(program) {
  auto [go_reader, go_writer] = os::make_pipe();
  auto [report_reader, report_writer] = os::make_pipe();
  // What waits in our own buffers would be the child's to print, too.
  std::fflush(nullptr);
  pid_ = os::fork();
  if (pid_ == 0) {
    go_ahead_ = std::move(go_reader);
    go_writer.reset();  // ours alone, so that it closes when we go
    report_ = std::move(report_writer);
    become_program(signals, output, error, input, filter);
  }
  go_ahead_ = std::move(go_writer);
  report_ = std::move(report_reader);
}

void Launch::become_program(const os::SignalFd& signals, const os::Fd& output, const os::Fd& error,
                            const os::Fd* input, os::SystemCallFilter* filter) {
  char word = 0;
  if (os::read_some(go_ahead_, &word, 1) != 1) os::exit_now(127);
  if (input) os::make_standard(*input, STDIN_FILENO);
  os::make_standard(output, STDOUT_FILENO);
  os::make_standard(error, STDERR_FILENO);
  os::close_all_but({report_.get()});
  // We ignore it ourselves; all other signals are as we found them.
  os::make_default({SIGPIPE});
  signals.undo();
  if (filter && !filter->install()) tell_and_end(report_, {Report::About::filter, errno});
  tell_and_end(report_, {Report::About::program, os::execute(program_)});
  os::exit_now(127);
}

void Launch::go() {
  os::write_all(go_ahead_.get(), "g");
  go_ahead_.reset();
}

void Launch::cancel() {
  go_ahead_.reset();
  os::await_end(pid_);
  os::try_reap(pid_);
}

Launch::Outcome Launch::outcome() {
  Report report{};
  const std::size_t size = os::read_some(report_, &report, sizeof report);
  report_.reset();
  if (size != sizeof report) return Outcome::executed;
  if (report.about == Report::About::filter) return Outcome::filter_refused;
  const std::error_code error(report.error, std::generic_category());
  throw CannotExecute(fmt::format("cannot run {}: {}.", program_.front(), error.message()),
                      report.error != ENOENT);
}

}  // namespace observe
