#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

struct sock_filter;

namespace os {

/// Names the system calls at which a traced process shall stop, so that all
/// others cost nothing. An observer makes it, and the process that is to be
/// traced installs it in itself. See seccomp(2), SECCOMP_RET_TRACE.
class SystemCallFilter {
 public:
  SystemCallFilter();
  ~SystemCallFilter();
  SystemCallFilter(SystemCallFilter&&) noexcept;
  SystemCallFilter& operator=(SystemCallFilter&&) noexcept;

  void add(long number);
  /// Only when the lower half of an argument, masked, is not zero.
  void add_if_any(long number, unsigned argument, std::uint32_t mask);

  /// Only when the lower half of an argument is this.
  void add_if_equal(long number, unsigned argument, std::uint32_t value);

  /// Holds for this process from now on, for all it will fork and for what they
  /// execute. Whoever is not traced fails at these calls. False, and errno: the
  /// kernel refuses.
  bool install();

 private:
  void add_if(long number, unsigned argument, const sock_filter& skip_unless);

  std::vector<sock_filter> program_;
};

}  // namespace os
