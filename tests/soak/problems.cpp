#include "tests/soak/problems.hpp"

#include <algorithm>
#include <new>

namespace soak {

Problems::Problems() : memory_(sizeof(Board)), board_(new (memory_.data()) Board{}) {}

void Problems::add(std::string_view sentence) {
  const std::size_t at = board_->count++;
  if (at >= kMost) return;
  Slot& slot = board_->slots[at];
  const std::size_t size = std::min(sentence.size(), slot.text.size() - 1);
  std::copy_n(sentence.begin(), size, slot.text.begin());
  slot.text[size] = '\0';
  slot.is_written = true;
}

std::vector<std::string> Problems::take() {
  std::vector<std::string> sentences;
  for (Slot& slot : board_->slots) {
    if (slot.is_written.exchange(false)) sentences.emplace_back(slot.text.data());
  }
  const std::size_t count = board_->count.exchange(0);
  if (count > kMost)
    sentences.push_back("and " + std::to_string(count - kMost) + " more problems in this round");
  return sentences;
}

}  // namespace soak
