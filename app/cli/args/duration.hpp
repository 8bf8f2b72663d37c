#pragma once

#include <chrono>
#include <string>

namespace app {

/// Reads "500ms", "2s", "1.5s" or "1m". Throws UsageError, which names
/// `option`, for anything else, for negative values and for more than a day.
std::chrono::nanoseconds parse_duration(const std::string& option, const std::string& text);

}  // namespace app
