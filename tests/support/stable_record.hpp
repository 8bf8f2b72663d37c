#pragma once

#include <string>

#include "core/record/timeline.hpp"

namespace support {

/// The recorded run as --ids stable --time none writes it: what two runs under
/// one schedule must have in common, to the byte.
std::string stable_record(const record::Timeline& timeline);

}  // namespace support
