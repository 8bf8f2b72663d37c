#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace record {

// The first bytes of what a traced program sends and receives: a record keeps a few of
// them, as text where they are text, else in hexadecimal digits.

/// How many are kept.
inline constexpr std::size_t kFirstBytes = 64;

/// Those of them that are kept when there are `all`. A character that would be cut is left
/// out.
std::string first_of(std::string bytes, std::uint64_t all);

/// Whether people would read it as text: UTF-8 without control characters other than tab,
/// newline, carriage return and escape. A NUL at its end is that of a string in C.
bool is_text(std::string_view bytes);

/// "80044e2e".
std::string in_hex(std::string_view bytes);

/// The reverse; empty: `digits` are none.
std::optional<std::string> from_hex(std::string_view digits);

}  // namespace record
