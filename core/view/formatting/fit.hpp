#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace view {

/// `text` as lines of at most `width` columns, at least 2: broken at newlines,
/// at spaces and between Chinese characters if possible, else inside a word.
/// Only the space at a break is left out.
std::vector<std::string> lines_fitting(std::string_view text, std::size_t width);

/// The same lines in one string, each with a newline.
std::string block_fitting(std::string_view text, std::size_t width);

/// `text` if it fits into `width` columns, else its beginning and `ellipsis`.
std::string cut_to(std::string_view text, std::size_t width, std::string_view ellipsis);

}  // namespace view
