#pragma once

#include <memory>
#include <span>
#include <string_view>

#include "core/view/view.hpp"

namespace view {

/// A format in which a run can be written. The option --format, its help and
/// its error about an unknown name all come from this table.
struct Format {
  std::string_view name;
  std::string_view description;  ///< a few words, without a full stop
  std::unique_ptr<View> (*make)(const Style& style);
};

/// All of them, the default first.
std::span<const Format> formats();

/// The format of that name; nullptr when there is none.
const Format* format_named(std::string_view name);

}  // namespace view
