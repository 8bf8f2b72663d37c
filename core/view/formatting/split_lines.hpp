#pragma once

#include <string_view>
#include <vector>

namespace view {

/// The lines of a text, without their newlines; the last line need not end with
/// one.
std::vector<std::string_view> split_lines(std::string_view text);

}  // namespace view
