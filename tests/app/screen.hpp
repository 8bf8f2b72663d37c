#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tests {

/// What a tall terminal shows after this output, for the escape sequences that
/// this program uses: erasing lines, and going up a line.
inline std::vector<std::string> screen_of(std::string_view written) {
  constexpr std::string_view kErase = "\x1b[K";
  constexpr std::string_view kUp = "\x1b[1A";
  std::vector<std::string> lines(1);
  std::size_t row = 0;
  std::size_t column = 0;
  while (!written.empty()) {
    std::size_t taken = 1;
    if (written.starts_with(kErase)) {
      taken = kErase.size();
      lines[row].resize(column);
    } else if (written.starts_with(kUp)) {
      taken = kUp.size();
      if (row > 0) --row;
    } else if (written.front() == '\r') {
      column = 0;
    } else if (written.front() == '\n') {
      if (++row == lines.size()) lines.emplace_back();
    } else {
      lines[row].resize(column);
      lines[row].push_back(written.front());
      ++column;
    }
    written.remove_prefix(taken);
  }
  while (!lines.empty() && lines.back().empty()) lines.pop_back();
  return lines;
}

}  // namespace tests
