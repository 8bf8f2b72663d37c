#pragma once

#include <cstdint>
#include <string>

namespace app {

/// `text` as a whole number from `least` to `most`. Throws UsageError if it is
/// none.
std::uint64_t parse_number(const std::string& option, const std::string& text, std::uint64_t least,
                           std::uint64_t most);

/// `text` as a factor above 0: 10, 0.5. Throws UsageError.
double parse_factor(const std::string& option, const std::string& text);

}  // namespace app
