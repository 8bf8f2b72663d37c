#pragma once

namespace os {

/// While it lives, no other thread of this process forks or holds such a lock.
/// A thread makes one around data that a child must not see half changed, or
/// around a descriptor that only one child may inherit.
///
/// The thread itself may fork: its child holds the lock too, and has no other
/// thread that could want it. The lock works by pthread_atfork(3), so for
/// fork(3), but not for vfork(2), which copies nothing, or for a bare clone(2).
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
