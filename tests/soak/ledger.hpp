#pragma once

#include <atomic>
#include <cstddef>
#include <string_view>

#include "core/os/memory/shared_memory.hpp"
#include "tests/soak/item.hpp"
#include "tests/soak/troupe.hpp"

namespace soak {

/// Which process has received which items, in shared memory: a log for each
/// process and one for the director, which takes what is left.
class Ledger {
 public:
  static constexpr std::size_t kDirector = Troupe::kMost;

  Ledger();

  /// Called by a consumer at once after it got an item.
  void note(std::size_t consumer, ItemId id);

  /// At the end: each item was received at most once, and each producer's items
  /// in order; every item that a producer knows to be accepted was received,
  /// except at most one for each killed consumer.
  void check(Round& round, const Troupe& troupe, std::string_view producer,
             std::string_view consumer) const;

 private:
  static constexpr std::size_t kMostItems = std::size_t{1} << 16;
  struct Log {
    std::atomic<std::size_t> count;
    ItemId ids[kMostItems];
  };

  os::SharedMemory memory_;
  Log* logs_;
};

}  // namespace soak
