#include "core/os/memory/memory_limits.hpp"

#include <sys/mman.h>

namespace os {
namespace {

bool may_map(std::size_t bytes, int kind) {
  constexpr int kFree = MAP_ANONYMOUS | MAP_NORESERVE;
  void* data = ::mmap(nullptr, bytes, PROT_READ | PROT_WRITE, kFree | kind, -1, 0);
  if (data == MAP_FAILED) return false;
  ::munmap(data, bytes);
  return true;
}

}  // namespace

bool may_map_shared(std::size_t bytes) {
  return may_map(bytes, MAP_SHARED);
}

bool may_map_private(std::size_t bytes) {
  return may_map(bytes, MAP_PRIVATE);
}

}  // namespace os
