#include "app/commands/finished_demos.hpp"

#include <fmt/format.h>

#include <fstream>
#include <system_error>

#include "app/cli/xdg_folder.hpp"
#include "app/output/log.hpp"

namespace app {

FinishedDemos::FinishedDemos(const view::Environment& environment) {
  const std::filesystem::path folder = xdg_folder(environment, "XDG_STATE_HOME", ".local/state");
  if (folder.empty()) return;
  path_ = folder / "mpdemo" / "finished";
  std::ifstream file(path_);
  for (std::string name; std::getline(file, name);) names_.insert(name);
}

bool FinishedDemos::has(std::string_view lesson, std::string_view demo) const {
  return names_.contains(fmt::format("{}/{}", lesson, demo));
}

void FinishedDemos::add(std::string_view lesson, std::string_view demo) {
  std::string name = fmt::format("{}/{}", lesson, demo);
  if (!names_.insert(name).second || path_.empty()) return;
  std::error_code refused;
  std::filesystem::create_directories(path_.parent_path(), refused);
  std::ofstream file(path_, std::ios::app);
  if (!(file << name << '\n' << std::flush))
    note(fmt::format("cannot write {}: {} will not be remembered", path_.string(), name));
}

}  // namespace app
