#pragma once

#include <sys/types.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "core/os/descriptors/fd.hpp"

namespace os {

/// What was in another process's pipe at a moment, without having been taken out.
/// A tracer makes one before a call that moves bytes between two descriptors,
/// which no memory shows. See tee(2).
class PipeCopy {
 public:
  /// At most `size` bytes of what the descriptor would give to a reader. Empty: it
  /// is no pipe, or nothing is in it.
  static std::optional<PipeCopy> of(pid_t process, int descriptor, std::uint64_t size);

  /// The first `size` of them, or fewer.
  std::string take(std::uint64_t size) const;

 private:
  explicit PipeCopy(Fd copy) : copy_(std::move(copy)) {}

  Fd copy_;
};

/// At most `size` bytes of a regular file that another process has open; none of
/// anything else.
std::string read_file_of(pid_t process, int descriptor, std::uint64_t offset, std::uint64_t size);

}  // namespace os
