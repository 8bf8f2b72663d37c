#include "core/tracer/launch.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <signal.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <system_error>
#include <utility>

#include "core/os/descriptors/message_socket.hpp"
#include "core/os/descriptors/output_file.hpp"
#include "core/os/descriptors/pipe.hpp"
#include "core/os/process/execute.hpp"
#include "core/os/process/process.hpp"
#include "core/tracer/command_of.hpp"

namespace tracer {
namespace {

/// What the child sends when it gives up: what it was doing, and errno.
struct Report {
  enum class About : int { filter, program } about;
  int error;
};

void report_and_end(const os::Fd& report, Report what) {
  try {
    os::write_all(report.get(), {reinterpret_cast<const char*>(&what), sizeof what});
  } catch (const std::system_error&) {
    // The parent is gone.
  }
  os::exit_now(127);
}

void hand_over(const os::Fd& socket, const std::optional<os::Fd>& listener) {
  try {
    if (listener) os::try_send_packet(socket.get(), "listener", *listener);
  } catch (const std::system_error&) {
    // The parent is gone.
  }
}

}  // namespace

Launch::Launch(const std::vector<std::string>& program, const Standard& standard,
               const Filters& filters, Repeats repeats, Sandbox* sandbox, std::string executable)
    : program_(program), executable_(std::move(executable)) {
  auto [go_reader, go_writer] = os::make_pipe();
  auto [report_reader, report_writer] = os::make_pipe();
  auto [listener_from, listener_to] = os::message_socket_pair();
  if (sandbox && starts_apart(*sandbox, standard, filters, repeats, go_reader, report_writer)) {
    go_ahead_ = std::move(go_writer);
    report_ = std::move(report_reader);
    return;
  }
  // Otherwise the child would print what is in our buffers, too.
  std::fflush(nullptr);
  pid_ = os::fork();
  if (pid_ == 0) {
    go_ahead_ = std::move(go_reader);
    go_writer.reset();  // only ours, so that it closes when we end
    report_ = std::move(report_writer);
    listener_from_ = std::move(listener_to);
    become_program(standard, filters, repeats);
  }
  go_ahead_ = std::move(go_writer);
  report_ = std::move(report_reader);
  listener_from_ = std::move(listener_from);
}

Launch::~Launch() {
  if (sandbox_) sandbox_->end_run();
}

/// False: the kernel refuses; it has to be started here.
bool Launch::starts_apart(Sandbox& sandbox, const Standard& standard, const Filters& filters,
                          Repeats repeats, os::Fd& go_ahead, os::Fd& report) {
  const auto body = [&](std::vector<os::Fd> given) {
    go_ahead_ = std::move(given[3]);
    report_ = std::move(given[4]);
    if (given.size() > 5) executable_ = fmt::format("/proc/self/fd/{}", given[5].get());
    limits_ = sandbox.terms().limits;
    const auto at = [&given](std::size_t i) { return given[i].is_open() ? &given[i] : nullptr; };
    become_program({at(0), at(1), at(2)}, filters, repeats);
  };
  std::string key = as_typed(program_, std::string::npos);
  std::vector<const os::Fd*> given = {standard.input, standard.output, standard.error, &go_ahead,
                                      &report};
  // It may have been made after the sandbox.
  os::Fd file;
  if (!executable_.empty()) {
    file = os::open(executable_.c_str(), O_RDONLY);
    given.push_back(&file);
    key += " in a file of its own";
  }
  const auto pid = sandbox.start(key, body, given);
  if (!pid) return false;
  sandbox_ = &sandbox;
  pid_ = *pid;
  return true;
}

void Launch::become_program(const Standard& standard, const Filters& filters, Repeats repeats) {
  char word = 0;
  if (os::read_some(go_ahead_, &word, 1) != 1) os::exit_now(127);
  const std::array<const os::Fd*, 3> given = {standard.input, standard.output, standard.error};
  for (int number = 0; number <= 2; ++number) {
    if (const os::Fd* const fd = given[static_cast<std::size_t>(number)])
      os::make_standard(*fd, number);
    else if (os::was_closed(number))
      os::close_number(number);
  }
  // All descriptors that we made are closed by the exec.
  os::restore_signals();
  if (repeats == Repeats::addresses) os::fix_addresses();
  if (filters.for_tracer && !filters.for_tracer->install())
    report_and_end(report_, {Report::About::filter, errno});
  if (filters.for_listener) hand_over(listener_from_, filters.for_listener->install_and_listen());
  os::name_command_in_environment(program_.front());
  if (limits_) os::limit_memory(*limits_);
  report_and_end(report_, {Report::About::program, os::execute(program_, executable_)});
  os::exit_now(127);
}

void Launch::go() {
  os::write_all(go_ahead_.get(), "g");
  go_ahead_.reset();
}

void Launch::cancel() {
  go_ahead_.reset();
  if (sandbox_) return;  // process 1 reaps it
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
  const std::string name = program_.front().empty() ? "\"\"" : program_.front();
  throw CannotExecute(fmt::format("cannot run {}: {}.", name, error.message()),
                      report.error != ENOENT);
}

std::optional<os::SystemCallListener> Launch::listener() {
  std::array<char, 16> room{};
  const os::Fd socket = std::move(listener_from_);
  auto packet = os::try_receive_packet(socket.get(), room);
  if (!packet || !packet->attached.is_open()) return std::nullopt;
  return os::SystemCallListener(std::move(packet->attached));
}

}  // namespace tracer
