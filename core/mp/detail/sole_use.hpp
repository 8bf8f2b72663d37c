#pragma once

#include <atomic>
#include <utility>

#include "core/mp/error.hpp"
#include "core/os/process/parentage.hpp"

namespace mp::detail {

/// Admits one thread of a process at a time to code that is not thread-safe; a
/// second one gets an error. Such an operation calls enter() at its beginning;
/// this is no lock, as no thread ever waits.
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
    // In a forked child, a thread of the parent may seem to be inside.
    if (seen == ours || !inside_.compare_exchange_strong(seen, ours, std::memory_order_acquire))
      throw Error(refusal);
    return Entry(*this);
  }

 private:
  std::atomic<int> inside_{0};  // the generation of the process, plus 1; 0: no thread is
};

}  // namespace mp::detail
