#include "core/os/descriptors/pipe_copy.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <utility>

#include "core/os/descriptors/pipe.hpp"
#include "core/os/error.hpp"

namespace os {
namespace {

/// Opened only if it is of that kind: opening a device may have effects.
Fd open_of(pid_t process, int descriptor, mode_t kind) {
  const std::string path = "/proc/" + std::to_string(process) + "/fd/" + std::to_string(descriptor);
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0 || (status.st_mode & S_IFMT) != kind) return Fd();
  return Fd(::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC));
}

}  // namespace

std::optional<PipeCopy> PipeCopy::of(pid_t process, int descriptor, std::uint64_t size) {
  const Fd source = open_of(process, descriptor, S_IFIFO);
  if (!source.is_open()) return std::nullopt;
  auto [reader, writer] = make_pipe();
  const int room = ::fcntl(source.get(), F_GETPIPE_SZ);
  if (room > 0) ::fcntl(writer.get(), F_SETPIPE_SZ, room);
  if (::tee(source.get(), writer.get(), size, SPLICE_F_NONBLOCK) <= 0) return std::nullopt;
  return PipeCopy(std::move(reader));
}

std::string PipeCopy::take(std::uint64_t size) const {
  std::string bytes;
  constexpr std::uint64_t kPiece = 64 * 1024;
  while (bytes.size() < size) {
    const std::size_t before = bytes.size();
    const std::uint64_t wanted = std::min(kPiece, size - before);
    bytes.resize(before + wanted);
    // Its writer has been closed, so the read finds the end without waiting.
    const ssize_t got =
        uninterrupted([&] { return ::read(copy_.get(), bytes.data() + before, wanted); });
    bytes.resize(before + static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
    if (got <= 0) break;
  }
  return bytes;
}

std::string read_file_of(pid_t process, int descriptor, std::uint64_t offset, std::uint64_t size) {
  const Fd file = open_of(process, descriptor, S_IFREG);
  if (!file.is_open()) return {};
  std::string bytes(size, '\0');
  const ssize_t got = ::pread(file.get(), bytes.data(), bytes.size(), static_cast<off_t>(offset));
  bytes.resize(static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
  return bytes;
}

}  // namespace os
