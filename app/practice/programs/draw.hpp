#pragma once

#include <cstddef>
#include <cstdint>
#include <random>
#include <utility>
#include <vector>

namespace app::practice {

/// Random choices that are the same on every machine for the same seeds. Generators of
/// programs draw from it, and so does what chooses the options of a question.
class Draw {
 public:
  explicit Draw(const std::vector<std::uint64_t>& seeds) {
    std::uint64_t mixed = 0;
    for (const std::uint64_t seed : seeds) mixed = mix(mixed ^ seed);
    random_.seed(mixed);
  }

  /// From 0 to `count` - 1. Not a standard distribution, whose results differ from library to
  /// library.
  std::size_t below(std::size_t count) { return static_cast<std::size_t>(random_() % count); }
  int between(int least, int most) {
    return least + static_cast<int>(
                       below(static_cast<std::size_t>(most) - static_cast<std::size_t>(least) + 1));
  }
  bool toss() { return below(2) == 0; }

  template <typename Item>
  const Item& one_of(const std::vector<Item>& items) {
    return items[below(items.size())];
  }
  template <typename Item>
  void shuffle(std::vector<Item>& items) {
    for (std::size_t i = items.size(); i > 1; --i) std::swap(items[i - 1], items[below(i)]);
  }

 private:
  /// SplitMix64: seeds that are near each other give numbers that are not.
  static std::uint64_t mix(std::uint64_t seed) {
    seed += 0x9E3779B97F4A7C15U;
    seed = (seed ^ (seed >> 30U)) * 0xBF58476D1CE4E5B9U;
    seed = (seed ^ (seed >> 27U)) * 0x94D049BB133111EBU;
    return seed ^ (seed >> 31U);
  }

  std::mt19937_64 random_;
};

}  // namespace app::practice
