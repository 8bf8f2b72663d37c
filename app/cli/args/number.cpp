#include "app/cli/args/number.hpp"

#include <fmt/core.h>

#include <charconv>
#include <cstdlib>

#include "app/cli/errors.hpp"

namespace app {

std::uint64_t parse_number(const std::string& option, const std::string& text, std::uint64_t least,
                           std::uint64_t most) {
  std::uint64_t number = 0;
  const char* const end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, number);
  if (read.ec == std::errc() && read.ptr == end && number >= least && number <= most) return number;
  throw UsageError(
      fmt::format("{} takes a whole number from {} to {}, not \"{}\".", option, least, most, text));
}

double parse_factor(const std::string& option, const std::string& text) {
  constexpr double kMost = 1e6;
  char* end = nullptr;
  const double factor = std::strtod(text.c_str(), &end);
  const bool is_whole = end != text.c_str() && *end == '\0';
  if (is_whole && factor > 0 && factor <= kMost) return factor;
  throw UsageError(fmt::format(
      "{} takes a factor above 0 and up to a million, like 10 or 0.5, not \"{}\".", option, text));
}

}  // namespace app
