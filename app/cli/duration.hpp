#pragma once

#include <chrono>
#include <string>

namespace app {

/// Reads "500ms", "2s", "1.5s" or "1m". Throws UsageError, which names
/// `option`, for anything else, for less than nothing and for over a day.
std::chrono::nanoseconds parse_duration(const std::string& option, const std::string& text);

}  // namespace app
