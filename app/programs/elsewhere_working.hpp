#pragma once

#include <filesystem>
#include <system_error>

#include "core/os/descriptors/private_folder.hpp"

namespace app {

/// As long as it lives, the working folder is another, an empty one. What runs a program in it
/// makes it, and clears it before each run.
class ElsewhereWorking {
 public:
  ElsewhereWorking() : before_(std::filesystem::current_path()) {
    std::filesystem::current_path(folder_.path());
  }
  ElsewhereWorking(const ElsewhereWorking&) = delete;
  ElsewhereWorking& operator=(const ElsewhereWorking&) = delete;
  ~ElsewhereWorking() {
    std::error_code unknown;
    std::filesystem::current_path(before_, unknown);
  }

  void clear() const {
    std::error_code refused;
    for (const auto& entry : std::filesystem::directory_iterator(folder_.path(), refused))
      std::filesystem::remove_all(entry.path(), refused);
  }

 private:
  os::PrivateFolder folder_;
  std::filesystem::path before_;
};

}  // namespace app
