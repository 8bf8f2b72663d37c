#pragma once

#include <string_view>

namespace view {

/// "sort" of "sort -r".
inline std::string_view first_word(std::string_view command) {
  return command.substr(0, command.find(' '));
}

/// "sort" of "/usr/bin/sort".
inline std::string_view base_of(std::string_view path) {
  return path.substr(path.rfind('/') + 1);
}

}  // namespace view
