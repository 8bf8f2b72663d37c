#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/view/formatting/terminal.hpp"
#include "lessons/library.hpp"

namespace app {

/// Adds the lessons that the reader brings to those that mpdemo carries: of the folder that
/// --lessons names or else of those in MPDEMO_LESSONS, and of the reader's data folder. What
/// is wrong with one is reported, and it is left out. Throws EnvironmentError when a folder
/// that was named cannot be read.
void add_lessons(lessons::Library& library, const std::vector<std::string>& arguments,
                 const view::Environment& environment = view::process_environment);

/// Where the reader's own lessons are kept: mpdemo/lessons in the folder for data (XDG Base
/// Directory Specification). Empty: the environment names none.
std::string folder_for_lessons(const view::Environment& environment = view::process_environment);

/// The first of the folders that were named, or else that one: where a new lesson goes.
std::string folder_for_new_lesson(const std::string& named,
                                  const view::Environment& environment = view::process_environment);

/// "wait/status.json:3: ...", for a folder.
std::string told(const lessons::Folder& folder, const lessons::Complaint& complaint);

/// Whether a command has that name, so that no lesson can.
bool is_reserved(std::string_view name);

}  // namespace app
