#include "core/os/holding.hpp"

#include <fcntl.h>

#include <charconv>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <system_error>

#include "core/os/proc_file.hpp"

namespace os {
namespace {

/// How a descriptor was opened; O_RDWR when nobody can tell.
int access_of(pid_t process, int descriptor) {
  const std::string info = proc_file(process, ("fdinfo/" + std::to_string(descriptor)).c_str());
  const auto field = info.find("flags:");
  if (field == std::string::npos) return O_RDWR;
  return static_cast<int>(std::strtol(info.c_str() + field + 6, nullptr, 8)) & O_ACCMODE;
}

}  // namespace

bool holds(pid_t process, const OpenFile& file, Access access) {
  std::error_code gone;
  const std::filesystem::path folder = "/proc/" + std::to_string(process) + "/fd";
  for (std::filesystem::directory_iterator entry(folder, gone), end; !gone && entry != end;
       entry.increment(gone)) {
    const std::string name = entry->path().filename();
    int descriptor = -1;
    std::from_chars(name.data(), name.data() + name.size(), descriptor);
    if (descriptor < 0 || open_file(process, descriptor) != file) continue;
    const int refused = access == Access::writing ? O_RDONLY : O_WRONLY;
    if (access_of(process, descriptor) != refused) return true;
  }
  return false;
}

}  // namespace os
