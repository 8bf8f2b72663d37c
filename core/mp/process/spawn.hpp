#pragma once

#include <string>

#include "core/mp/process/call_by_name.hpp"
#include "core/mp/process/child.hpp"
#include "core/os/descriptors/pipe.hpp"
#include "core/os/process/fork_lock.hpp"

namespace mp {

/// Makes a process that has just been forked a fresh one: it runs the program
/// from its beginning, but makes one call instead of running main(). Process
/// makes one before the fork and drives it on both sides.
///
/// It is what systems without fork do, and what CPython's "spawn" start method
/// does: nothing is inherited but the arguments of the call, the standard
/// streams, the environment and the working directory. Signals do what they do
/// by default.
class Spawn {
 public:
  /// Throws mp::Error when the function does not belong to the program, and
  /// std::system_error. `name` is what errors call a process nobody watches.
  Spawn(detail::CallByName call, std::string name);

  /// In the child.
  [[noreturn]] void become_fresh();
  /// In the parent: returns once the child runs the program. Throws
  /// std::system_error when the kernel refuses; the child has ended then.
  void await_start(detail::Child& child);

 private:
  detail::CallByName call_;
  std::string name_;
  os::ForkLock lock_;  // until our writer is closed: the child alone may have a copy
  os::Pipe refusal_;   // carries the errno of a refused exec; a done one closes it
};

}  // namespace mp
