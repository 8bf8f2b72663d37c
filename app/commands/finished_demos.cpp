#include "app/commands/finished_demos.hpp"

#include <fmt/format.h>

#include <fstream>
#include <system_error>

#include "app/output/log.hpp"

namespace app {
namespace {

/// Empty: the environment names no folder. By the specification a relative path
/// does not count.
std::filesystem::path state_folder(const view::Environment& environment) {
  std::filesystem::path named = environment("XDG_STATE_HOME").value_or("");
  if (named.is_absolute()) return named;
  const std::filesystem::path home = environment("HOME").value_or("");
  return home.is_absolute() ? home / ".local" / "state" : std::filesystem::path();
}

}  // namespace

FinishedDemos::FinishedDemos(const view::Environment& environment) {
  const std::filesystem::path folder = state_folder(environment);
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
