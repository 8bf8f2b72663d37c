#pragma once

#include <sys/types.h>

#include <atomic>
#include <cstdint>
#include <optional>

#include "core/os/clock.hpp"
#include "core/os/process/process_mark.hpp"
#include "core/os/sync/doorbell.hpp"

namespace os {

/// A lock in shared memory that knows its owner. Any process may unlock it; the
/// first process to find the owner dead gets `owner_died`, once, and the lock
/// is free. mp::OwnedLock drives it by trying, and by waiting when that fails.
///
/// Whether an owner in other namespaces is dead is not known: see ProcessMark.
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

  /// Whether this process has it.
  bool is_ours() const;

  /// False: it was free.
  bool unlock();

 private:
  static constexpr std::chrono::milliseconds kTrust{20};

  std::atomic<std::uint64_t> state_{0};  // the owner's mark; 0: free
  ProcessMark::Home home_;               // where it was made
  Doorbell freed_;
};

}  // namespace os
