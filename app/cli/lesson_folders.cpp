#include "app/cli/lesson_folders.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <optional>
#include <set>
#include <sstream>
#include <system_error>
#include <utility>

#include "app/cli/errors.hpp"
#include "app/cli/xdg_folder.hpp"
#include "app/output/log.hpp"
#include "core/view/formatting/harmless.hpp"

namespace app {
namespace {

constexpr std::array<std::string_view, 16> kCommands = {
    "help",   "list",  "show", "replay", "trace",  "completion", "manual", "doctor",
    "lesson", "check", "try",  "keys",   "mpdemo", "diff",       "report", "practice"};

constexpr const char* kVariable = "MPDEMO_LESSONS";

/// The value of --lessons, wherever it is before a traced program; the grammar checks it.
std::optional<std::string> named_in(const std::vector<std::string>& arguments) {
  constexpr std::string_view kOption = "--lessons";
  for (auto word = arguments.begin(); word != arguments.end() && *word != "--"; ++word) {
    if (*word == kOption && word + 1 != arguments.end()) return word[1];
    if (word->starts_with(std::string(kOption) + "=")) return word->substr(kOption.size() + 1);
  }
  return std::nullopt;
}

std::vector<std::string> parts_of(const std::string& folders) {
  std::vector<std::string> parts;
  std::istringstream rest(folders);
  for (std::string part; std::getline(rest, part, ':');) {
    if (!part.empty()) parts.push_back(part);
  }
  return parts;
}

using Folders = std::set<std::filesystem::path>;

/// A folder's lesson is refused as a whole, or it is added. `known`: those that are there.
void add_lesson(lessons::Library& library, const std::string& path, Folders& known) {
  std::error_code error;
  if (!known.insert(std::filesystem::weakly_canonical(path, error)).second) return;
  std::vector<lessons::Complaint> complaints;
  lessons::Folder folder = lessons::read_folder(path, complaints);
  const lessons::Folder named{folder.name, folder.path, {}, false};
  if (is_reserved(folder.name)) {
    complaints.push_back({"", 0, "a command has this name: call the lesson something else"});
  } else {
    const auto more = library.add(std::move(folder));
    complaints.insert(complaints.end(), more.begin(), more.end());
  }
  if (complaints.empty()) return;
  const std::string others =
      complaints.size() == 1
          ? ""
          : fmt::format(" \"mpdemo lesson check {}\" lists {} more.", path, complaints.size() - 1);
  report(view::harmless(fmt::format("mpdemo: {}.{}", told(named, complaints.front()), others)) +
         "\n");
}

void add_all(lessons::Library& library, const std::string& root, Folders& known) {
  for (const auto& path : lessons::folders_in(root)) add_lesson(library, path, known);
}

void add_named(lessons::Library& library, const std::string& root, std::string_view where,
               Folders& known) try {
  add_all(library, root, known);
} catch (const std::system_error& error) {
  throw EnvironmentError(
      fmt::format("{} names {}, which cannot be read as a folder of lessons: {}.", where, root,
                  error.code().message()));
}

}  // namespace

bool is_reserved(std::string_view name) {
  return std::find(kCommands.begin(), kCommands.end(), name) != kCommands.end();
}

std::string told(const lessons::Folder& folder, const lessons::Complaint& complaint) {
  std::string place = folder.path;
  if (!complaint.file.empty()) place += "/" + complaint.file;
  if (complaint.line > 0) place += fmt::format(":{}", complaint.line);
  return fmt::format("{}: {}", place, complaint.sentence);
}

std::string folder_for_lessons(const view::Environment& environment) {
  const auto data = xdg_folder(environment, "XDG_DATA_HOME", ".local/share");
  return data.empty() ? std::string() : (data / "mpdemo" / "lessons").string();
}

std::string folder_for_new_lesson(const std::string& named, const view::Environment& environment) {
  if (!named.empty()) return named;
  const auto parts = parts_of(environment(kVariable).value_or(""));
  return parts.empty() ? folder_for_lessons(environment) : parts.front();
}

void add_lessons(lessons::Library& library, const std::vector<std::string>& arguments,
                 const view::Environment& environment) {
  Folders known;
  if (const auto named = named_in(arguments)) {
    if (!named->empty()) add_named(library, *named, "--lessons", known);
  } else {
    for (const auto& part : parts_of(environment(kVariable).value_or("")))
      add_named(library, part, kVariable, known);
  }
  const std::string own = folder_for_lessons(environment);
  std::error_code error;
  if (own.empty() || !std::filesystem::is_directory(own, error)) return;
  try {
    add_all(library, own, known);
  } catch (const std::system_error&) {
    // Somebody else's, perhaps: nobody has asked for it.
  }
}

}  // namespace app
