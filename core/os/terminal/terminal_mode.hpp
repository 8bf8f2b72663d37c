#pragma once

#include <termios.h>

#include <optional>
#include <string_view>

#include "core/os/descriptors/fd.hpp"
#include "core/os/terminal/terminal_guard.hpp"

namespace os {

/// The controlling terminal; while it is raw, it returns single keys without
/// echo. app holds one during a session; however the session ends, even by a
/// crash or SIGKILL, the terminal is restored. Ctrl-C and Ctrl-Z still make
/// signals.
class TerminalMode {
 public:
  /// Throws std::system_error when this process has no terminal. Starts a
  /// process, the guard, so make it before there are other children.
  TerminalMode();
  TerminalMode(const TerminalMode&) = delete;
  TerminalMode& operator=(const TerminalMode&) = delete;
  ~TerminalMode();

  int get() const { return fd_.get(); }

  /// Single keys from now on. Reads the modes again: a shell may have changed
  /// them while we were stopped.
  void enter_raw();
  /// The same for a full screen: what is written goes to the terminal
  /// unchanged, and no key stops it. If this process dies before it leaves, the
  /// guard also writes `farewell`.
  void enter_screen(std::string_view farewell);
  /// Restores the modes.
  void leave_raw();

  /// One key; empty when there is none yet. When the terminal has been closed,
  /// returns '\x04', the key that ends an input.
  std::optional<char> next_key();

 private:
  void enter(tcflag_t input_off, tcflag_t output_off, std::string_view farewell);

  Fd fd_;
  TerminalGuard guard_;
  termios before_{};
  bool raw_ = false;
};

}  // namespace os
