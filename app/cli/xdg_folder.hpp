#pragma once

#include <filesystem>
#include <string_view>

#include "core/view/formatting/terminal.hpp"

namespace app {

/// A folder of the XDG Base Directory Specification: what that variable names, or
/// else this path from the home. Empty: the environment names none. A relative path
/// does not count, says the specification.
inline std::filesystem::path xdg_folder(const view::Environment& environment, const char* variable,
                                        std::string_view from_home) {
  std::filesystem::path named = environment(variable).value_or("");
  if (named.is_absolute()) return named;
  const std::filesystem::path home = environment("HOME").value_or("");
  return home.is_absolute() ? home / from_home : std::filesystem::path();
}

}  // namespace app
