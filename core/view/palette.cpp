#include "core/view/palette.hpp"

#include <fmt/format.h>

#include <array>

namespace view {

std::string painted(const std::string& text, int ordinal) {
  // Orange, sky, green, yellow, blue, vermillion, purple, of the 256 colours.
  static constexpr std::array<int, 7> kColours = {214, 74, 36, 227, 32, 166, 175};
  const auto turn = static_cast<std::size_t>(ordinal - 1) % kColours.size();
  return fmt::format("\x1b[38;5;{}m{}\x1b[0m", kColours[turn], text);
}

std::string highlighted(const std::string& text) {
  return fmt::format("\x1b[1;38;5;227m{}\x1b[0m", text);
}

}  // namespace view
