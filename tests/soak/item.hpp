#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "tests/soak/round.hpp"

namespace soak {

/// Who sent an item, and as which of its items, from 0.
struct ItemId {
  std::uint32_t producer;
  std::uint32_t sequence;
};

/// An item that describes itself: its id, its length, a checksum, and bytes
/// that follow from the id. Mostly short, at times some 100 KiB.
std::string make_item(ItemId id, Random& random);

/// The id of an item that has arrived; says what is wrong with it, if it is not
/// as it was sent.
ItemId check_item(std::string_view item, const Round& round);

}  // namespace soak
