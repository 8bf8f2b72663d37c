#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>

#include "core/os/descriptors/fd.hpp"

namespace os {

/// Memory in an unnamed file that one process fills and another reads, again
/// and again: new memory for each message would cost more than the copy. The
/// sender's pool makes it, and its descriptor travels with each message.
///
/// A slab is free or taken. The sender takes it, the reader frees it; one whose
/// taker or reader was killed stays taken, and its owner forgets it in time.
class Slab {
 public:
  static constexpr std::size_t kRoom = 4 * 1024 * 1024;

  /// Identifies a slab among those of all processes.
  struct Id {
    std::int64_t born = 0;  // nanoseconds of the monotonic clock
    std::int64_t maker = 0;
    bool operator==(const Id&) const = default;
  };

  /// A new one, taken. Throws std::system_error, with EFBIG where a file may not
  /// be that large. See memfd_create(2).
  Slab();
  /// Whether file_size_limit() allows one.
  static bool is_allowed();
  /// The slab that was received as `file`.
  Slab(const Fd& file, Id id);
  Slab(const Slab&) = delete;
  Slab& operator=(const Slab&) = delete;
  ~Slab();

  const Fd& fd() const { return fd_; }
  Id id() const { return id_; }
  char* data() const;

  /// Takes it, if it is free; of several processes one succeeds.
  bool take();
  void free();

 private:
  Fd fd_;
  Id id_;
  void* memory_ = nullptr;
};

/// The slabs that one process sends with. There are as many as a socket holds
/// messages; the oldest gives way when all are taken, perhaps by the dead.
class SlabPool {
 public:
  /// A slab that is the caller's until the reader, or the caller, frees it. It
  /// stays here until the next call.
  Slab& take();

 private:
  static constexpr std::size_t kMost = 8;
  std::array<std::unique_ptr<Slab>, kMost> slabs_;
  std::size_t oldest_ = 0;
};

/// The slabs that one process receives with: each is mapped once, not for each
/// message.
class SlabViews {
 public:
  /// The slab with that ID, received as `file`. It stays until the next call.
  Slab& find(Slab::Id id, const Fd& file);

 private:
  static constexpr std::size_t kMost = 16;
  std::array<std::unique_ptr<Slab>, kMost> slabs_;
  std::size_t oldest_ = 0;
};

}  // namespace os
