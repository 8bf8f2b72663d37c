#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace lessons {

/// What is wrong in a lesson's folder, and where.
struct Complaint {
  std::string file;  ///< its name in the folder; empty: the folder itself
  int line = 0;      ///< from 1; 0: all of the file
  std::string sentence;
};

/// The files of one lesson: a folder on this machine, or one that mpdemo carries. Library
/// makes a lesson of it.
struct Folder {
  std::string name;  ///< of the lesson
  std::string path;  ///< "lessons/programs/wait"
  std::map<std::string, std::string> files;
  bool is_built_in = false;
};

/// A folder on this machine. A file that is no part of a lesson is left out; what cannot be
/// read, or is larger than somebody's page, is a complaint.
Folder read_folder(const std::string& path, std::vector<Complaint>& complaints);

/// The folders of lessons in that folder, by name; the folder itself, if it is one. Throws
/// std::system_error when it cannot be read.
std::vector<std::string> folders_in(const std::string& path);

/// Those that mpdemo carries.
std::vector<Folder> built_in_folders();

/// All pages in C that mpdemo carries, as one executable: argv[0] says which one runs, like
/// "wait/status". Empty: there are none.
std::string_view built_in_pages();

/// What debug information of that executable calls the file of a page.
std::string debug_name_of(std::string_view file);

}  // namespace lessons
