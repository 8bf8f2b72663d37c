#pragma once

#include <filesystem>
#include <set>
#include <string>
#include <string_view>

#include "core/view/formatting/terminal.hpp"

namespace app {

/// The demos that this reader has stepped through to the end, kept in a file. A
/// session adds to them; the menu and the list show them.
///
/// They are lines, "fork/basic", of the file mpdemo/finished in the state folder
/// (XDG Base Directory Specification: $XDG_STATE_HOME, or ~/.local/state).
/// Nothing else depends on that file: if it is missing or cannot be written,
/// nothing is remembered and everything else works.
class FinishedDemos {
 public:
  explicit FinishedDemos(const view::Environment& environment = view::process_environment);

  bool has(std::string_view lesson, std::string_view demo) const;
  void add(std::string_view lesson, std::string_view demo);

 private:
  std::filesystem::path path_;  // empty: nowhere
  std::set<std::string> names_;
};

}  // namespace app
