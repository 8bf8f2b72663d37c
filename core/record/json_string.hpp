#pragma once

#include <string>
#include <string_view>

namespace record {

/// Appends `bytes` to `line` as a JSON string, quotes included. Bytes that are
/// not UTF-8 become U+FFFD, and whatever steers a terminal is written as \u00XX,
/// so that a record can be shown with cat.
void append_json_string(std::string& line, std::string_view bytes);

/// `bytes` as a JSON string for a message: cut after about 40 characters.
std::string quoted_briefly(std::string_view bytes);

}  // namespace record
