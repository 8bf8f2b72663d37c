#pragma once

#include <cstddef>
#include <cstdio>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "core/os/descriptors/fd.hpp"

namespace os {

/// A file without a name that lives in memory for as long as somebody has it
/// open. Its maker fills it and hands its descriptor to another process. See
/// memfd_create(2).
class MemoryFile {
 public:
  /// `name` is what /proc shows. Throws std::system_error.
  explicit MemoryFile(const char* name);

  const Fd& fd() const { return fd_; }
  /// Hands the descriptor over.
  Fd release() { return std::move(fd_); }
  /// Throws std::system_error when memory is short, and with EFBIG beyond
  /// file_size_limit().
  void append(std::string_view bytes);
  /// Zeros, as far as it gets longer; they take no memory until written to.
  void resize(std::size_t bytes);

  /// All that has been written since the last time; the file is empty then.
  std::string take();

  /// The same file for a library that wants a stream. nullptr: there is no room.
  using Stream = std::unique_ptr<FILE, int (*)(FILE*)>;
  Stream stream() const;

 private:
  Fd fd_;
  std::size_t size_ = 0;  // of what has been appended
};

/// How large a file of this process may be, in memory or not (ulimit -f). A write
/// beyond that ends the process with SIGXFSZ: who may come near it looks first.
/// See RLIMIT_FSIZE in getrlimit(2).
std::size_t file_size_limit();

/// The contents of a memory file, readable as memory. Whoever got the
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
