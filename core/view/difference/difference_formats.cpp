#include "core/view/difference/difference_formats.hpp"

#include <array>

#include "core/view/difference/difference_html.hpp"
#include "core/view/difference/difference_lanes.hpp"
#include "core/view/difference/difference_text.hpp"

namespace view {
namespace {

constexpr auto kFormats = std::to_array<DifferenceFormat>({
    {"text", "where they part, and what follows, a line for each act", difference_text,
     outcome_difference_text},
    {"lanes", "the same as pictures, beside each other", difference_lanes, nullptr},
    {"html", "a page for the browser, with both", difference_html, outcome_difference_html},
});

}  // namespace

std::span<const DifferenceFormat> difference_formats() {
  return kFormats;
}

}  // namespace view
