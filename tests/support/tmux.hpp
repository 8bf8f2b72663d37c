#pragma once

#include <string>
#include <vector>

namespace support {

/// A terminal that understands what is written to it: a tmux of the test's own,
/// without anybody's settings. A test types on it and reads its screen.
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
  /// What has gone out of it at the top, too.
  std::string scrollback() const;

  /// The screen, as soon as `text` is on it. Throws when that takes too long.
  std::string expect(const std::string& text) const;
  /// The same, once nothing on it moves any more: it may be drawn in pieces.
  std::string expect_settled(const std::string& text) const;
  /// Waits until `text` has been written that often.
  void expect_often(int times, const std::string& text) const;

 private:
  std::string ask(std::vector<std::string> command) const;

  std::string socket_;
};

}  // namespace support
