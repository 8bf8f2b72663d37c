#include "core/mp/blocks.hpp"

#include <new>

namespace mp {
namespace {

constexpr std::size_t kPage = 4096;
/// So many blocks keep their memory when they are free, the rest of them none:
/// 16 MiB.
constexpr Blocks::Index kKept = 256;

constexpr std::size_t table_size(Blocks::Index count) {
  return (count * sizeof(std::uint32_t) + kPage - 1) / kPage * kPage;
}

}  // namespace

Blocks::Blocks(Index count)
    : memory_(kPage + table_size(count) + count * kSize),
      shared_(new (memory_.data()) Shared),
      next_(reinterpret_cast<List*>(static_cast<char*>(memory_.data()) + kPage)),
      first_(reinterpret_cast<char*>(next_) + table_size(count)),
      count_(count) {}

Blocks::Index Blocks::take_from(List& list) {
  std::uint32_t first = list.load(std::memory_order_acquire);
  // Nobody else takes meanwhile, so what follows the first is what followed it.
  while (first != 0 && !list.compare_exchange_weak(first, next(first - 1) + 1)) {
  }
  return first - 1;
}

Blocks::Index Blocks::take() {
  Index block = take_from(shared_->warm);
  if (block == kNone) block = take_from(shared_->cold);
  if (block == kNone && shared_->untouched < count_) block = shared_->untouched++;
  if (block == kNone) return kNone;
  shared_->taken.store(shared_->taken.load(std::memory_order_relaxed) + 1,
                       std::memory_order_relaxed);
  set_next(block, kNone);
  return block;
}

void Blocks::give(Index block) {
  const bool is_kept = block < kKept;
  if (!is_kept) {
    const auto from = static_cast<std::size_t>(at(block) - static_cast<char*>(memory_.data()));
    memory_.discard(from, from + kSize);
  }
  List& list = is_kept ? shared_->warm : shared_->cold;
  std::uint32_t first = list.load(std::memory_order_relaxed);
  do {
    set_next(block, first - 1);
  } while (!list.compare_exchange_weak(first, block + 1, std::memory_order_release));
  shared_->given.store(shared_->given.load(std::memory_order_relaxed) + 1,
                       std::memory_order_relaxed);
}

}  // namespace mp
