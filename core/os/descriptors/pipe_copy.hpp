#pragma once

#include <sys/types.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "core/os/descriptors/fd.hpp"

namespace os {

/// A copy of what was in another process's pipe at some moment; the pipe keeps
/// its bytes. A tracer makes one before a call that moves bytes between two
/// descriptors without passing them through memory. See tee(2).
class PipeCopy {
 public:
  /// At most `size` of the bytes that a reader of the descriptor would get. Empty:
  /// it is no pipe, or there is nothing in it.
  static std::optional<PipeCopy> of(pid_t process, int descriptor, std::uint64_t size);

  /// The first `size` of them, or fewer.
  std::string take(std::uint64_t size) const;

 private:
  explicit PipeCopy(Fd copy) : copy_(std::move(copy)) {}

  Fd copy_;
};

/// At most `size` bytes of a regular file that another process has open; "" for
/// anything else.
std::string read_file_of(pid_t process, int descriptor, std::uint64_t offset, std::uint64_t size);

}  // namespace os
