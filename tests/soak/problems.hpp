#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/os/memory/shared_memory.hpp"

namespace soak {

/// Sentences about problems, in shared memory: the processes of a round add
/// them, even those that are killed soon after, and the Report takes them.
class Problems {
 public:
  Problems();

  void add(std::string_view sentence);
  /// Those of the last round; forgets them.
  std::vector<std::string> take();

 private:
  static constexpr std::size_t kMost = 16;  // per round: more would not help
  struct Slot {
    std::atomic<bool> is_written;
    std::array<char, 1000> text;
  };
  struct Board {
    std::atomic<std::size_t> count;
    std::array<Slot, kMost> slots;
  };

  os::SharedMemory memory_;
  Board* board_;
};

}  // namespace soak
