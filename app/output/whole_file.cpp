#include "app/output/whole_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <system_error>

#include "app/cli/errors.hpp"
#include "app/output/file_trouble.hpp"
#include "core/os/descriptors/fd.hpp"
#include "core/os/error.hpp"

namespace app {

std::string whole_file(const std::string& path) {
  std::string bytes;
  try {
    os::Fd file;
    if (path != "-") file = os::open(path.c_str(), O_RDONLY);
    const int fd = path == "-" ? STDIN_FILENO : file.get();
    for (;;) {
      std::array<char, 64 * 1024> piece{};
      const auto size = os::uninterrupted([&] { return ::read(fd, piece.data(), piece.size()); });
      if (size < 0) os::fail("cannot read " + path);
      if (size == 0) return bytes;
      bytes.append(piece.data(), static_cast<std::size_t>(size));
    }
  } catch (const std::system_error& error) {
    throw EnvironmentError(cannot_read(path, error.code()));
  }
}

}  // namespace app
