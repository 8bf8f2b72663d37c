#include "tests/support/terminal/program.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <stdexcept>
#include <utility>

#include "core/os/clock.hpp"
#include "core/os/error.hpp"
#include "core/os/process/process.hpp"
#include "tests/support/terminal/program_shell.hpp"

namespace support {

using os::check;
using To = Stream::To;

Options on_terminal() {
  Options options;
  options.input = options.output = options.error = To::terminal;
  return options;
}

Options on_small_terminal() {
  Options options = on_terminal();
  options.columns = 79;
  options.rows = 19;
  return options;
}

// ---- start and end

Program::Program(const std::string& path, std::vector<std::string> arguments,
                 const Options& options)
    : name_(path),
      patience_(options.patience),
      output_is_terminal_(options.output.to == To::terminal) {
  const std::array streams = {&options.input, &options.output, &options.error};
  for (const Stream* stream : streams) {
    if (stream->to != To::terminal || terminal_) continue;
    modes_before_ = terminal_.emplace().modes();
    terminal_->resize(options.columns, options.rows);
    screen_.fd = os::Fd(::fcntl(terminal_->test_end(), F_DUPFD_CLOEXEC, 3));
  }
  std::array<os::Fd, 3> ends;
  for (std::size_t i = 0; i < ends.size(); ++i) {
    const bool is_output = streams[i]->to == To::output && ends[1].is_open();
    ends[i] = is_output ? os::Fd(::fcntl(ends[1].get(), F_DUPFD_CLOEXEC, 3))
                        : open_stream(i, *streams[i]);
  }
  arguments.insert(arguments.begin(), path);
  start_shell(arguments, options, std::move(ends));
  if (terminal_) terminal_->close_program_end();
  until([&] { return pid_ != 0; }, "start");
}

Program::~Program() {
  if (!ended_) {
    ::kill(pid_, SIGKILL);
    ::kill(shell_, SIGKILL);
  }
  let_shell_go();
}

/// The program's end of a stream; a descriptor that is not open for none.
os::Fd Program::open_stream(std::size_t number, const Stream& stream) {
  switch (stream.to) {
    case To::closed:
    case To::output:
      return os::Fd();
    case To::null:
      return os::open("/dev/null", O_RDWR);
    case To::file:
      return os::open(stream.path.c_str(), number == 0 ? O_RDONLY : O_WRONLY | O_CREAT | O_TRUNC);
    case To::append:
      return os::open(stream.path.c_str(), O_WRONLY | O_CREAT | O_APPEND);
    case To::terminal:
      return os::Fd(::fcntl(terminal_->program_end(), F_DUPFD_CLOEXEC, 3));
    case To::pipe:
    case To::unread:
    case To::one_line:
      break;
  }
  std::array<int, 2> pipe{};
  check(::pipe2(pipe.data(), O_CLOEXEC), "cannot make a pipe");
  os::Fd read_end(pipe[0]);
  os::Fd write_end(pipe[1]);
  if (number == 0) {
    input_ = std::move(write_end);
    return read_end;
  }
  if (stream.to == To::unread) {
    unread_ = std::move(read_end);
  } else {
    Reader& reader = number == 1 ? output_ : error_;
    reader.fd = std::move(read_end);
    reader.leaves_after_line = stream.to == To::one_line;
  }
  return write_end;
}

void Program::start_shell(const std::vector<std::string>& command, const Options& options,
                          std::array<os::Fd, 3> ends) {
  std::array<int, 2> report{};
  check(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, report.data()), "no socket pair");
  report_ = os::Fd(report[0]);
  const os::Fd shells_end(report[1]);
  shell_ = os::fork();
  if (shell_ == 0)
    play_shell(command, options, ends, terminal_ ? &*terminal_ : nullptr, shells_end);
}

void Program::let_shell_go() {
  report_.reset();
  // It may have been reaped already, by a test that looks for what is left.
  if (shell_ != 0) eventually([&] { return ::waitpid(shell_, nullptr, WNOHANG) != 0; });
  shell_ = 0;
}

// ---- the user's side

void Program::send_signal(int signal) const {
  check(::kill(pid_, signal), "cannot send a signal");
}

