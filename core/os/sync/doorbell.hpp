#pragma once

#include <atomic>
#include <chrono>
#include <optional>

#include "core/os/clock.hpp"
#include "core/os/sync/futex.hpp"

namespace os {

/// Processes sleep at it until another one rings because what they wait for may
/// be there. Lives in shared memory; a process rings after it has changed what
/// others wait for.
///
/// It promises little, so it costs little and survives the death of any
/// process. One ring wakes one sleeper, and until that sleeper is up no further
/// ring wakes another: a process that wakes up, takes something and leaves more
/// rings for the next. If it dies first, the others look for themselves after
/// kNap.
class Doorbell {
 public:
  /// No process sleeps longer than this without looking.
  static constexpr std::chrono::milliseconds kNap{50};

  /// Sleeps unless `worth_trying()`, until a ring, for kNap, or until the
  /// deadline, whichever comes first.
  template <typename WorthTrying>
  void wait(WorthTrying worth_trying, std::optional<Stamp> deadline,
            std::chrono::nanoseconds nap = kNap) {
    pause();
    if (worth_trying()) return;
    // First announce the sleeper, then look: a process that changes things in
    // between sees us.
    someone_sleeps_.store(kYes);
    if (worth_trying()) return;
    const Stamp limit = now() + nap;
    futex_wait(someone_sleeps_, kYes, deadline && *deadline < limit ? *deadline : limit);
    // The ring that woke this one has cleared the mark of the others.
    someone_sleeps_.store(kYes);
  }

  /// Wakes one sleeper, if there may be any. If there is none, this costs a
  /// load and a fence, which orders the caller's change before it.
  void ring() {
    std::atomic_thread_fence(std::memory_order_seq_cst);
    ring_after_fence();
  }
  /// The same after a fence that the caller has made, for several bells at
  /// once.
  void ring_after_fence() {
    if (may_wake()) [[unlikely]]
      wake(1);
  }
  /// After such a fence: whether a ring would wake a process.
  bool may_wake() const { return someone_sleeps_.load(std::memory_order_relaxed) == kYes; }

  /// Wakes all.
  void ring_all();

 private:
  static constexpr std::uint32_t kYes = 1;

  /// Waits a few microseconds without looking: less than the cost of sleeping
  /// and waking, but long enough for a busy producer to add several items
  /// undisturbed.
  static void pause();

  void wake(int count);

  FutexWord someone_sleeps_ = 0;
};

}  // namespace os
