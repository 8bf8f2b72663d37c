#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string_view>

namespace choice {

/// 128 bits that stand for everything added to it, in order. A RunState makes one of a
/// state, and the StateGraph knows a state again by it: with a million states the chance
/// that any two share one is below 1 in 10^26.
class Digest {
 public:
  Digest() = default;
  /// From its words(), in another process.
  explicit Digest(const std::array<std::uint64_t, 2>& words) : high_(words[0]), low_(words[1]) {}
  std::array<std::uint64_t, 2> words() const { return {high_, low_}; }

  Digest& add(std::uint64_t number) {
    high_ = mixed(high_ ^ number, 0x9e3779b97f4a7c15);
    low_ = mixed(low_ + number, 0xd6e8feb86659fd93) ^ high_;
    return *this;
  }
  Digest& add(std::string_view text) {
    add(text.size());
    for (std::size_t at = 0; at < text.size(); at += kWord) {
      std::uint64_t word = 0;
      for (const char c : text.substr(at, kWord)) word = word << 8 | static_cast<unsigned char>(c);
      add(word);
    }
    return *this;
  }
  Digest& add(const Digest& other) { return add(other.high_).add(other.low_); }

  bool operator==(const Digest&) const = default;
  std::size_t hash() const { return low_; }

 private:
  static constexpr std::size_t kWord = 8;

  static std::uint64_t mixed(std::uint64_t x, std::uint64_t salt) {
    x += salt;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9;
    x = (x ^ (x >> 27)) * 0x94d049bb133111eb;
    return x ^ (x >> 31);
  }

  std::uint64_t high_ = 0;
  std::uint64_t low_ = 0;
};

}  // namespace choice

template <>
struct std::hash<choice::Digest> {
  std::size_t operator()(const choice::Digest& digest) const { return digest.hash(); }
};
