#pragma once

#include <atomic>
#include <utility>

#include "core/mp/error.hpp"
#include "core/os/process/parentage.hpp"

namespace mp::detail {

/// Lets one thread of a process at a time into what several would spoil, and
/// tells the second one so. An operation that is not made for several threads
/// enters at its beginning; it is no lock, as none of them ever waits.
class SoleUse {
 public:
  class Entry {
   public:
    explicit Entry(SoleUse& use) : use_(&use) {}
    Entry(Entry&& other) noexcept : use_(std::exchange(other.use_, nullptr)) {}
    Entry& operator=(Entry&&) = delete;
    ~Entry() {
      if (use_) use_->inside_.store(0, std::memory_order_release);
    }

   private:
    SoleUse* use_;
  };

  /// Throws Error with that text when another thread is inside.
  [[nodiscard]] Entry enter(const char* refusal) {
    const int ours = os::generation() + 1;
    int seen = inside_.load(std::memory_order_relaxed);
    // In a fork's child, a thread of the parent's may seem to be inside.
    if (seen == ours || !inside_.compare_exchange_strong(seen, ours, std::memory_order_acquire))
      throw Error(refusal);
    return Entry(*this);
  }

 private:
  std::atomic<int> inside_{0};  // the generation of the process, plus 1; 0: no thread is
};

}  // namespace mp::detail
