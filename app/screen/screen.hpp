#pragma once

#include <memory>
#include <optional>
#include <string>

#include "app/screen/frame.hpp"
#include "core/os/descriptors/fd.hpp"
#include "core/os/terminal/terminal_mode.hpp"
#include "core/view/formatting/palette.hpp"

namespace app {

/// The whole terminal as a place for frames: draws what has changed since the
/// one before, on the terminal's alternate screen. A full-screen session drives
/// it; it is the only one who knows ncurses.
///
/// ncurses finds out the bytes and writes them into memory; they go to the
/// terminal from here, so that no terminal that has stopped reading makes this
/// process deaf to signals.
class Screen {
 public:
  /// Throws EnvironmentError when nobody knows how to draw on this terminal.
  /// `theme`: the ground to draw on; empty: the terminal's own.
  Screen(os::TerminalMode& terminal, bool colour, std::optional<view::Ground> theme);
  Screen(const Screen&) = delete;
  Screen& operator=(const Screen&) = delete;
  /// Leaves it.
  ~Screen();

  /// Of the terminal, now.
  Size size() const;

  /// The next frame is drawn on a screen of its own.
  void enter();
  /// The terminal is as it was before, its modes and what it showed.
  void leave();
  void draw(const Frame& frame);

  /// This process is told to end: nobody is waited for any more.
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
  bool is_lost_ = false;  // what the terminal shows is not what was drawn
};

}  // namespace app
