#include "core/tracer/calls/futex_waits.hpp"

#include <linux/futex.h>
#include <sys/syscall.h>

#include "core/os/process/proc_file.hpp"

namespace tracer {
namespace {

/// Whether only threads of one process can use it.
bool is_private(const os::SystemCall& call) {
  return (call.arguments[1] & FUTEX_PRIVATE_FLAG) != 0;
}

}  // namespace

probe::ObjectRef FutexWaits::object_at(std::uint64_t address) {
  // A fork has its parent's memory at the same addresses.
  int& number = numbers_[address];
  if (number == 0) number = static_cast<int>(numbers_.size());
  return {probe::ObjectType::futex, number, {}};
}

void FutexWaits::look_at(const Caller& caller, const os::SystemCall& call) {
  if (call.number != SYS_futex || is_private(call) || told_.count(caller.thread) != 0) return;
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
  wait.object =
      is_private(call) ? "another of its threads" : object_at(call.arguments[0]).to_string();
  wait.is_pipe = false;
  if (!is_private(call)) wait.shared_as = os::file_mapped_at(caller.process, call.arguments[0]);
  return wait;
}

}  // namespace tracer
