#pragma once

#include <cerrno>
#include <string>
#include <system_error>

namespace os {

/// Throws errno of a failed call as an error, with `what` before it: "cannot
/// open run.jsonl: No such file or directory".
[[noreturn]] inline void fail(const std::string& what) {
  throw std::system_error(errno, std::generic_category(), what);
}

/// Returns the result of a system call, or throws std::system_error if the call
/// failed (a negative result). `what` says what was being done, and to what.
template <typename Result>
Result check(Result result, const char* what) {
  if (result < 0) fail(what);
  return result;
}

/// Repeats a system call that a signal handler interrupted (EINTR).
template <typename Call>
auto uninterrupted(Call call) {
  auto result = call();
  while (result < 0 && errno == EINTR) result = call();
  return result;
}

}  // namespace os
