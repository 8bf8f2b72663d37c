#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <vector>

#include "core/os/descriptors/fd.hpp"

struct sock_filter;

namespace os {

/// Names the system calls at which a traced process stops, so that all others
/// cost nothing. An observer makes it, and the process to be traced installs it
/// in itself. See seccomp(2), SECCOMP_RET_TRACE.
class SystemCallFilter {
 public:
  /// The mark() of a call that was stopped by this filter.
  static constexpr std::uint16_t kMark = 0x6d70;

  SystemCallFilter();
  ~SystemCallFilter();
  SystemCallFilter(SystemCallFilter&&) noexcept;
  SystemCallFilter& operator=(SystemCallFilter&&) noexcept;

  /// Includes the same call of 32-bit programs, if we know its number.
  void add(long number);
  /// Only when the lower half of an argument, masked, is not zero.
  void add_if_any(long number, unsigned argument, std::uint32_t mask);

  /// Only when the lower half of an argument is this.
  void add_if_equal(long number, unsigned argument, std::uint32_t value);
  /// Only when it is not this.
  void add_unless_equal(long number, unsigned argument, std::uint32_t value);
  /// Only when it is one of these values, at most 200.
  void add_if_one_of(long number, unsigned argument, std::initializer_list<std::uint32_t> values);

  /// A filter of the same calls that sends them to a listener, before any tracer
  /// sees them. See seccomp_unotify(2), SECCOMP_RET_USER_NOTIF.
  SystemCallFilter for_listener() const;

  /// From now on it applies to this process, to what it forks, and to what they
  /// execute. In a process that is not traced these calls fail. False, and
  /// errno: the kernel refuses.
  bool install();
  /// The same for a listener's filter: the holder of the descriptor receives the
  /// calls. It is close-on-exec; a process can have one listener. Empty, and
  /// errno: the kernel refuses.
  std::optional<Fd> install_and_listen();

  /// The program as the kernel takes it.
  std::vector<sock_filter> program() const;

 private:
  using Lines = std::vector<sock_filter>;

  /// Adds to both halves what `write` adds for a number.
  template <typename Write>
  void add_everywhere(long number, const Write& write);
  void add_if(long number, unsigned argument, const sock_filter& skip_unless);

  Lines native_;
  Lines compat_;  // for 32-bit programs
};

}  // namespace os
