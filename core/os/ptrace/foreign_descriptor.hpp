#pragma once

#include <sys/types.h>

#include <optional>

namespace os {

/// What a descriptor of another process would do now.
struct Readiness {
  bool is_readable = false;  ///< or at its end, or in error: a read returns at once
  bool is_writable = false;  ///< or in error: a write returns at once
  bool never_waits = false;  ///< O_NONBLOCK
};

/// Looks at it through a copy of our own, see pidfd_getfd(2), and changes nothing. Empty:
/// there is no such descriptor, or the kernel refuses.
std::optional<Readiness> readiness_of(pid_t process, int descriptor);

}  // namespace os
