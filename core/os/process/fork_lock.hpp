#pragma once

namespace os {

/// While it lives, no other thread of this process forks, nor has such a lock.
/// A thread makes one around data that a child must not see half changed, or
/// around a descriptor of which only one child may get a copy.
///
/// The thread itself may fork: its child has the lock, too, and no other thread
/// that could want it. It holds for fork(3), by pthread_atfork(3), and not for
/// vfork(2), which copies nothing, nor for a bare clone(2).
class ForkLock {
 public:
  ForkLock();
  ForkLock(const ForkLock&) = delete;
  ForkLock& operator=(const ForkLock&) = delete;
  ~ForkLock() { end(); }

  /// Ends it now. Twice is fine.
  void end();

 private:
  bool is_held_ = true;
};

}  // namespace os
