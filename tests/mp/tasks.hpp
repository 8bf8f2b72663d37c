#pragma once

#include <unistd.h>

#include <chrono>
#include <numeric>
#include <vector>

#include "core/mp/codec.hpp"
#include "core/mp/error.hpp"

// What the tests of pools and queues have in common: things to do, and to do
// them with.

namespace support {

/// No result takes this long, unless it never comes.
constexpr std::chrono::seconds kLimit{5};

inline int square(int i) {
  return i * i;
}

/// Until somebody ends this process.
inline void hang() {
  for (;;) ::pause();
}

/// 0, 1, 2 and so on.
inline std::vector<int> numbers(int count) {
  std::vector<int> all(static_cast<std::size_t>(count));
  std::iota(all.begin(), all.end(), 0);
  return all;
}

/// A type of the user's own whose values cannot always be sent: that one cannot
/// is found when half of it has been written.
struct Picky {
  int value;
};

}  // namespace support

template <>
struct mp::Codec<support::Picky> {
  static void write(Writer& to, const support::Picky& item) {
    to.value(item.value);
    if (item.value < 0) throw mp::Error("a Picky below zero cannot be sent");
  }
  static support::Picky read(Reader& from) { return {from.value<int>()}; }
};
