#include "app/session/source_files.hpp"

#include <fstream>
#include <iterator>

namespace app {
namespace {

constexpr std::size_t kMostBytes = 1 << 20;

/// Empty: it cannot be read, or is too large to be somebody's example.
std::string text_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::string text(kMostBytes + 1, '\0');
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(file.gcount()));
  return text.size() > kMostBytes ? std::string() : text;
}

}  // namespace

const lessons::Page& SourceFiles::page(const std::string& file) {
  const auto known = files_.find(file);
  if (known != files_.end()) return known->second.page;
  // The page refers to the key and to the text, which stay where they are.
  const auto made = files_.emplace(file, File{text_of(file), {"", ""}}).first;
  made->second.page = {made->first, made->second.text};
  return made->second.page;
}

}  // namespace app
