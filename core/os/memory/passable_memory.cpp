#include "core/os/memory/passable_memory.hpp"

#include <system_error>
#include <utility>

#include "core/os/memory/memory_file.hpp"
#include "core/os/memory/shared_memory.hpp"
#include "core/os/process/fork_lock.hpp"
#include "core/os/process/parentage.hpp"

namespace os {
namespace {

/// Pieces up to this size share a chunk.
constexpr std::size_t kSmall = std::size_t{8} << 10;
constexpr std::size_t kChunk = std::size_t{64} << 10;
/// Two pieces have no cache line in common, nor one and its neighbour, which processors
/// fetch together.
constexpr std::size_t kAligned = 128;

/// Not open if the system has none to give.
Fd try_make_file(std::size_t bytes) {
  try {
    MemoryFile file("mp-shared");
    file.resize(bytes);
    return file.release();
  } catch (const std::system_error&) {
    return Fd();
  }
}

}  // namespace

class PassableMemory::Chunk {
 public:
  explicit Chunk(std::size_t bytes) : Chunk(try_make_file(bytes), bytes) {}
  /// The beginning of a file; if that is not open, memory without one.
  Chunk(Fd file, std::size_t bytes)
      : file_(std::move(file)),
        memory_(file_.is_open() ? SharedMemory(file_, bytes) : SharedMemory(bytes)) {}

  const Fd& file() const { return file_; }
  SharedMemory& memory() { return memory_; }

  /// The offset of that many bytes that nobody has had; empty: there is no room for them.
  std::optional<std::size_t> take(std::size_t bytes) {
    const std::size_t offset = (used_ + kAligned - 1) / kAligned * kAligned;
    if (offset + bytes > memory_.size()) return std::nullopt;
    used_ = offset + bytes;
    return offset;
  }

  /// The one that small pieces come from, as long as one of them lives. A forked process
  /// has its own, since its parent goes on with the old one.
  static std::shared_ptr<Chunk> of_small_pieces(std::size_t bytes, std::size_t& offset) {
    static auto& current = *new std::weak_ptr<Chunk>;
    static int of = 0;
    const ForkLock lock;
    if (std::exchange(of, generation()) != generation()) current.reset();
    if (auto chunk = current.lock()) {
      if (const auto place = chunk->take(bytes)) {
        offset = *place;
        return chunk;
      }
    }
    auto fresh = std::make_shared<Chunk>(kChunk);
    offset = *fresh->take(bytes);
    current = fresh;
    return fresh;
  }

 private:
  Fd file_;
  SharedMemory memory_;
  std::size_t used_ = 0;
};

PassableMemory::PassableMemory(std::size_t bytes) : size_(bytes) {
  chunk_ =
      bytes <= kSmall ? Chunk::of_small_pieces(bytes, offset_) : std::make_shared<Chunk>(bytes);
}

PassableMemory::PassableMemory(Fd file, std::size_t offset, std::size_t bytes)
    : chunk_(std::make_shared<Chunk>(std::move(file), offset + bytes)),
      offset_(offset),
      size_(bytes) {}

std::optional<PassableMemory::Place> PassableMemory::place() const {
  if (!chunk_->file().is_open()) return std::nullopt;
  return Place{chunk_->file().get(), offset_};
}

void* PassableMemory::data() const {
  return static_cast<char*>(chunk_->memory().data()) + offset_;
}

void PassableMemory::discard(std::size_t from, std::size_t to) {
  chunk_->memory().discard(offset_ + from, offset_ + to);
}

}  // namespace os
