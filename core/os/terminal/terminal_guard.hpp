#pragma once

#include <termios.h>

#include <string_view>

#include "core/os/descriptors/fd.hpp"

namespace os {

/// A small process that outlives this one by a moment: if this one dies with
/// the terminal in raw mode, even by SIGKILL, the guard restores the modes.
/// TerminalMode drives it and reports every change to it.
///
/// It is not our child (init adopts it), it has a session of its own, so that
/// no key of the terminal reaches it, and it ends as soon as this process does.
class TerminalGuard {
 public:
  /// Throws std::system_error when no process can be made.
  explicit TerminalGuard(const Fd& terminal);

  /// From now on the modes are `raw`; `before` is what to restore. `farewell`
  /// is then written to the terminal, to leave a full screen.
  void protect(const termios& before, const termios& raw, std::string_view farewell = {});
  /// The modes have been restored: nothing is left to do.
  void stand_down();

 private:
  Fd orders_;
};

/// Whether a terminal behaves the same in both modes.
bool same_modes(const termios& a, const termios& b);

}  // namespace os
