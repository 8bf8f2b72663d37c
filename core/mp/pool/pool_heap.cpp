#include "core/mp/pool/pool_heap.hpp"

#include <iterator>

namespace mp::detail {

std::size_t PoolHeap::rounded(std::size_t size) {
  constexpr std::size_t kUnit = 64;
  return (size + kUnit - 1) / kUnit * kUnit;
}

std::optional<std::size_t> PoolHeap::try_take(std::size_t size) {
  size = rounded(size);
  for (auto part = free_.begin(); part != free_.end(); ++part) {
    const auto [begin, room] = *part;
    if (room < size) continue;
    free_.erase(part);
    if (room > size) free_[begin + size] = room - size;
    return begin;
  }
  return std::nullopt;
}

void PoolHeap::give_back(std::size_t begin, std::size_t size) {
  size = rounded(size);
  const auto after = free_.find(begin + size);
  if (after != free_.end()) {
    size += after->second;
    free_.erase(after);
  }
  const auto next = free_.lower_bound(begin);
  if (next != free_.begin()) {
    const auto before = std::prev(next);
    if (before->first + before->second == begin) {
      before->second += size;
      return;
    }
  }
  free_[begin] = size;
}

}  // namespace mp::detail
