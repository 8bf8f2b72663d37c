#pragma once

#include <unistd.h>

#include <chrono>
#include <numeric>
#include <vector>

#include "core/mp/codec.hpp"
#include "core/mp/error.hpp"

// Shared by the tests of pools and queues: tasks and arguments.

namespace support {

/// No result takes this long, unless it never comes.
constexpr std::chrono::seconds kLimit{5};

inline int square(int i) {
  return i * i;
}

/// Until this process is killed.
inline void hang() {
  for (;;) ::pause();
}

/// 0, 1, 2 and so on.
inline std::vector<int> numbers(int count) {
  std::vector<int> all(static_cast<std::size_t>(count));
  std::iota(all.begin(), all.end(), 0);
  return all;
}

/// A user-defined type whose values cannot always be sent: writing one may fail
/// halfway.
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
