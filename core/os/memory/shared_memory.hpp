#pragma once

#include <cstddef>
#include <utility>

#include "core/os/descriptors/fd.hpp"

namespace os {

/// Zeroed memory that this process and every process forked from it share. Its
/// creator owns it; the copy of this object in a forked child unmaps it only in
/// that child.
class SharedMemory {
 public:
  /// Throws std::system_error when there is no room. Pages cost nothing until
  /// they are touched.
  explicit SharedMemory(std::size_t bytes);
  /// The contents of a memory file, shared with every process that has its
  /// descriptor.
  SharedMemory(const Fd& file, std::size_t bytes);
  SharedMemory(SharedMemory&& other) noexcept
      : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}
  SharedMemory& operator=(SharedMemory&&) = delete;
  ~SharedMemory();

  /// How many of `wanted` bytes, at least `least`, one object may reserve: all of
  /// them, or a sixteenth of the address space that a limit leaves to the process
  /// (ulimit -v), as there may be other objects. See RLIMIT_AS in getrlimit(2).
  static std::size_t affordable(std::size_t wanted, std::size_t least);

  void* data() const { return data_; }
  std::size_t size() const { return size_; }

  /// Frees the whole pages between these two offsets, for all processes; they
  /// read as zeros afterwards. See MADV_REMOVE in madvise(2).
  void discard(std::size_t from, std::size_t to);

 private:
  void* data_ = nullptr;
  std::size_t size_;
};

}  // namespace os
