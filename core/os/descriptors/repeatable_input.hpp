#pragma once

#include <sys/types.h>

#include <functional>
#include <optional>

namespace os {

/// Standard input for several programs, one after the other, each of which gets
/// the same input. Their starter makes it before the first program and rewinds
/// it before each. A terminal is left as it is: each program asks its user.
class RepeatableInput {
 public:
  /// Input that can be read only once, such as a pipe, is read to its end and
  /// kept in memory; `takes_long` is called if that takes more than a second.
  /// Throws std::system_error when memory is short, or reading fails.
  explicit RepeatableInput(const std::function<void()>& takes_long);

  /// In a forked process: from now on the position is its own.
  void part();
  /// Back to the position where it was at first. See lseek(2).
  void rewind();

 private:
  std::optional<off_t> start_;  // empty: it cannot be rewound
};

}  // namespace os
