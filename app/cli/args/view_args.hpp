#pragma once

#include <optional>
#include <string>

#include "app/cli/options.hpp"

namespace app {

/// The options of a view, as typed. The grammar fills it, and the options of
/// each command call understood().
struct ViewArgs {
  std::optional<std::string> format;
  std::string output;
  std::string ids = "real";
  std::string time = "relative";
  std::string colour = "auto";
  bool ascii = false;
  bool plain = false;
  bool detail = false;
  std::optional<std::string> theme;

  /// Throws UsageError.
  ViewOptions understood() const;
};

/// What --theme says, or a setting: `where` is what the complaint about it begins
/// with. Empty: what the terminal says of itself.
std::optional<view::Ground> theme_meant(const std::string& where, const std::string& word);

}  // namespace app
