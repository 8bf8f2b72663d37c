#include "core/tracer/calls/signal_waits.hpp"

#include <sys/syscall.h>

#include "core/os/process/proc_file.hpp"

namespace tracer {

void add_signal_waits(os::SystemCallFilter& filter) {
#ifdef SYS_pause
  filter.add(SYS_pause);
#endif
  filter.add(SYS_rt_sigsuspend);
  filter.add(SYS_rt_sigtimedwait);
}

bool is_signal_wait(const os::SystemCall& call) {
#ifdef SYS_pause
  if (call.number == SYS_pause) return true;
#endif
  if (call.number == SYS_rt_sigsuspend) return true;
  return call.number == SYS_rt_sigtimedwait && call.arguments[2] == 0;
}

bool has_come(pid_t thread, const os::SystemCall& call) {
  std::uint64_t mask = 0;
  const bool has_mask = call.number == SYS_rt_sigsuspend || call.number == SYS_rt_sigtimedwait;
  if (has_mask) os::Tracee(thread).read(call.arguments[0], &mask, sizeof mask);
  if (call.number == SYS_rt_sigtimedwait) return (os::pending_signals(thread) & mask) != 0;
  return os::awaited_signal(thread, has_mask ? std::optional(mask) : std::nullopt) != 0;
}

std::optional<BlockedCall> signal_wait_of(const Caller& caller, const os::SystemCall& call) {
  if (!is_signal_wait(call)) return std::nullopt;
  BlockedCall wait;
  wait.process = caller.process;
  wait.thread = caller.thread;
  wait.object = kSignal;
  wait.is_pipe = false;
  return wait;
}

}  // namespace tracer
