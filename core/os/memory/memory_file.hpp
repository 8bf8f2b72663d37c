#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "core/os/descriptors/fd.hpp"

namespace os {

/// A file without a name, in memory, that exists as long as any process has it
/// open. Its maker fills it and passes its descriptor to another process. See
/// memfd_create(2).
class MemoryFile {
 public:
  enum class Holds { data, program };
  /// `name` is what /proc shows. A program can be executed, if the system allows that of
  /// files in memory at all. Throws std::system_error.
  explicit MemoryFile(const char* name, Holds holds = Holds::data);
  /// One with a name, in a file system in memory; it is emptied if it is there. Throws
  /// std::system_error.
  static MemoryFile at(const char* path);

  const Fd& fd() const { return fd_; }
  /// Gives up the descriptor.
  Fd release() { return std::move(fd_); }
  /// Throws std::system_error when memory is short, and with EFBIG beyond
  /// file_size_limit().
  void append(std::string_view bytes);
  /// What it grows by is zeros, which take no memory until they are written.
  void resize(std::size_t bytes);

  /// The eight bytes at that place; 0 beyond its end.
  std::uint64_t number_at(std::size_t offset) const;

  /// Everything written since the last call; empties the file.
  std::string take();

  /// The same file as a stdio stream, for a library that needs one. nullptr: no
  /// memory.
  using Stream = std::unique_ptr<FILE, int (*)(FILE*)>;
  Stream stream() const;

 private:
  explicit MemoryFile(Fd fd) : fd_(std::move(fd)) {}

  Fd fd_;
  std::size_t size_ = 0;  // of the appended bytes
};

/// How large a file of this process may be, in memory or not (ulimit -f). A write
/// beyond it ends the process with SIGXFSZ, so callers that may come near check
/// first. See RLIMIT_FSIZE in getrlimit(2).
std::size_t file_size_limit();

/// The contents of a memory file, mapped for reading. The receiver of the
/// descriptor holds it while it reads.
class MappedFile {
 public:
  /// Throws std::system_error when there is no room for it.
  explicit MappedFile(const Fd& file);
  MappedFile(MappedFile&& other) noexcept
      : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}
  MappedFile& operator=(MappedFile&&) = delete;
  ~MappedFile();

  std::string_view bytes() const { return {static_cast<const char*>(data_), size_}; }

 private:
  void* data_ = nullptr;
  std::size_t size_ = 0;
};

}  // namespace os
