#pragma once

#include <poll.h>

#include <chrono>

#include "core/os/clock.hpp"

namespace support {

/// Whether `condition` becomes true within `seconds`. Returns as soon as it
/// does: tests wait for conditions, and the limit only ends a failing test.
template <typename Condition>
bool eventually(Condition condition, double seconds = 10) {
  const auto deadline = os::now() + std::chrono::nanoseconds(static_cast<long>(seconds * 1e9));
  while (!condition()) {
    if (os::now() >= deadline) return false;
    ::poll(nullptr, 0, 1);
  }
  return true;
}

}  // namespace support
