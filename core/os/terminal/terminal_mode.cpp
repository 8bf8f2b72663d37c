#include "core/os/terminal/terminal_mode.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>

#include "core/os/error.hpp"

namespace os {

TerminalMode::TerminalMode() : fd_(open("/dev/tty", O_RDWR | O_NONBLOCK)), guard_(fd_) {}

TerminalMode::~TerminalMode() {
  leave_raw();
}

void TerminalMode::enter_raw() {
  enter(0, 0, {});
}

void TerminalMode::enter_screen(std::string_view farewell) {
  enter(IXON, OPOST, farewell);
}

void TerminalMode::enter(tcflag_t input_off, tcflag_t output_off, std::string_view farewell) {
  if (raw_) return;
  check(::tcgetattr(fd_.get(), &before_), "cannot read the terminal's modes");
  termios raw = before_;
  raw.c_lflag &= static_cast<tcflag_t>(~(ICANON | ECHO));
  raw.c_iflag &= ~input_off;
  raw.c_oflag &= ~output_off;
  // Not 0, which makes "nothing typed" look like the end: if this process is
  // killed, and the shell reads before the guard has restored the modes, it
  // would log out.
  raw.c_cc[VMIN] = 1;
  raw.c_cc[VTIME] = 0;
  guard_.protect(before_, raw, farewell);
  check(::tcsetattr(fd_.get(), TCSANOW, &raw), "cannot set the terminal's modes");
  raw_ = true;
}

void TerminalMode::leave_raw() {
  if (!raw_) return;
  ::tcsetattr(fd_.get(), TCSANOW, &before_);
  guard_.stand_down();
  raw_ = false;
}

std::optional<char> TerminalMode::next_key() {
  char key = 0;
  const auto count = uninterrupted([&] { return ::read(fd_.get(), &key, 1); });
  if (count == 1) return key;
  // A terminal that was hung up returns the end, or an error.
  if (count == 0 || errno != EAGAIN) return '\x04';
  return std::nullopt;
}

}  // namespace os
