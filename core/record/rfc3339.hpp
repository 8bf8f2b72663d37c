#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace record {

/// A moment on the wall clock, to the nanosecond.
using WallTime = std::chrono::sys_time<std::chrono::nanoseconds>;

/// Reads "2026-01-31T09:15:00.123456Z" or the same with "+08:00": RFC 3339 with
/// none to nine decimals, years 1970 to 2199. Empty when the text is no such
/// date. A leap second is taken as the second after.
std::optional<WallTime> parse_rfc3339(std::string_view text);

}  // namespace record
