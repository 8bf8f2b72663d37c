#include "tests/soak/item.hpp"

#include <algorithm>
#include <cstddef>
#include <cstring>

namespace soak {
namespace {

struct Head {
  ItemId id;
  std::uint64_t size;  // of the whole item
  std::uint64_t checksum;
};

std::size_t random_size(Random& random) {
  const std::uint64_t kind = pick(random, 1, 100);
  if (kind <= 70) return pick(random, 0, 256);
  if (kind <= 95) return pick(random, 0, 8 * 1024);
  return pick(random, 0, 300 * 1024);
}

/// FNV-1a, eight bytes at a time.
std::uint64_t checksum_of(const Head& head, std::string_view body) {
  std::uint64_t sum = 0xcbf29ce484222325;
  const auto add = [&](std::uint64_t word) { sum = (sum ^ word) * 0x100000001b3; };
  add(head.id.producer);
  add(head.id.sequence);
  add(head.size);
  while (!body.empty()) {
    std::uint64_t word = 0;
    const std::size_t count = std::min(body.size(), sizeof word);
    std::memcpy(&word, body.data(), count);
    add(word);
    body.remove_prefix(count);
  }
  return sum;
}

}  // namespace

std::string make_item(ItemId id, Random& random) {
  Head head{id, sizeof(Head) + random_size(random), 0};
  std::string item(head.size, '\0');
  std::uint64_t word = (std::uint64_t{id.producer} << 32 | id.sequence) * 0x9e3779b97f4a7c15;
  for (std::size_t at = sizeof head; at < item.size(); at += sizeof word, word += at) {
    std::memcpy(item.data() + at, &word, std::min(sizeof word, item.size() - at));
  }
  head.checksum = checksum_of(head, std::string_view(item).substr(sizeof head));
  std::memcpy(item.data(), &head, sizeof head);
  return item;
}

ItemId check_item(std::string_view item, const Round& round) {
  Head head{};
  if (item.size() < sizeof head) {
    round.problem("an item of {} bytes has arrived, which is less than any had", item.size());
    return {~0U, 0};
  }
  std::memcpy(&head, item.data(), sizeof head);
  if (head.size != item.size() || head.checksum != checksum_of(head, item.substr(sizeof head)))
    round.problem("item {} of producer {} is torn: {} bytes have arrived of {}", head.id.sequence,
                  head.id.producer, item.size(), head.size);
  return head.id;
}

}  // namespace soak
