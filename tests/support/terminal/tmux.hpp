#pragma once

#include <string>
#include <vector>

namespace support {

/// A terminal that interprets what is written to it: a tmux of the test's own,
/// with default settings. A test types on it and reads its screen.
class Tmux {
 public:
  /// Runs `script` with sh. Lines that it writes at its end stay on the screen
  /// until the terminal goes.
  Tmux(int columns, int rows, const std::string& script);
  Tmux(const Tmux&) = delete;
  Tmux& operator=(const Tmux&) = delete;
  ~Tmux();

  /// tmux's names of keys: "Enter", "C-c", "b".
  void press(const std::vector<std::string>& keys) const;
  void press_often(int times, const std::string& key) const;
  void resize(int columns, int rows) const;

  /// What is on the screen, row by row.
  std::string screen() const;
  /// The screen and everything that has scrolled off at the top.
  std::string scrollback() const;

  /// Returns the screen as soon as `text` is on it. Throws if that takes too
  /// long.
  std::string expect(const std::string& text) const;
  /// The same, once the screen no longer changes: it may be drawn in pieces.
  std::string expect_settled(const std::string& text) const;
  /// Waits until `text` has been written `times` times.
  void expect_often(int times, const std::string& text) const;

 private:
  std::string ask(std::vector<std::string> command) const;

  std::string socket_;
};

}  // namespace support
