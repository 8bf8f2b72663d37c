#pragma once

#include <string>

#include "core/record/timeline.hpp"

namespace support {

/// The recorded run as --ids stable --time none writes it: two runs under one
/// schedule must have the same bytes.
std::string stable_record(const record::Timeline& timeline);

}  // namespace support
