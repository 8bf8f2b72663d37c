#include "core/observe/launch.hpp"

#include <fmt/format.h>
#include <signal.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <system_error>

#include "core/os/execute.hpp"
#include "core/os/message_socket.hpp"
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

void hand_over(const os::Fd& socket, const std::optional<os::Fd>& listener) {
  try {
    if (listener) os::try_send_packet(socket.get(), "listener", *listener);
  } catch (const std::system_error&) {
    // Nobody is left to hear of anything.
  }
}

}  // namespace

Launch::Launch(const std::vector<std::string>& program, const os::SignalFd& signals,
               const os::Fd& output, const os::Fd& error, const Filters& filters,
               const os::Fd* input)
    : program_(program) {
  auto [go_reader, go_writer] = os::make_pipe();
  auto [report_reader, report_writer] = os::make_pipe();
  auto [listener_from, listener_to] = os::message_socket_pair();
  // What waits in our own buffers would be the child's to print, too.
  std::fflush(nullptr);
  pid_ = os::fork();
  if (pid_ == 0) {
    go_ahead_ = std::move(go_reader);
    go_writer.reset();  // ours alone, so that it closes when we go
    report_ = std::move(report_writer);
    listener_from_ = std::move(listener_to);
    become_program(signals, output, error, filters, input);
  }
  go_ahead_ = std::move(go_writer);
  report_ = std::move(report_reader);
  listener_from_ = std::move(listener_from);
}

void Launch::become_program(const os::SignalFd& signals, const os::Fd& output, const os::Fd& error,
                            const Filters& filters, const os::Fd* input) {
  char word = 0;
  if (os::read_some(go_ahead_, &word, 1) != 1) os::exit_now(127);
  if (input) os::make_standard(*input, STDIN_FILENO);
  os::make_standard(output, STDOUT_FILENO);
  os::make_standard(error, STDERR_FILENO);
  os::close_all_but({report_.get(), listener_from_.get()});
  // We ignore them ourselves; all other signals are as we found them.
  os::make_default({SIGPIPE, SIGXFSZ});
  signals.undo();
  if (filters.for_tracer && !filters.for_tracer->install())
    tell_and_end(report_, {Report::About::filter, errno});
  if (filters.for_listener) hand_over(listener_from_, filters.for_listener->install_and_listen());
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

std::optional<os::SystemCallListener> Launch::listener() {
  std::array<char, 16> room{};
  const os::Fd socket = std::move(listener_from_);
  auto packet = os::try_receive_packet(socket.get(), room);
  if (!packet || !packet->attached.is_open()) return std::nullopt;
  return os::SystemCallListener(std::move(packet->attached));
}

}  // namespace observe
