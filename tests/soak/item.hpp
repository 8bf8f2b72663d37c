#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "tests/soak/round.hpp"

namespace soak {

/// The sender of an item, and its number among the sender's items, from 0.
struct ItemId {
  std::uint32_t producer;
  std::uint32_t sequence;
};

/// An item that describes itself: its id, its length, a checksum, and bytes
/// that follow from the id. Mostly short, at times some 100 KiB.
std::string make_item(ItemId id, Random& random);

/// The id of an item that has arrived; reports what is wrong with it, if
/// anything.
ItemId check_item(std::string_view item, const Round& round);

}  // namespace soak
