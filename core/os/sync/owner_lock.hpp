#pragma once

#include <sys/types.h>

#include <atomic>
#include <cstdint>
#include <optional>

#include "core/os/clock.hpp"
#include "core/os/sync/doorbell.hpp"

namespace os {

/// A lock in shared memory that knows who took it: any process may unlock it,
/// and if its owner is found dead, whoever finds out is told, once, and the
/// lock is free. mp::Lock drives it, by trying, and waiting when that fails.
///
/// A PID means something in its PID namespace only, and the moment since when a process
/// has had it in a time namespace. An owner that took the lock in other namespaces than
/// it was made in counts as alive, and so does any owner to those who ask in others; so
/// does every owner where /proc does not tell which they are.
class OwnerLock {
 public:
  enum class Result { taken, busy, owner_died };
  struct Try {
    Result result;
    pid_t owner;  ///< with owner_died: who it was
  };

  OwnerLock();

  /// Takes the lock for this process, if it is free. Whether a busy owner is
  /// still alive is looked at when it has had the lock for more than kTrust, or
  /// when `suspicious`: that takes about 10 microseconds.
  Try try_lock(bool suspicious = false);

  /// Sleeps until another try is worth it, at most until the deadline.
  void wait(std::optional<Stamp> deadline);

  /// False: it was free.
  bool unlock();

 private:
  static constexpr std::chrono::milliseconds kTrust{20};

  /// In one word, so that no death can come between its parts: the owner's PID
  /// and, in the upper half, when it took the lock. 0: free.
  std::atomic<std::uint64_t> state_{0};
  std::uint64_t home_;  // the namespaces it was made in
  Doorbell freed_;
};

}  // namespace os
