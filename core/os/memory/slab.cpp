#include "core/os/memory/slab.hpp"

#include <sys/mman.h>
#include <unistd.h>

#include <atomic>

#include "core/os/clock.hpp"
#include "core/os/error.hpp"
#include "core/os/memory/memory_file.hpp"

namespace os {
namespace {

/// Precedes the data, on a page of its own.
struct Header {
  std::atomic<std::uint32_t> taken;
};
constexpr std::size_t kHeaderSize = 4096;
constexpr std::size_t kSize = kHeaderSize + Slab::kRoom;

void* map(const Fd& file) {
  void* memory = ::mmap(nullptr, kSize, PROT_READ | PROT_WRITE, MAP_SHARED, file.get(), 0);
  if (memory == MAP_FAILED) fail("cannot map memory for a message");
  return memory;
}

std::atomic<std::uint32_t>& taken(void* memory) {
  return static_cast<Header*>(memory)->taken;
}

}  // namespace

Slab::Slab()
    : fd_(away_from_standard(
          Fd(check(::memfd_create("mp slab", MFD_CLOEXEC), "cannot make memory for a message")))),
      id_{now().count(), ::getpid()} {
  if (!is_allowed()) throw std::system_error(EFBIG, std::generic_category(), "cannot make a slab");
  // Only pages that are written to take memory.
  check(::ftruncate(fd_.get(), kSize), "cannot make room for a message");
  memory_ = map(fd_);
  taken(memory_) = 1;
}

bool Slab::is_allowed() {
  return kSize <= file_size_limit();
}

Slab::Slab(const Fd& file, Id id) : id_(id), memory_(map(file)) {}

Slab::~Slab() {
  if (memory_) ::munmap(memory_, kSize);
}

char* Slab::data() const {
  return static_cast<char*>(memory_) + kHeaderSize;
}

bool Slab::take() {
  std::uint32_t free = 0;
  return taken(memory_).compare_exchange_strong(free, 1, std::memory_order_acquire);
}

void Slab::free() {
  taken(memory_).store(0, std::memory_order_release);
}

Slab& SlabPool::take() {
  for (const auto& slab : slabs_) {
    if (!slab) break;
    if (slab->take()) return *slab;
  }
  auto& place = slabs_[oldest_++ % kMost];
  place = std::make_unique<Slab>();
  return *place;
}

Slab& SlabViews::find(Slab::Id id, const Fd& file) {
  for (const auto& slab : slabs_) {
    if (slab && slab->id() == id) return *slab;
  }
  auto& place = slabs_[oldest_++ % kMost];
  place = std::make_unique<Slab>(file, id);
  return *place;
}

}  // namespace os
