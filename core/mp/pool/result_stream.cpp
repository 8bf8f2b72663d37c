#include "core/mp/pool/result_stream.hpp"

#include <algorithm>
#include <cstring>

namespace mp::detail {

std::size_t ResultStream::write_some(std::string_view text) {
  const std::uint64_t written = ends_->written.load(std::memory_order_relaxed);
  const std::uint64_t read = ends_->read.load(std::memory_order_acquire);
  const std::size_t count = std::min(text.size(), capacity_ - (written - read));
  const std::size_t at = written % capacity_;
  const std::size_t first = std::min(count, capacity_ - at);
  std::memcpy(bytes_ + at, text.data(), first);
  std::memcpy(bytes_, text.data() + first, count - first);
  // Sequentially consistent with the marks that the parent reads.
  if (count > 0) ends_->written.store(written + count);
  return count;
}

void ResultStream::wait_for_room() {
  ends_->room.wait([&] { return ends_->written.load() - ends_->read.load() < capacity_; },
                   std::nullopt);
}

bool ResultStream::is_half_full() const {
  const std::uint64_t written = ends_->written.load(std::memory_order_relaxed);
  return written - ends_->read.load(std::memory_order_relaxed) >= capacity_ / 2;
}

std::size_t ResultStream::available() const {
  return ends_->written.load() - ends_->read.load(std::memory_order_relaxed);
}

template <typename Take>
void ResultStream::take(std::size_t count, Take take_piece) {
  const std::uint64_t read = ends_->read.load(std::memory_order_relaxed);
  const std::size_t at = read % capacity_;
  const std::size_t first = std::min(count, capacity_ - at);
  take_piece(std::string_view(bytes_ + at, first));
  take_piece(std::string_view(bytes_, count - first));
  ends_->read.store(read + count, std::memory_order_release);
}

void ResultStream::read(std::string& text, std::size_t count) {
  take(count, [&](std::string_view piece) { text.append(piece); });
}

void ResultStream::read(ResultHead& head) {
  char* to = reinterpret_cast<char*>(&head);
  take(sizeof head, [&](std::string_view piece) {
    std::memcpy(to, piece.data(), piece.size());
    to += piece.size();
  });
}

void ResultStream::clear() {
  ends_->read.store(ends_->written.load());
}

}  // namespace mp::detail
