#pragma once

#include <pthread.h>

#include <optional>

#include "core/os/clock.hpp"

namespace os {

/// A lock in shared memory that outlives its owner: the kernel passes it on
/// when the process that holds it dies. It lies beside the data that it guards;
/// a process that takes it from a dead owner repairs the data.
///
/// Only the thread that locked it can unlock it; see pthread_mutexattr_setrobust(3).
class RobustMutex {
 public:
  /// Whether the owner may lock it again; it must unlock it as often.
  enum class Nesting { forbidden, allowed };
  /// from_the_dead: taken, and its last owner died before unlocking it.
  enum class Taken { no, yes, from_the_dead };

  /// To be made in shared memory, before the processes that use it are forked.
  explicit RobustMutex(Nesting nesting = Nesting::forbidden);
  RobustMutex(const RobustMutex&) = delete;
  RobustMutex& operator=(const RobustMutex&) = delete;

  Taken try_lock() { return judge(::pthread_mutex_trylock(&mutex_)); }
  /// Waits as long as it takes, or until the deadline (then: no).
  Taken lock(std::optional<Stamp> deadline = std::nullopt) {
    const Taken taken = try_lock();
    return taken == Taken::no ? wait(deadline) : taken;
  }
  /// Does nothing in a process that is not the owner, such as a forked copy.
  void unlock() { ::pthread_mutex_unlock(&mutex_); }

 private:
  Taken judge(int error) {
    if (error == 0) [[likely]]
      return Taken::yes;
    return judge_failure(error);
  }
  Taken judge_failure(int error);
  Taken wait(std::optional<Stamp> deadline);

  pthread_mutex_t mutex_;
};

}  // namespace os
