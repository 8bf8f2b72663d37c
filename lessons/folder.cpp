#include "lessons/folder.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <system_error>
#include <utility>

#include "lessons/embedded_programs.hpp"

namespace lessons {
namespace {

namespace fs = std::filesystem;

/// A page has sixty lines, and a translation a thousand.
constexpr std::size_t kMostBytes = 1 << 20;

bool is_part(const fs::path& file) {
  const auto ending = file.extension();
  const bool is_page = ending == ".c" || ending == ".py" || ending == ".sh";
  return is_page || ending == ".json" || file.filename() == "zh-Hant.po";
}

/// The first line with a character that a terminal might obey, from 1; 0: none has.
int line_with_control(std::string_view text) {
  int line = 1;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte == '\n') ++line;
    // In UTF-8 those from 0x80 to 0x9F begin with 0xC2.
    const bool is_high =
        byte == 0xC2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xA0;
    const bool is_low = byte < 0x20 && byte != '\n' && byte != '\t';
    if (is_low || is_high || byte == 0x7F) return line;
  }
  return 0;
}

/// As it would be written here, whatever system it comes from.
std::string with_newlines(std::string text) {
  for (auto at = text.find("\r\n"); at != text.npos; at = text.find("\r\n", at)) text.erase(at, 1);
  return text;
}

bool is_lesson(const fs::path& folder) {
  std::error_code unreadable;
  for (const auto& entry : fs::directory_iterator(folder, unreadable)) {
    const auto ending = entry.path().extension();
    if (entry.path().filename() == "lesson.json" || ending == ".c" || ending == ".py" ||
        ending == ".sh")
      return true;
  }
  return false;
}

}  // namespace

Folder read_folder(const std::string& path, std::vector<Complaint>& complaints) {
  const fs::path whole = fs::absolute(path).lexically_normal();
  const fs::path folder = whole.has_filename() ? whole : whole.parent_path();
  Folder read{folder.filename().string(), folder.string(), {}, false};
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    const std::string name = entry.path().filename().string();
    if (!is_part(name) || name.starts_with('.')) continue;
    std::ifstream file(entry.path(), std::ios::binary);
    std::string text(kMostBytes + 1, '\0');
    file.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(std::max<std::streamsize>(file.gcount(), 0)));
    const bool is_read = file.eof();
    text = with_newlines(std::move(text));
    const int line = line_with_control(text);
    if (!is_read && text.size() <= kMostBytes)
      complaints.push_back({name, 0, "it cannot be read"});
    else if (text.size() > kMostBytes)
      complaints.push_back({name, 0, "it is larger than 1 MB, so it is left out"});
    else if (line > 0)
      complaints.push_back({name, line, "a control character is here, so it is left out"});
    else
      read.files.emplace(name, std::move(text));
  }
  if (error) complaints.push_back({"", 0, fmt::format("it cannot be read: {}", error.message())});
  return read;
}

std::vector<std::string> folders_in(const std::string& path) {
  std::vector<std::string> found;
  if (is_lesson(path)) return {path};
  for (const auto& entry : fs::directory_iterator(path)) {
    std::error_code error;
    const bool is_folder = entry.is_directory(error);
    const bool is_hidden = entry.path().filename().string().starts_with('.');
    if (is_folder && !is_hidden && is_lesson(entry.path())) found.push_back(entry.path().string());
  }
  std::sort(found.begin(), found.end());
  return found;
}

std::vector<Folder> built_in_folders() {
  constexpr std::string_view kRoot = "lessons/programs/";
  std::vector<Folder> folders;
  for (const auto& [path, text] : embedded::program_files) {
    const auto slash = path.rfind('/');
    const std::string folder(path.substr(0, slash));
    if (folders.empty() || folders.back().path != folder)
      folders.push_back({folder.substr(kRoot.size()), folder, {}, true});
    folders.back().files.emplace(path.substr(slash + 1), text);
  }
  return folders;
}

std::string debug_name_of(std::string_view file) {
  return fmt::format("/mpdemo/{}", file);
}

}  // namespace lessons
