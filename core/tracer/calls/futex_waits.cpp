#include "core/tracer/calls/futex_waits.hpp"

#include <linux/futex.h>
#include <sys/syscall.h>

#include "core/os/process/proc_file.hpp"

namespace tracer {

bool is_shared_futex(const os::SystemCall& call) {
  return call.number == SYS_futex && (call.arguments[1] & FUTEX_PRIVATE_FLAG) == 0;
}

bool waits_in_futex(const os::SystemCall& call) {
  switch (call.arguments[1] & FUTEX_CMD_MASK) {
    case FUTEX_WAIT:
    case FUTEX_WAIT_BITSET:
    case FUTEX_LOCK_PI:
    case FUTEX_WAIT_REQUEUE_PI:
      return true;
    default:
      return false;
  }
}

probe::ObjectRef FutexWaits::object_at(std::uint64_t address) {
  if (const auto named = named_.find(address); named != named_.end()) return named->second;
  // A fork has its parent's memory at the same addresses.
  int& number = numbers_[address];
  if (number == 0) number = static_cast<int>(numbers_.size());
  return {probe::ObjectType::futex, number, {}};
}

void FutexWaits::look_at(const Caller& caller, const os::SystemCall& call) {
  if (!is_shared_futex(call) || told_.count(caller.thread) != 0) return;
  if (named_.count(call.arguments[0]) != 0) return;
  told_.insert(caller.thread);
  probe::Act block;
  block.kind = probe::Kind::block;
  block.object = object_at(call.arguments[0]);
  report_(caller, std::move(block));
}

std::optional<BlockedCall> FutexWaits::wait_of(const Caller& caller, const os::SystemCall& call) {
  if (call.number != SYS_futex || call.arguments[3] != 0) return std::nullopt;
  BlockedCall wait;
  wait.process = caller.process;
  const bool is_shared = is_shared_futex(call);
  wait.object = is_shared ? object_at(call.arguments[0]).shown() : "another of its threads";
  wait.is_pipe = false;
  if (is_shared) wait.shared_as = os::file_mapped_at(caller.process, call.arguments[0]);
  return wait;
}

}  // namespace tracer
