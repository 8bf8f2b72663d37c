#pragma once

#include <string>

namespace os {

/// A new folder for temporary files that only this user can enter; it is removed with all
/// that is in it when its maker is done. See mkdtemp(3).
class PrivateFolder {
 public:
  /// Throws std::system_error when there is no room for it.
  PrivateFolder();
  ~PrivateFolder();
  PrivateFolder(const PrivateFolder&) = delete;
  PrivateFolder& operator=(const PrivateFolder&) = delete;

  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

}  // namespace os
