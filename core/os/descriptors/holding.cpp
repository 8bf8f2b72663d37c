#include "core/os/descriptors/holding.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
#include <filesystem>
#include <string>
#include <system_error>

namespace os {

std::optional<Holding> holding(pid_t process, int descriptor) {
  Holding found{descriptor, open_file(process, descriptor)};
  if (found.file.kind == OpenFile::Kind::other) return std::nullopt;
  std::array<char, 64> path{};
  std::snprintf(path.data(), path.size(), "/proc/%d/fd/%d", process, descriptor);
  // The link's own permissions say how the descriptor was opened.
  struct stat link {};
  if (::lstat(path.data(), &link) == 0) {
    found.reads = (link.st_mode & S_IRUSR) != 0;
    found.writes = (link.st_mode & S_IWUSR) != 0;
  }
  return found;
}

std::vector<Holding> holdings(pid_t process) {
  std::vector<Holding> found;
  std::error_code gone;
  const std::filesystem::path folder = "/proc/" + std::to_string(process) + "/fd";
  for (std::filesystem::directory_iterator entry(folder, gone), end; !gone && entry != end;
       entry.increment(gone)) {
    const std::string name = entry->path().filename();
    int descriptor = -1;
    std::from_chars(name.data(), name.data() + name.size(), descriptor);
    if (const auto one = holding(process, descriptor)) found.push_back(*one);
  }
  return found;
}

bool holds(pid_t process, const OpenFile& file, Access access) {
  const auto all = holdings(process);
  return std::any_of(all.begin(), all.end(),
                     [&](const Holding& one) { return one.file == file && one.allows(access); });
}

}  // namespace os
