#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <system_error>

#include "app/cli/lesson_folders.hpp"
#include "app/commands/commands.hpp"
#include "app/commands/first_lesson.hpp"
#include "app/commands/folder_check.hpp"
#include "app/output/destination.hpp"
#include "core/os/process/execute.hpp"
#include "core/view/formatting/harmless.hpp"

namespace app {
namespace {

namespace fs = std::filesystem;

/// Throws UsageError unless a lesson can have that name.
void check_name(const std::string& name) {
  const auto is_fit = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  };
  if (!std::all_of(name.begin(), name.end(), is_fit) || name.starts_with('-')) {
    throw UsageError(fmt::format(
        "a lesson's name has small letters, digits and hyphens only, and \"{}\" has others.",
        name));
  }
  if (is_reserved(name)) {
    throw UsageError(
        fmt::format("mpdemo has a command \"{}\": call the lesson something else.", name));
  }
}

int make_lesson(const FolderCommand& command) {
  check_name(command.what);
  const std::string root = folder_for_new_lesson(command.folder);
  if (root.empty()) {
    throw EnvironmentError(
        "HOME does not say where lessons belong: name a folder with --lessons DIR.");
  }
  const fs::path folder = fs::path(root) / command.what;
  std::error_code error;
  if (fs::exists(folder, error)) {
    throw UsageError(
        fmt::format("{} is there already: choose another name, or remove it.", folder.string()));
  }
  fs::create_directories(folder, error);
  if (error) {
    throw EnvironmentError(
        fmt::format("cannot make the folder {}: {}.", folder.string(), error.message()));
  }
  std::string names;
  for (const auto& [name, text] : first_lesson(os::found_in_path("cc").has_value())) {
    std::ofstream file(folder / name, std::ios::binary);
    if (!(file << text << std::flush))
      throw EnvironmentError(fmt::format("cannot write {}.", (folder / name).string()));
    names += (names.empty() ? "" : ", ") + name;
  }
  // Where it is looked for anyway nothing need be said of it.
  const bool is_elsewhere = !command.folder.empty();
  const std::string where = is_elsewhere ? fmt::format("--lessons {} ", command.folder) : "";
  write_to_stdout(
      fmt::format("{0} has a first lesson: {1}.\n"
                  "Run it: mpdemo {2}{3}\n"
                  "When you have changed it: mpdemo lesson check {0}\n",
                  folder.string(), names, where, command.what));
  return kDone;
}

/// The folders to check. Throws UsageError when there is none of that name.
std::vector<std::string> wanted(const FolderCommand& command) {
  const std::string root = folder_for_new_lesson(command.folder);
  std::string place = command.what.empty() ? root : command.what;
  std::error_code error;
  if (!fs::is_directory(place, error) && !command.what.empty()) {
    const fs::path known = fs::path(root) / command.what;
    if (!fs::is_directory(known, error)) {
      throw UsageError(fmt::format("there is no folder {}, nor a lesson of that name in {}.",
                                   command.what, root));
    }
    place = known.string();
  }
  std::vector<std::string> folders;
  try {
    folders = lessons::folders_in(place);
  } catch (const std::system_error& refused) {
    throw EnvironmentError(fmt::format("cannot read {}: {}.", place, refused.code().message()));
  }
  if (!folders.empty()) return folders;
  throw UsageError(
      fmt::format("{} has no lesson: \"mpdemo lesson new NAME\" writes a first one.", place));
}

int check_lessons(const FolderCommand& command) {
  int code = kDone;
  for (const auto& path : wanted(command)) {
    FolderCheck check(path);
    const auto complaints = check.complaints();
    if (complaints.empty())
      write_to_stdout(fmt::format("{}: nothing is wrong.\n", check.path()));
    else
      code = kFailed;
    const lessons::Folder folder{"", check.path(), {}, false};
    for (const auto& complaint : complaints)
      write_to_stdout(view::harmless(told(folder, complaint) + ".") + "\n");
  }
  return code;
}

}  // namespace

int manage_lesson(const FolderCommand& command) {
  return command.action == FolderCommand::Action::make ? make_lesson(command)
                                                       : check_lessons(command);
}

}  // namespace app
