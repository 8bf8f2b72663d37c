#pragma once

#include <cstdint>

namespace view {

/// The languages of texts for people.
enum class Language : std::uint8_t { english, traditional_chinese };

}  // namespace view
