#pragma once

#include <sys/types.h>

#include <functional>
#include <optional>

namespace os {

/// Standard input for several programs, one after the other, that each find the
/// same in it. Whoever starts them makes it before the first, and rewinds it
/// before each. A terminal is left as it is: each program asks its user.
class RepeatableInput {
 public:
  /// What can be read only once, as a pipe, is read to its end and kept in
  /// memory; `takes_long` is called when that has not come after a second. Throws
  /// std::system_error when memory is short, or reading fails.
  explicit RepeatableInput(const std::function<void()>& takes_long);

  /// Back to where it stood. See lseek(2).
  void rewind();

 private:
  std::optional<off_t> start_;  // empty: it cannot be rewound
};

}  // namespace os
