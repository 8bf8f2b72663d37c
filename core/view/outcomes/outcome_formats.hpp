#pragma once

#include <span>
#include <string>
#include <string_view>

#include "core/view/outcomes/map_picture.hpp"
#include "core/view/view.hpp"

namespace view {

/// A format in which the outcomes of demos can be written. --outcomes --format, its help and its
/// errors all come from this table.
struct OutcomeFormat {
  std::string_view name;
  std::string_view description;  ///< a few words, without a full stop
  bool is_data;                  ///< for software: more is listed
  bool needs_map;
  bool is_whole;  ///< one document of all demos; else one after the other
  std::string (*write)(std::span<const MappedOutcomes> demos, const Style& style);
};

/// All of them, the default first.
std::span<const OutcomeFormat> outcome_formats();

/// nullptr: there is none of that name.
const OutcomeFormat* outcome_format_named(std::string_view name);

}  // namespace view