void Program::send_keys(std::string_view keys) const {
  const int fd = terminal_ ? terminal_->test_end() : input_.get();
  check(os::uninterrupted([&] { return ::write(fd, keys.data(), keys.size()); }), "cannot type");
}

void Program::close_window() {
  screen_.fd.reset();
  terminal_.reset();
}

void Program::expect(std::string_view text) {
  std::size_t found = 0;
  until(
      [&] {
        found = output().find(text, expected_);
        return found != std::string::npos;
      },
      fmt::format("write \"{}\"", text));
  expected_ = found + text.size();
}

os::ExitStatus Program::wait() {
  until([&] { return ended_ && all_is_read(); }, "end");
  if (terminal_ && !modes_after_) modes_after_ = terminal_->modes();
  let_shell_go();
  return *ended_;
}

int Program::wait_until_stopped() {
  until([&] { return stopped_by_.has_value(); }, "stop");
  return *std::exchange(stopped_by_, std::nullopt);
}

int Program::unread() const {
  int bytes = 0;
  check(::ioctl(unread_.get(), FIONREAD, &bytes), "cannot look into the pipe");
  return bytes;
}

// ---- the one place that waits

void Program::until(const std::function<bool()>& happened, std::string_view what) {
  const auto deadline = os::now() + patience_;
  while (!happened()) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - os::now());
    if (left.count() <= 0) {
      throw std::runtime_error(fmt::format("{} did not {} in time. Output:\n{}\nErrors:\n{}", name_,
                                           what, output(), error()));
    }
    listen(left);
  }
}

void Program::listen(std::chrono::milliseconds limit) {
  // poll(2) skips what is not open: its descriptor is -1.
  std::array<pollfd, 4> entries = {{{report_.get(), POLLIN, 0},
                                    {output_.fd.get(), POLLIN, 0},
                                    {error_.fd.get(), POLLIN, 0},
                                    {screen_.fd.get(), POLLIN, 0}}};
  ::poll(entries.data(), entries.size(), static_cast<int>(limit.count()));
  if (entries[0].revents != 0) hear_shell();
  if (entries[1].revents != 0) read_piece(output_);
  if (entries[2].revents != 0) read_piece(error_);
  if (entries[3].revents != 0) read_piece(screen_);
}

void Program::read_piece(Reader& reader) {
  std::array<char, 64 * 1024> piece{};
  const auto size =
      os::uninterrupted([&] { return ::read(reader.fd.get(), piece.data(), piece.size()); });
  // A terminal that is closed everywhere returns EIO.
  if (size <= 0) return reader.fd.reset();
  reader.bytes.append(piece.data(), static_cast<std::size_t>(size));
  if (!reader.leaves_after_line) return;
  const auto end = reader.bytes.find('\n');
  if (end == std::string::npos) return;
  reader.bytes.resize(end + 1);
  reader.fd.reset();
}

void Program::hear_shell() {
  int word = 0;
  if (::read(report_.get(), &word, sizeof word) != sizeof word) return report_.reset();
  if (pid_ == 0) {
    pid_ = word;
  } else if (WIFSTOPPED(word)) {
    stopped_by_ = WSTOPSIG(word);
  } else {
    ended_ = os::ExitStatus::from_wait(word);
  }
}

bool Program::all_is_read() const {
  return !output_.fd.is_open() && !error_.fd.is_open() && !screen_.fd.is_open();
}

// ---- helpers

Finished run(const std::string& path, const std::vector<std::string>& arguments,
             const Options& options) {
  Program program(path, arguments, options);
  const os::ExitStatus status = program.wait();
  return {program.output(), program.error(), status};
}

bool eventually(const std::function<bool()>& is_so, std::chrono::milliseconds limit) {
  const auto deadline = os::now() + limit;
  while (!is_so()) {
    if (os::now() >= deadline) return false;
    ::poll(nullptr, 0, 1);
  }
  return true;
}

std::vector<pid_t> children_of(pid_t pid) {
  std::ifstream file(fmt::format("/proc/{0}/task/{0}/children", pid));
  std::vector<pid_t> found;
  for (pid_t child = 0; file >> child;) found.push_back(child);
  return found;
}

}  // namespace support
