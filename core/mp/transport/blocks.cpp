#include "core/mp/transport/blocks.hpp"

#include <new>

namespace mp {
namespace {

constexpr std::size_t kPage = 4096;
/// How many free blocks keep their memory: 16 MiB. The others return it to the
/// kernel.
constexpr Blocks::Index kKept = 256;

constexpr std::size_t table_size(Blocks::Index count) {
  return (count * sizeof(std::uint32_t) + kPage - 1) / kPage * kPage;
}

}  // namespace

Blocks::Blocks(Index count)
    : memory_(kPage + table_size(count) + count * kSize),
      shared_(new (memory_.data()) Shared),
      next_(reinterpret_cast<Link*>(static_cast<char*>(memory_.data()) + kPage)),
      first_(reinterpret_cast<char*>(next_) + table_size(count)),
      count_(count) {
  static_assert(List::is_always_lock_free && sizeof(Shared) <= kPage);
}

Blocks::Blocks(detail::Inbound& in)
    : memory_(in.memory()),
      shared_(static_cast<Shared*>(memory_.data())),
      next_(reinterpret_cast<Link*>(static_cast<char*>(memory_.data()) + kPage)),
      count_(in.value<Index>()) {
  first_ = reinterpret_cast<char*>(next_) + table_size(count_);
}

void Blocks::hand_over(detail::Outbound& out) const {
  out.memory(memory_);
  out.value(count_);
}

Blocks::Index Blocks::take_from(List& list) {
  Chain chain = list.load(std::memory_order_acquire);
  // No other process takes meanwhile, so the first block still has the same
  // successor.
  while (chain.first != 0 &&
         !list.compare_exchange_weak(chain, Chain{next(chain.first - 1) + 1, chain.gifts})) {
  }
  return chain.first - 1;
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

Blocks::List& Blocks::list_of(Index block) {
  return block < kKept ? shared_->warm : shared_->cold;
}

void Blocks::give(Index block) {
  if (block >= kKept) {
    const auto from = static_cast<std::size_t>(at(block) - static_cast<char*>(memory_.data()));
    memory_.discard(from, from + kSize);
  }
  List& list = list_of(block);
  Chain chain = list.load(std::memory_order_relaxed);
  do {
    set_next(block, chain.first - 1);
  } while (!list.compare_exchange_weak(chain, Chain{block + 1, chain.gifts + 1},
                                       std::memory_order_release));
}

void Blocks::make_note(std::uint32_t ticket, Index block, Index end) {
  const std::uint32_t made = shared_->notes_made.load(std::memory_order_relaxed) + 1;
  const bool is_last = block == end;
  shared_->notes[made % 2] = {ticket, block, is_last ? end : next(block), end,
                              is_last ? 0 : list_of(block).load().gifts};
  shared_->notes_made.store(made, std::memory_order_release);
}

void Blocks::note(Index first, Index end, std::uint32_t ticket) {
  make_note(ticket, first, end);
}

void Blocks::give_noted(std::uint32_t ticket) {
  for (;;) {
    const Note note = shared_->notes[shared_->notes_made.load(std::memory_order_acquire) % 2];
    if (note.ticket != ticket || note.block == note.end) return;
    // No other process gives meanwhile.
    if (list_of(note.block).load().gifts == note.gifts_before) give(note.block);
    make_note(ticket, note.next, note.end);
  }
}

}  // namespace mp
