#pragma once

#include <string>
#include <string_view>

#include "core/view/lanes/lanes.hpp"

namespace support {

/// What the lanes look like when a run is over.
inline std::string picture(const record::Timeline& run, const view::Style& style = {},
                           std::string_view title = "") {
  return view::render(*view::lanes(style), run, {title, "", ""});
}

}  // namespace support
