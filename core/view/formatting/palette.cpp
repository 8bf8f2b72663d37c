#include "core/view/formatting/palette.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace view {
namespace {

// Orange, sky, green, yellow, blue, vermillion, purple, of the 256 colours.
constexpr std::array<int, 7> kColours = {214, 74, 36, 227, 32, 166, 175};
constexpr std::array<int, 7> kDarkColours = {130, 25, 29, 94, 20, 124, 90};

constexpr std::string_view kColour = "\x1b[38;5;";
constexpr std::string_view kHighlight = "\x1b[1;38;5;227m";
constexpr std::string_view kNormal = "\x1b[0m";

std::size_t turn_of(int ordinal) {
  return static_cast<std::size_t>(ordinal - 1) % kColours.size();
}

/// The process with that colour; 0: none.
int ordinal_with(std::string_view colour) {
  int number = 0;
  std::from_chars(colour.data(), colour.data() + colour.size(), number);
  const auto found = std::find(kColours.begin(), kColours.end(), number);
  return found == kColours.end() ? 0 : static_cast<int>(found - kColours.begin()) + 1;
}

}  // namespace

std::string painted(const std::string& text, int ordinal) {
  return fmt::format("{}{}m{}{}", kColour, kColours[turn_of(ordinal)], text, kNormal);
}

std::string highlighted(const std::string& text) {
  return fmt::format("{}{}{}", kHighlight, text, kNormal);
}

std::vector<Painted> unpainted(std::string_view line) {
  std::vector<Painted> pieces;
  Painted look;
  while (!line.empty()) {
    const std::size_t end = std::min(line.find('\x1b'), line.size());
    if (end > 0) {
      look.text = line.substr(0, end);
      pieces.push_back(look);
      line.remove_prefix(end);
      continue;
    }
    const std::size_t last = std::min(line.find('m'), line.size() - 1);
    const std::string_view sequence = line.substr(0, last + 1);
    look = {};
    look.highlighted = sequence == kHighlight;
    if (sequence.starts_with(kColour)) look.ordinal = ordinal_with(sequence.substr(kColour.size()));
    line.remove_prefix(last + 1);
  }
  return pieces;
}

int colour_of(int ordinal, Ground ground) {
  return (ground == Ground::light ? kDarkColours : kColours)[turn_of(ordinal)];
}

}  // namespace view
