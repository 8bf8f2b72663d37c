#pragma once

#include <string>

#include "core/mp/process/call_by_name.hpp"
#include "core/mp/process/child.hpp"
#include "core/os/descriptors/pipe.hpp"
#include "core/os/process/fork_lock.hpp"

namespace mp {

/// Turns a process that has just been forked into a fresh one: it executes the
/// program again, but makes one call instead of running main(). Process makes a
/// Spawn before the fork and drives it on both sides.
///
/// Systems without fork and CPython's "spawn" start method work like this: the
/// process inherits only the arguments of the call, the standard streams, the
/// environment and the working directory. Signals have their default actions.
class Spawn {
 public:
  /// Throws mp::Error when the function does not belong to the program, and
  /// std::system_error. `name` is used in errors of a process without a
  /// watcher.
  Spawn(detail::CallByName call, std::string name);

  /// In the child.
  [[noreturn]] void become_fresh();
  /// In the parent: returns once the child runs the program. Throws
  /// std::system_error when the kernel refuses; the child has ended then.
  void await_start(detail::Child& child);

 private:
  detail::CallByName call_;
  std::string name_;
  os::ForkLock lock_;  // until our writer is closed: only the child may have a copy
  os::Pipe refusal_;   // carries the errno of a failed exec; a successful one closes it
};

}  // namespace mp
