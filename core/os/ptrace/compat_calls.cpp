#include "core/os/ptrace/compat_calls.hpp"

#include <linux/audit.h>
#include <sys/syscall.h>

#include <algorithm>
#include <iterator>

namespace os {

#ifdef __x86_64__

const std::uint32_t kCompatArchitecture = AUDIT_ARCH_I386;

namespace {

struct Pair {
  std::uint32_t compat;
  long number;
};

constexpr std::uint32_t kClockNanosleepTime64 = 407;
constexpr std::uint32_t kClockGettime64 = 403;

// As in the kernel's syscall_32.tbl.
constexpr Pair kPairs[] = {{2, SYS_fork},
                           {3, SYS_read},
                           {4, SYS_write},
                           {5, SYS_open},
                           {6, SYS_close},
                           {7, SYS_wait4},  // waitpid
                           {11, SYS_execve},
                           {27, SYS_alarm},
                           {37, SYS_kill},
                           {41, SYS_dup},
                           {42, SYS_pipe},
                           {54, SYS_ioctl},
                           {55, SYS_fcntl},
                           {63, SYS_dup2},
                           {104, SYS_setitimer},
                           {114, SYS_wait4},
                           {120, SYS_clone},
                           {145, SYS_readv},
                           {146, SYS_writev},
                           {162, SYS_nanosleep},
                           {172, SYS_prctl},
                           {174, SYS_rt_sigaction},
                           {187, SYS_sendfile},
                           {190, SYS_vfork},
                           {221, SYS_fcntl},
                           {238, SYS_tkill},
                           {239, SYS_sendfile},
                           {252, SYS_exit_group},
                           {259, SYS_timer_create},
                           {265, SYS_clock_gettime},
                           {267, SYS_clock_nanosleep},
                           {270, SYS_tgkill},
                           {284, SYS_waitid},
                           {295, SYS_openat},
                           {310, SYS_unshare},
                           {313, SYS_splice},
                           {315, SYS_tee},
                           {330, SYS_dup3},
                           {331, SYS_pipe2},
                           {346, SYS_setns},
                           {354, SYS_seccomp},
                           {358, SYS_execveat},
                           {360, SYS_socketpair},
                           {369, SYS_sendto},
                           {371, SYS_recvfrom},
                           {kClockGettime64, SYS_clock_gettime},
                           {kClockNanosleepTime64, SYS_clock_nanosleep},
                           {424, SYS_pidfd_send_signal},
                           {435, SYS_clone3},
                           {436, SYS_close_range},
                           {438, SYS_pidfd_getfd}};

}  // namespace

std::vector<std::uint32_t> compat_numbers(long number) {
  std::vector<std::uint32_t> found;
  for (const Pair& pair : kPairs) {
    if (pair.number == number) found.push_back(pair.compat);
  }
  return found;
}

std::optional<long> number_of_compat(std::uint64_t compat) {
  const auto* const found = std::find_if(std::begin(kPairs), std::end(kPairs),
                                         [&](const Pair& pair) { return pair.compat == compat; });
  if (found == std::end(kPairs)) return std::nullopt;
  return found->number;
}

bool has_wide_time(std::uint64_t compat) {
  return compat == kClockNanosleepTime64 || compat == kClockGettime64;
}

#else

const std::uint32_t kCompatArchitecture = 0;

std::vector<std::uint32_t> compat_numbers(long) {
  return {};
}

std::optional<long> number_of_compat(std::uint64_t) {
  return std::nullopt;
}

bool has_wide_time(std::uint64_t) {
  return false;
}

#endif

}  // namespace os
