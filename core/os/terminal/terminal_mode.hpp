#pragma once

#include <termios.h>

#include <optional>
#include <string_view>

#include "core/os/descriptors/fd.hpp"
#include "core/os/terminal/terminal_guard.hpp"

namespace os {

/// The controlling terminal, giving single keys unechoed while it is raw. app
/// holds one during a session; on every way out, a crash and SIGKILL included,
/// the terminal is as it was. Ctrl-C and Ctrl-Z still make signals.
class TerminalMode {
 public:
  /// Throws std::system_error when this process has no terminal. Starts a
  /// process, the guard: to be made before there are others to look after.
  TerminalMode();
  TerminalMode(const TerminalMode&) = delete;
  TerminalMode& operator=(const TerminalMode&) = delete;
  ~TerminalMode();

  int get() const { return fd_.get(); }

  /// Single keys from now on. Reads the modes anew: a shell may have changed
  /// them while we were stopped.
  void enter_raw();
  /// The same for a screen that is drawn: what is written goes to the terminal
  /// as it is, and no key stops it. Should this process die before it leaves,
  /// `farewell` is written, too.
  void enter_screen(std::string_view farewell);
  /// As it was before.
  void leave_raw();

  /// One key; empty when none is there yet. At the terminal's end (it was
  /// closed) it gives '\x04', the key that ends an input.
  std::optional<char> next_key();

 private:
  void enter(tcflag_t input_off, tcflag_t output_off, std::string_view farewell);

  Fd fd_;
  TerminalGuard guard_;
  termios before_{};
  bool raw_ = false;
};

}  // namespace os
