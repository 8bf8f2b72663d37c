#pragma once

#include <functional>
#include <optional>
#include <string>

#include "core/view/formatting/palette.hpp"

namespace view {

/// --color auto | always | never.
enum class Colour { automatic, always, never };

/// Looks up an environment variable; empty optional: not set.
using Environment = std::function<std::optional<std::string>(const char* name)>;

/// This process's own environment.
std::optional<std::string> process_environment(const char* name);

/// What is known about the destination of a stream; no other code asks the
/// terminal. app makes one for each of its streams and derives the style from
/// it.
class Terminal {
 public:
  explicit Terminal(int fd, Environment environment = process_environment);

  /// Whether the stream is a terminal, not a file or a pipe.
  bool is_terminal() const { return is_terminal_; }

  /// Whether to use colours. The first of these decides: the option, NO_COLOR,
  /// CLICOLOR_FORCE and FORCE_COLOR, CLICOLOR=0 and TERM=dumb, the stream.
  bool colour(Colour option) const;

  /// Whether it can only write: TERM is "dumb" or not set.
  bool dumb() const { return dumb_; }

  /// Whether the locale's characters are UTF-8 (LC_ALL, LC_CTYPE, LANG).
  bool unicode() const { return unicode_; }

  /// Its background according to COLORFGBG; dark if that says nothing.
  Ground ground() const { return ground_; }

  /// Columns, at least 1: the terminal's current width, else COLUMNS, else 80.
  int width() const;
  /// Rows, at least 1: the terminal's current height, else 24.
  int height() const;

 private:
  int fd_;
  Environment environment_;
  bool is_terminal_;
  bool dumb_;
  bool unicode_;
  Ground ground_;
};

}  // namespace view
