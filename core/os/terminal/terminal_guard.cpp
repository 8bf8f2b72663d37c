#include "core/os/terminal/terminal_guard.hpp"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "core/os/descriptors/output_file.hpp"
#include "core/os/descriptors/pipe.hpp"
#include "core/os/error.hpp"
#include "core/os/process/process.hpp"

namespace os {
namespace {

/// What is sent through the pipe; small enough to arrive whole (pipe(7)).
struct Order {
  bool protects = false;
  termios before{};
  termios raw{};
  std::array<char, 256> farewell{};
  std::size_t farewell_size = 0;
};

[[noreturn]] void stand_guard(const Fd& terminal, const Fd& orders) {
  close_all_but({terminal.get(), orders.get()});
  Order last;
  Order order;
  // The end of the pipe: the process that sent the orders has ended.
  while (read_some(orders, &order, sizeof order) > 0) last = order;
  // Whichever process has the terminal now: nobody can work on our leftover
  // screen.
  if (last.protects && last.farewell_size > 0 &&
      wait_writable(terminal.get(), std::chrono::seconds(1)))
    uninterrupted(
        [&] { return ::write(terminal.get(), last.farewell.data(), last.farewell_size); });
  termios now{};
  // If the modes are not ours any more, a shell was quicker.
  if (last.protects && ::tcgetattr(terminal.get(), &now) == 0 && same_modes(now, last.raw))
    ::tcsetattr(terminal.get(), TCSANOW, &last.before);
  exit_now(0);
}

void give(const Fd& orders, const Order& order) {
  // A killed guard is no reason to end a lesson.
  uninterrupted([&] { return ::write(orders.get(), &order, sizeof order); });
}

}  // namespace

TerminalGuard::TerminalGuard(const Fd& terminal) {
  Pipe pipe = make_pipe();
  orders_ = std::move(pipe.writer);
  const pid_t between = fork();
  if (between == 0) {
    ::setsid();
    // fork() may throw, and no exception may leave this function.
    if (::fork() == 0) stand_guard(terminal, pipe.reader);
    exit_now(0);
  }
  await_end(between);
  try_reap(between);
}

void TerminalGuard::protect(const termios& before, const termios& raw, std::string_view farewell) {
  Order order{true, before, raw, {}, 0};
  // Half of an escape sequence is worse than none.
  if (farewell.size() <= order.farewell.size()) {
    std::copy(farewell.begin(), farewell.end(), order.farewell.begin());
    order.farewell_size = farewell.size();
  }
  give(orders_, order);
}

void TerminalGuard::stand_down() {
  give(orders_, Order{});
}

bool same_modes(const termios& a, const termios& b) {
  return a.c_iflag == b.c_iflag && a.c_oflag == b.c_oflag && a.c_cflag == b.c_cflag &&
         a.c_lflag == b.c_lflag && std::equal(std::begin(a.c_cc), std::end(a.c_cc), b.c_cc);
}

}  // namespace os
