#include "tests/bench/window.hpp"

#include <fcntl.h>
#include <fmt/core.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <exception>
#include <stdexcept>

#include "core/os/error.hpp"
#include "core/os/process/process.hpp"

namespace bench {

Window::Window(unsigned short columns, unsigned short rows, const std::function<void()>& inside) {
  const winsize size{rows, columns, 0, 0};
  int terminal = -1;
  process_ = os::check(::forkpty(&terminal, nullptr, nullptr, &size), "cannot make a terminal");
  if (process_ != 0) {
    terminal_ = os::Fd(terminal);
    return;
  }
  try {
    inside();
    os::exit_now(0);
  } catch (const std::exception& failure) {
    fmt::print("{}\n", failure.what());
    std::fflush(stdout);
    os::exit_now(1);
  }
}

Window::~Window() {
  if (process_ == 0) return;
  ::kill(process_, SIGKILL);
  ::waitpid(process_, nullptr, 0);
}

void Window::type(std::string_view keys) const {
  os::check(::write(terminal_.get(), keys.data(), keys.size()), "cannot type");
}

os::Stamp Window::read_until_silent(std::chrono::milliseconds silence) {
  constexpr std::chrono::milliseconds kPatience{10'000};
  std::chrono::milliseconds limit = kPatience;
  os::Stamp last{};
  for (;;) {
    pollfd entry{terminal_.get(), POLLIN, 0};
    if (::poll(&entry, 1, static_cast<int>(limit.count())) <= 0) break;
    last = os::now();
    limit = silence;
    if (!read_piece()) throw std::runtime_error("it has ended, and said: " + piece_);
  }
  if (limit == kPatience) throw std::runtime_error("nothing is drawn");
  return last;
}

void Window::read_to_end() {
  while (read_piece()) {
  }
  int status = 0;
  os::check(::waitpid(process_, &status, 0), "cannot wait for it");
  process_ = 0;
  if (status != 0) throw std::runtime_error("it has failed, and said: " + piece_);
}

bool Window::read_piece() {
  std::array<char, 64 * 1024> bytes{};
  const auto size =
      os::uninterrupted([&] { return ::read(terminal_.get(), bytes.data(), bytes.size()); });
  // A terminal whose last process is gone returns EIO.
  if (size <= 0) return false;
  piece_.assign(bytes.data(), static_cast<std::size_t>(size));
  return true;
}

}  // namespace bench
