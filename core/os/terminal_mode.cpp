#include "core/os/terminal_mode.hpp"

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include "core/os/error.hpp"

namespace os {
namespace {

// What a crash handler needs; only a process-wide place can be reached there.
int g_terminal = -1;
termios g_before{};

extern "C" void restore_and_crash(int signal) {
  if (g_terminal >= 0) ::tcsetattr(g_terminal, TCSANOW, &g_before);
  ::signal(signal, SIG_DFL);
  ::raise(signal);
}

}  // namespace

TerminalMode::TerminalMode() : fd_(open("/dev/tty", O_RDWR)) {}

TerminalMode::~TerminalMode() {
  leave_raw();
}

void TerminalMode::enter_raw() {
  if (raw_) return;
  check(::tcgetattr(fd_.get(), &g_before), "cannot read the terminal's modes");
  termios raw = g_before;
  raw.c_lflag &= static_cast<tcflag_t>(~(ICANON | ECHO));
  raw.c_cc[VMIN] = 0;
  raw.c_cc[VTIME] = 0;
  g_terminal = fd_.get();
  for (const int signal : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT}) {
    ::signal(signal, restore_and_crash);
  }
  check(::tcsetattr(fd_.get(), TCSANOW, &raw), "cannot set the terminal's modes");
  raw_ = true;
}

void TerminalMode::leave_raw() {
  if (!raw_) return;
  ::tcsetattr(fd_.get(), TCSANOW, &g_before);
  for (const int signal : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT}) ::signal(signal, SIG_DFL);
  g_terminal = -1;
  raw_ = false;
}

std::optional<char> TerminalMode::next_key() {
  char key = 0;
  const auto count = uninterrupted([&] { return ::read(fd_.get(), &key, 1); });
  if (count == 1) return key;
  // VMIN 0 makes "no key yet" and "hung up" both read as nothing; a hangup
  // also makes the terminal's modes unreadable.
  termios modes{};
  if (count < 0 || ::tcgetattr(fd_.get(), &modes) < 0) return '\x04';
  return std::nullopt;
}

}  // namespace os
