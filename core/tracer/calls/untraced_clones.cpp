#include "core/tracer/calls/untraced_clones.hpp"

#include <linux/sched.h>
#include <sys/syscall.h>

namespace tracer {

void UntracedClones::add_to(os::SystemCallFilter& filter) {
  filter.add_if_any(SYS_clone, 0, CLONE_UNTRACED);
  filter.add(SYS_clone3);  // its flags are in memory, where no filter looks
}

std::uint64_t clone_flags(pid_t thread, const os::SystemCall& call) {
  if (call.number == SYS_clone) return call.arguments[0];
  std::uint64_t flags = 0;  // the first field of clone3's argument
  if (call.number == SYS_clone3) os::Tracee(thread).read(call.arguments[0], &flags, sizeof flags);
#ifdef SYS_vfork
  if (call.number == SYS_vfork) flags = CLONE_VFORK;
#endif
  return flags;
}

bool UntracedClones::begins(const Caller& caller, const os::SystemCall& call) {
  if (call.number != SYS_clone && call.number != SYS_clone3) return false;
  const std::uint64_t flags = clone_flags(caller.thread, call);
  if ((flags & CLONE_UNTRACED) == 0) return false;
  const os::Tracee tracee(caller.thread);
  const std::uint64_t traced = flags & ~std::uint64_t{CLONE_UNTRACED};
  const bool is_done = call.number == SYS_clone3
                           ? tracee.write_anyway(call.arguments[0], traced)
                           : tracee.set_first_argument(traced, call.is_compat());
  if (is_done) callers_[caller.thread] = {call, flags};
  return is_done;
}

void UntracedClones::put_back(pid_t thread, const Original& original) {
  const os::Tracee tracee(thread);
  if (original.call.number == SYS_clone3)
    tracee.write_anyway(original.call.arguments[0], original.flags);
  else
    tracee.set_first_argument(original.flags, original.call.is_compat());
}

void UntracedClones::has_made(pid_t thread, pid_t child) {
  const auto caller = callers_.extract(thread);
  if (!caller) return;
  put_back(thread, caller.mapped());
  newborns_[child] = caller.mapped();
}

bool UntracedClones::returned(pid_t thread) {
  const auto caller = callers_.extract(thread);
  if (!caller) return false;
  put_back(thread, caller.mapped());
  return true;
}

void UntracedClones::has_stopped(pid_t thread) {
  if (newborns_.empty()) return;
  const auto newborn = newborns_.extract(thread);
  if (newborn) put_back(thread, newborn.mapped());
}

void UntracedClones::forget(pid_t thread) {
  callers_.erase(thread);
  newborns_.erase(thread);
}

}  // namespace tracer
