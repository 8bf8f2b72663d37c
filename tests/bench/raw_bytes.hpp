#pragma once

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <stdexcept>

#include "core/os/descriptors/fd.hpp"
#include "core/os/error.hpp"

namespace bench {

/// Two connected descriptors.
struct RawPair {
  /// Both ends read and write.
  static RawPair sockets() {
    std::array<int, 2> ends{};
    os::check(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()),
              "cannot make a socket pair");
    return {os::Fd(ends[0]), os::Fd(ends[1])};
  }
  /// `a` reads, `b` writes.
  static RawPair pipe() {
    std::array<int, 2> ends{};
    os::check(::pipe2(ends.data(), O_CLOEXEC), "cannot make a pipe");
    return {os::Fd(ends[0]), os::Fd(ends[1])};
  }

  os::Fd a, b;
};

inline void write_whole(const os::Fd& fd, const char* data, std::size_t size) {
  while (size > 0) {
    const ssize_t count = ::write(fd.get(), data, size);
    if (count <= 0) throw std::runtime_error("cannot write to the other process");
    data += count;
    size -= static_cast<std::size_t>(count);
  }
}

inline void read_whole(const os::Fd& fd, char* data, std::size_t size) {
  while (size > 0) {
    const ssize_t count = ::read(fd.get(), data, size);
    if (count <= 0) throw std::runtime_error("cannot read from the other process");
    data += count;
    size -= static_cast<std::size_t>(count);
  }
}

}  // namespace bench
