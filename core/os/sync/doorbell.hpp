#pragma once

#include <atomic>
#include <chrono>
#include <optional>

#include "core/os/clock.hpp"
#include "core/os/sync/futex.hpp"

namespace os {

/// Where processes sleep until somebody rings: there may be what they wait for.
/// Lives in shared memory; those who change what others wait for drive it.
///
/// It promises little, so that it costs little and survives every death. One
/// ring wakes one sleeper, and until that one is up no further ring does: who
/// wakes, takes, and leaves something behind rings for the next. Should it die
/// on the way, the others look for themselves after kNap.
class Doorbell {
 public:
  /// Nobody sleeps longer than this without looking.
  static constexpr std::chrono::milliseconds kNap{50};

  /// Sleeps unless `worth_trying()`, until rung, for kNap, or until the
  /// deadline, whichever is first.
  template <typename WorthTrying>
  void wait(WorthTrying worth_trying, std::optional<Stamp> deadline,
            std::chrono::nanoseconds nap = kNap) {
    pause();
    if (worth_trying()) return;
    // First tell, then look: whoever changes things in between sees us.
    someone_sleeps_.store(kYes);
    if (worth_trying()) return;
    const Stamp limit = now() + nap;
    futex_wait(someone_sleeps_, kYes, deadline && *deadline < limit ? *deadline : limit);
    // The ring that woke this one has hidden the others.
    someone_sleeps_.store(kYes);
  }

  /// Wakes one sleeper, if there may be any. Without: a load, and a fence that
  /// puts what the caller changed before it.
  void ring() {
    std::atomic_thread_fence(std::memory_order_seq_cst);
    ring_after_fence();
  }
  /// The same after a fence of the caller's, which serves several bells.
  void ring_after_fence() {
    if (may_wake()) [[unlikely]]
      wake(1);
  }
  /// After such a fence: whether a ring would wake somebody.
  bool may_wake() const { return someone_sleeps_.load(std::memory_order_relaxed) == kYes; }

  /// Wakes all.
  void ring_all();

 private:
  static constexpr std::uint32_t kYes = 1;

  /// A few microseconds, without looking: less than a sleep and a wake cost, and
  /// long enough for a busy giver to have given several things, undisturbed.
  static void pause();

  void wake(int count);

  FutexWord someone_sleeps_ = 0;
};

}  // namespace os
