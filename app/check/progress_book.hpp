#pragma once

#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <string_view>

#include "core/view/formatting/terminal.hpp"

namespace app {

/// Which exercises this reader has solved, and how many hints of each were shown, kept in a
/// file. The command adds to it.
///
/// They are lines, "solved join" and "hint join", of the file mpdemo/exercises in the state
/// folder, beside what FinishedDemos keeps. Nothing else depends on that file.
class ProgressBook {
 public:
  explicit ProgressBook(const view::Environment& environment = view::process_environment);

  bool has_solved(std::string_view exercise) const { return solved_.contains(exercise); }
  std::size_t hints_of(std::string_view exercise) const;

  void add_solved(const std::string& exercise);
  void add_hint(const std::string& exercise);

 private:
  void add_line(const std::string& line);

  std::filesystem::path path_;  // empty: nowhere
  std::set<std::string, std::less<>> solved_;
  std::map<std::string, std::size_t, std::less<>> hints_;
};

}  // namespace app
