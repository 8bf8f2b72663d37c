#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <vector>

#include "core/os/descriptors/fd.hpp"

struct sock_filter;

namespace os {

/// Names the system calls at which a traced process shall stop, so that all
/// others cost nothing. An observer makes it, and the process that is to be
/// traced installs it in itself. See seccomp(2), SECCOMP_RET_TRACE.
class SystemCallFilter {
 public:
  /// What a stopped call has as its mark() if it is this filter that named it.
  static constexpr std::uint16_t kMark = 0x6d70;

  SystemCallFilter();
  ~SystemCallFilter();
  SystemCallFilter(SystemCallFilter&&) noexcept;
  SystemCallFilter& operator=(SystemCallFilter&&) noexcept;

  /// Of 32-bit programs the same call is meant, too, where we know what they call it.
  void add(long number);
  /// Only when the lower half of an argument, masked, is not zero.
  void add_if_any(long number, unsigned argument, std::uint32_t mask);

  /// Only when the lower half of an argument is this.
  void add_if_equal(long number, unsigned argument, std::uint32_t value);
  /// Only when it is one of these, at most 200.
  void add_if_one_of(long number, unsigned argument, std::initializer_list<std::uint32_t> values);

  /// A filter of the same calls, which leaves them to a listener; it comes before
  /// a tracer. See seccomp_unotify(2), SECCOMP_RET_USER_NOTIF.
  SystemCallFilter for_listener() const;

  /// Holds for this process from now on, for all it will fork and for what they
  /// execute. Whoever is not traced fails at these calls. False, and errno: the
  /// kernel refuses.
  bool install();
  /// The same, of one for a listener: who holds the descriptor hears of the calls.
  /// Born close-on-exec; a process can have one listener. Empty, and errno: the
  /// kernel refuses.
  std::optional<Fd> install_and_listen();

  /// What the kernel is given.
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
