#include "tests/soak/ledger.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

namespace soak {

// The memory is zeroed, which is an empty log; most of it is never touched.
Ledger::Ledger()
    : memory_((Troupe::kMost + 1) * sizeof(Log)), logs_(static_cast<Log*>(memory_.data())) {}

void Ledger::note(std::size_t consumer, ItemId id) {
  Log& log = logs_[consumer];
  const std::size_t at = log.count.load();
  if (at < kMostItems) log.ids[at] = id;
  log.count = at + 1;
}

void Ledger::check(Round& round, const Troupe& troupe, std::string_view producer,
                   std::string_view consumer) const {
  std::vector<std::vector<bool>> seen(Troupe::kMost, std::vector<bool>());
  for (std::size_t who = 0; who <= kDirector; ++who) {
    const Log& log = logs_[who];
    std::array<std::optional<std::uint32_t>, Troupe::kMost> last{};
    for (std::size_t i = 0; i < std::min(log.count.load(), kMostItems); ++i) {
      const auto [from, sequence] = log.ids[i];
      if (from >= troupe.size() || troupe.role(from) != producer) {
        round.problem("an item has arrived from {}, who is no {}", from, producer);
        continue;
      }
      if (last[from] && sequence <= *last[from])
        round.problem("item {} of {} has arrived after its item {}", sequence, troupe.name_of(from),
                      *last[from]);
      last[from] = sequence;
      auto& items = seen[from];
      if (items.size() <= sequence) items.resize(sequence + 1);
      if (items[sequence])
        round.problem("item {} of {} has arrived twice", sequence, troupe.name_of(from));
      items[sequence] = true;
      ++round.items;
    }
  }

  std::uint64_t lost = 0, may_be_lost = 0;
  std::string first_lost;
  for (std::size_t who = 0; who < troupe.size(); ++who) {
    if (troupe.role(who) == consumer && troupe.was_killed(who)) ++may_be_lost;
    if (troupe.role(who) != producer) continue;
    const std::uint64_t sent = troupe.desk(who).sent;
    auto& items = seen[who];
    // A producer that was killed may not have known of its last item.
    if (items.size() > sent + (troupe.was_killed(who) ? 1 : 0))
      round.problem("item {} of {} has arrived, who has sent only {}", items.size() - 1,
                    troupe.name_of(who), sent);
    items.resize(std::max<std::size_t>(items.size(), sent));
    for (std::uint64_t i = 0; i < items.size(); ++i) {
      if (items[i] || i >= sent) continue;
      if (lost++ == 0) first_lost = fmt::format("item {} of {}", i, troupe.name_of(who));
    }
  }
  round.lost += lost;
  if (lost > may_be_lost)
    round.problem(
        "{} items are lost, {} the first, but only {} of those in the role of {} were "
        "killed",
        lost, first_lost, may_be_lost, consumer);
}

}  // namespace soak
