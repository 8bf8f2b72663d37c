#pragma once

#include <chrono>
#include <cstdint>

namespace os {

/// What a process may use, and what it starts, each for itself. See setrlimit(2).
struct Limits {
  std::uint64_t memory = std::uint64_t{2} << 30;  ///< bytes of addresses
  std::uint64_t file = std::uint64_t{64} << 20;   ///< bytes of a file
  std::chrono::seconds cpu{60};
};

/// Sets these limits, but for that of memory, for this process and what it starts, where the
/// present ones are wider. No file is written when it crashes; and if memory runs out, it ends
/// before others do.
void apply(const Limits& limits);
/// Sets that of memory: the last thing to do, as what is still to be done may need more.
void limit_memory(const Limits& limits);

}  // namespace os
