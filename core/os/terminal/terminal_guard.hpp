#pragma once

#include <termios.h>

#include <string_view>

#include "core/os/descriptors/fd.hpp"

namespace os {

/// A small process that outlives this one by a moment: should this one die
/// with the terminal in raw mode, it sets the modes back. TerminalMode drives
/// it, and tells it of every change; a SIGKILL leaves nobody else to do it.
///
/// It is a child of nobody here (it is handed to the system's init), belongs to
/// a session of its own, so that no key of the terminal reaches it, and ends as
/// soon as this process does.
class TerminalGuard {
 public:
  /// Throws std::system_error when no process can be made.
  explicit TerminalGuard(const Fd& terminal);

  /// From now on the modes are `raw`, and `before` is to come back. `farewell`
  /// is written to the terminal then: it leaves a screen that was drawn.
  void protect(const termios& before, const termios& raw, std::string_view farewell = {});
  /// The modes are what they were: there is nothing to do any more.
  void stand_down();

 private:
  Fd orders_;
};

/// Whether a terminal behaves the same in both modes.
bool same_modes(const termios& a, const termios& b);

}  // namespace os
