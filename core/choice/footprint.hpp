#pragma once

#include <compare>
#include <cstdint>
#include <string>

namespace choice {

/// What an act has to do with, as far as others can notice it: two acts of two processes whose
/// footprints have nothing in common could as well be done in the other order. A source gives
/// one with each Role where it can; the StateGraph keeps it with the act.
struct Footprint {
  enum class Kind : std::uint8_t {
    unknown,  ///< anything
    memory,   ///< some bytes of memory that processes share, and nothing else
    ordered   ///< no such memory; acts on one object keep their order
  };

  Kind kind = Kind::unknown;
  std::string object = {};  ///< or the piece of memory: the same in every run; empty: none
  std::uint64_t begin = 0;  ///< of memory: which bytes
  std::uint64_t end = 0;
  bool changes = false;  ///< of memory: they are written

  auto operator<=>(const Footprint&) const = default;  // NOLINT(modernize-use-nullptr)
};

/// Whether it makes a difference in which order two processes do the two, where one of them
/// uses memory.
bool conflict(const Footprint& one, const Footprint& other);

}  // namespace choice
