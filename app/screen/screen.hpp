#pragma once

#include <memory>
#include <optional>
#include <string>

#include "app/screen/frame.hpp"
#include "core/os/descriptors/fd.hpp"
#include "core/os/terminal/terminal_mode.hpp"
#include "core/view/formatting/palette.hpp"

namespace app {

/// Shows frames on the whole terminal: draws what has changed since the
/// previous frame, on the terminal's alternate screen. A full-screen session
/// drives it; no other class uses ncurses.
///
/// ncurses writes its bytes into memory, and this class sends them to the
/// terminal, so that a terminal that has stopped reading cannot keep this
/// process from handling signals.
class Screen {
 public:
  /// Throws EnvironmentError when ncurses cannot draw on this terminal.
  /// `theme`: the background to draw on; empty: the terminal's own.
  Screen(os::TerminalMode& terminal, bool colour, std::optional<view::Ground> theme);
  Screen(const Screen&) = delete;
  Screen& operator=(const Screen&) = delete;
  /// Leaves the screen.
  ~Screen();

  /// The current size of the terminal.
  Size size() const;

  /// Switches to the alternate screen.
  void enter();
  /// Restores the terminal: its modes and its content.
  void leave();
  void draw(const Frame& frame);

  /// This process was told to end: the terminal is not waited for any more.
  void hurry() { hurries_ = true; }

 private:
  struct Curses;

  void send();

  os::TerminalMode& terminal_;
  os::Fd output_;
  std::unique_ptr<Curses> curses_;
  std::string farewell_;
  bool entered_ = false;
  bool hurries_ = false;
  bool is_lost_ = false;  // the terminal does not show what was drawn
};

}  // namespace app
