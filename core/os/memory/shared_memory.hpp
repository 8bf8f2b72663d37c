#pragma once

#include <cstddef>
#include <utility>

#include "core/os/descriptors/fd.hpp"

namespace os {

/// Zeroed memory that this process and every process forked from it share. The
/// one who creates it owns it; a child's copy of the owner unmaps only there.
class SharedMemory {
 public:
  /// Throws std::system_error when there is no room. Pages cost nothing until
  /// they are touched.
  explicit SharedMemory(std::size_t bytes);
  /// The contents of a memory file, which whoever has its descriptor can share.
  SharedMemory(const Fd& file, std::size_t bytes);
  SharedMemory(SharedMemory&& other) noexcept
      : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}
  SharedMemory& operator=(SharedMemory&&) = delete;
  ~SharedMemory();

  /// How much of `wanted` bytes, and `least` at the least, a process may set aside
  /// for one purpose: all of it, or a sixteenth of the address space that a limit
  /// leaves it (ulimit -v), as there will be others. See RLIMIT_AS in getrlimit(2).
  static std::size_t affordable(std::size_t wanted, std::size_t least);

  void* data() const { return data_; }
  std::size_t size() const { return size_; }

  /// Gives back the whole pages between these two offsets, for all processes;
  /// they read as zeros afterwards. See MADV_REMOVE in madvise(2).
  void discard(std::size_t from, std::size_t to);

 private:
  void* data_ = nullptr;
  std::size_t size_;
};

}  // namespace os
