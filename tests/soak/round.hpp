#pragma once

#include <fmt/core.h>

#include <cstdint>
#include <random>
#include <string>
#include <utility>

#include "tests/soak/problems.hpp"

namespace soak {

using Random = std::mt19937_64;

/// A number from `least` to `most`, inclusive.
inline std::uint64_t pick(Random& random, std::uint64_t least, std::uint64_t most) {
  return std::uniform_int_distribution<std::uint64_t>(least, most)(random);
}

/// True with a probability of `times` in `of`.
inline bool chance(Random& random, std::uint64_t times, std::uint64_t of) {
  return pick(random, 1, of) <= times;
}

/// One round: some processes, some deaths, and the result. Its random choices
/// depend only on the seed and its number, so that it can be repeated; the
/// exact instant of a kill depends on the kernel, too.
class Round {
 public:
  Round(std::uint64_t seed, std::uint64_t number, std::string what, Problems& problems)
      : random(seed * 1'000'003 + number),
        what_(std::move(what)),
        seed_(seed),
        number_(number),
        problems_(problems) {}

  /// Reports a problem in a full sentence. Any process may call it.
  template <typename... Args>
  void problem(fmt::format_string<Args...> text, Args&&... args) const {
    problems_.add(fmt::format("seed {}, round {}, {}: {}", seed_, number_, what_,
                              fmt::format(text, std::forward<Args>(args)...)));
  }

  Random random;
  std::uint64_t kills = 0;
  std::uint64_t items = 0;
  std::uint64_t lost = 0;  // with killed processes, which is allowed

 private:
  std::string what_;
  std::uint64_t seed_;
  std::uint64_t number_;
  Problems& problems_;
};

}  // namespace soak
