#include "core/os/descriptors/private_folder.hpp"

#include <stdlib.h>

#include <filesystem>
#include <system_error>

#include "core/os/error.hpp"

namespace os {

PrivateFolder::PrivateFolder() {
  std::error_code none;
  const auto folder = std::filesystem::temp_directory_path(none);
  path_ = (none ? "/tmp" : folder.string()) + "/mpdemo-XXXXXX";
  if (!::mkdtemp(path_.data())) fail("cannot make a temporary folder " + path_);
}

PrivateFolder::~PrivateFolder() {
  std::error_code error;
  std::filesystem::remove_all(path_, error);
}

}  // namespace os
