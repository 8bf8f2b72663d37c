#include "app/check/progress_book.hpp"

#include <fmt/format.h>

#include <fstream>
#include <sstream>
#include <system_error>

#include "app/cli/xdg_folder.hpp"
#include "app/output/log.hpp"

namespace app {

ProgressBook::ProgressBook(const view::Environment& environment) {
  const std::filesystem::path folder = xdg_folder(environment, "XDG_STATE_HOME", ".local/state");
  if (folder.empty()) return;
  path_ = folder / "mpdemo" / "exercises";
  std::ifstream file(path_);
  for (std::string line; std::getline(file, line);) {
    std::istringstream words(line);
    std::string what;
    std::string exercise;
    words >> what >> exercise;
    if (what == "solved") solved_.insert(exercise);
    if (what == "hint") ++hints_[exercise];
  }
}

std::size_t ProgressBook::hints_of(std::string_view exercise) const {
  const auto found = hints_.find(exercise);
  return found == hints_.end() ? 0 : found->second;
}

void ProgressBook::add_solved(const std::string& exercise) {
  if (solved_.insert(exercise).second) add_line("solved " + exercise);
}

void ProgressBook::add_hint(const std::string& exercise) {
  ++hints_[exercise];
  add_line("hint " + exercise);
}

void ProgressBook::add_line(const std::string& line) {
  if (path_.empty()) return;
  std::error_code refused;
  std::filesystem::create_directories(path_.parent_path(), refused);
  std::ofstream file(path_, std::ios::app);
  if (!(file << line << '\n' << std::flush))
    note(fmt::format("cannot write {}: \"{}\" will not be remembered", path_.string(), line));
}

}  // namespace app
