#include "app/cli/args/duration.hpp"

#include <fmt/core.h>

#include <cmath>
#include <cstdlib>
#include <string_view>

#include "app/cli/errors.hpp"

namespace app {

std::chrono::nanoseconds parse_duration(const std::string& option, const std::string& text) {
  constexpr double kLongest = 24 * 60 * 60;
  char* end = nullptr;
  const double number = std::strtod(text.c_str(), &end);
  const std::string_view unit = end;
  const double scale = unit == "ms" ? 1e-3 : unit == "s" ? 1 : unit == "m" ? 60 : 0;
  const double seconds = number * scale;
  if (end == text.c_str() || scale == 0 || !std::isfinite(seconds)) {
    throw UsageError(
        fmt::format("{} takes a duration like 500ms, 2s or 1m, not \"{}\".", option, text));
  }
  if (seconds < 0 || seconds > kLongest) {
    throw UsageError(fmt::format("{} takes a duration between 0s and 24 hours (1440m), not \"{}\".",
                                 option, text));
  }
  return std::chrono::nanoseconds(std::llround(seconds * 1e9));
}

}  // namespace app
