#pragma once

#include <cstdint>

namespace view {

/// The languages that people are spoken to in.
enum class Language : std::uint8_t { english, traditional_chinese };

}  // namespace view
