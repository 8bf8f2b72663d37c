#pragma once

#include <cstddef>
#include <memory>
#include <optional>

#include "core/os/descriptors/fd.hpp"

namespace os {

/// Zeroed memory that this process shares with every process forked from it, and with every
/// program that is handed its descriptor. What processes share owns one; Spawn passes it on.
///
/// Small pieces that one process makes share a file, and a descriptor: see memfd_create(2).
/// Where there is no descriptor left, or files in memory are too limited (ulimit -f), it is
/// shared by forks only. A piece is never used again after its end. Any thread may make one.
class PassableMemory {
 public:
  /// Throws std::system_error when there is no room. Pages cost nothing until they are touched.
  explicit PassableMemory(std::size_t bytes);

  /// Where it is, in a file.
  struct Place {
    int descriptor;
    std::size_t offset;  ///< in bytes
  };
  /// Empty: it cannot be passed to a program.
  std::optional<Place> place() const;

  /// What another process has at that place of the file; keeps the descriptor.
  PassableMemory(Fd file, std::size_t offset, std::size_t bytes);

  void* data() const;
  std::size_t size() const { return size_; }
  /// See SharedMemory::discard().
  void discard(std::size_t from, std::size_t to);

 private:
  class Chunk;

  std::shared_ptr<Chunk> chunk_;
  std::size_t offset_ = 0;
  std::size_t size_;
};

}  // namespace os
