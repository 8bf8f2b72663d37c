#pragma once

#include <sys/types.h>

#include <atomic>
#include <cstdint>
#include <optional>

#include "core/os/clock.hpp"
#include "core/os/sync/doorbell.hpp"

namespace os {

/// A lock in shared memory that knows its owner. Any process may unlock it; the
/// first process to find the owner dead gets `owner_died`, once, and the lock
/// is free. mp::Lock drives it by trying, and by waiting when that fails.
///
/// A PID is valid only in its PID namespace, and the start time of a process only in
/// its time namespace. An owner in other namespaces than those where the lock was made
/// always counts as alive, as does every owner for a process that asks from other
/// namespaces, or where /proc does not show the namespaces.
class OwnerLock {
 public:
  enum class Result { taken, busy, owner_died };
  struct Try {
    Result result;
    pid_t owner;  ///< with owner_died: who it was
  };

  OwnerLock();

  /// Takes the lock for this process, if it is free. Checks whether the owner
  /// is still alive when it has had the lock for more than kTrust, or when
  /// `suspicious`: that takes about 10 microseconds.
  Try try_lock(bool suspicious = false);

  /// Sleeps until another try is worth it, at most until the deadline.
  void wait(std::optional<Stamp> deadline);

  /// False: it was free.
  bool unlock();

 private:
  static constexpr std::chrono::milliseconds kTrust{20};

  /// In one word, so that it is always written whole: the owner's PID and, in
  /// the upper half, when it took the lock. 0: free.
  std::atomic<std::uint64_t> state_{0};
  std::uint64_t home_;  // the namespaces it was made in
  Doorbell freed_;
};

}  // namespace os
