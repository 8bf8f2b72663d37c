#include "core/tracer/calls/sleeping_calls.hpp"

#include <linux/futex.h>
#include <sys/syscall.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <ctime>
#include <iterator>
#include <optional>

namespace tracer {
namespace {

/// A call that waits for descriptors. Where its limit is a number, one without any wait is
/// told from others: it is often made in a loop.
struct DescriptorWait {
  long number;
  std::optional<unsigned> limit;  // which argument
};
constexpr DescriptorWait kDescriptorWaits[] = {
#ifdef SYS_poll
    {SYS_poll, 2},   {SYS_select, {}},   {SYS_epoll_wait, 3},
#endif
    {SYS_ppoll, {}}, {SYS_pselect6, {}}, {SYS_epoll_pwait, 3}};

}  // namespace

void add_sleeping_calls(os::SystemCallFilter& filter) {
  constexpr std::uint32_t kOwn = FUTEX_PRIVATE_FLAG;
  constexpr std::uint32_t kByClock = FUTEX_CLOCK_REALTIME;
  filter.add_if_one_of(
      SYS_futex, 1,
      {FUTEX_WAIT, FUTEX_WAIT | kOwn, FUTEX_WAIT_BITSET, FUTEX_WAIT_BITSET | kOwn,
       FUTEX_WAIT_BITSET | kByClock, FUTEX_WAIT_BITSET | kOwn | kByClock, FUTEX_LOCK_PI,
       FUTEX_LOCK_PI | kOwn, FUTEX_WAIT_REQUEUE_PI, FUTEX_WAIT_REQUEUE_PI | kOwn,
       FUTEX_WAIT_REQUEUE_PI | kByClock, FUTEX_WAIT_REQUEUE_PI | kOwn | kByClock,
       // These do not wait, but their address may be in guarded memory.
       FUTEX_WAKE, FUTEX_WAKE_BITSET, FUTEX_WAKE_OP, FUTEX_REQUEUE, FUTEX_CMP_REQUEUE,
       FUTEX_UNLOCK_PI});
  for (const DescriptorWait& wait : kDescriptorWaits) {
    wait.limit ? filter.add_if_any(wait.number, *wait.limit, 0xffffffff) : filter.add(wait.number);
  }
}

bool may_sleep(const os::SystemCall& call) {
  return call.number == SYS_futex || waits_for_descriptors(call);
}

bool interrupt_sleep(pid_t thread, const os::SystemCall& call, std::chrono::nanoseconds left) {
  const os::Tracee tracee(thread);
  const bool has_clock = call.number == SYS_clock_nanosleep;
  const bool is_until = has_clock && (call.arguments[1] & TIMER_ABSTIME) != 0;
  const std::uint64_t address = call.arguments[has_clock ? 3 : 1];
  const bool is_span = has_clock || call.number == SYS_nanosleep;
  const bool is_told = is_span && !is_until && !call.is_compat() && address != 0;
  if (is_told) {
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(left);
    const timespec rest{seconds.count(), (left - seconds).count()};
    tracee.write(address, &rest, sizeof rest);
  }
  tracee.answer_instead(-EINTR);
  return is_told;
}

bool depends_on_time(const os::SystemCall& call) {
#ifdef SYS_poll
  if (call.number == SYS_poll)
    return call.arguments[1] != 1 || static_cast<int>(call.arguments[2]) >= 0;
#endif
  return true;
}

bool waits_for_descriptors(const os::SystemCall& call) {
  return std::any_of(std::begin(kDescriptorWaits), std::end(kDescriptorWaits),
                     [&](const DescriptorWait& one) {
                       return static_cast<std::uint64_t>(one.number) == call.number;
                     });
}

}  // namespace tracer
