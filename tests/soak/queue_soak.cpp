#include <sched.h>

#include <chrono>

#include "core/mp/error.hpp"
#include "core/mp/queue.hpp"
#include "tests/soak/item.hpp"
#include "tests/soak/ledger.hpp"
#include "tests/soak/soaks.hpp"
#include "tests/soak/troupe.hpp"

using namespace std::chrono_literals;

namespace soak {
namespace {

using Items = mp::Queue<std::string>;

void put(Items& queue, const std::string& item, Actor& actor) {
  switch (pick(actor.random, 1, 8)) {
    case 1:
      actor.begin("try_put");
      while (!queue.try_put(item)) ::sched_yield();
      return;
    case 2:
      actor.begin("put_for");
      while (!queue.put_for(item, std::chrono::microseconds(pick(actor.random, 0, 20'000)))) {
      }
      return;
    default:
      actor.begin("put");
      queue.put(item);
  }
}

std::optional<std::string> get(Items& queue, Actor& actor) {
  switch (pick(actor.random, 1, 8)) {
    case 1:
      actor.begin("try_get");
      return queue.try_get();
    case 2:
      actor.begin("get_for");
      return queue.get_for(std::chrono::microseconds(pick(actor.random, 0, 20'000)));
    default:
      actor.begin("get");
      return queue.get();
  }
}

void produce(Items& queue, std::uint32_t count, Actor& actor) {
  for (std::uint32_t i = 0; i < count; ++i) {
    const ItemId id{static_cast<std::uint32_t>(actor.number), i};
    put(queue, make_item(id, actor.random), actor);
    actor.desk.sent = i + 1;
    actor.did();
  }
}

/// Until the queue is closed and empty.
void consume(Items& queue, Ledger& ledger, const Round& round, Actor& actor) {
  try {
    for (;;) {
      if (const auto item = get(queue, actor)) {
        ledger.note(actor.number, check_item(*item, round));
        actor.did();
      }
    }
  } catch (const mp::Closed&) {
  }
}

void play(Round& round, std::size_t capacity) {
  Items queue(capacity);
  Ledger ledger;
  Troupe troupe(round);
  const auto items = static_cast<std::uint32_t>(pick(round.random, 100, 1500));
  const Troupe::Body producer = [&](Actor& actor) { produce(queue, items, actor); };
  const Troupe::Body consumer = [&](Actor& actor) { consume(queue, ledger, round, actor); };
  for (auto n = pick(round.random, 1, 4); n > 0; --n) troupe.start("producer", producer);
  for (auto n = pick(round.random, 1, 4); n > 0; --n) troupe.start("consumer", consumer);
  if (!troupe.play("producer", pick(round.random, 0, 16))) return;

  // The consumers take what is left or, if all of them are killed, the
  // director.
  const bool all_die = chance(round.random, 1, 3);
  if (all_die) troupe.kill_all("consumer");
  queue.close();
  if (!troupe.play_out()) return;
  try {
    while (const auto item = queue.get_for(5s))
      ledger.note(Ledger::kDirector, check_item(*item, round));
    round.problem("the queue is closed, and get does not say so");
  } catch (const mp::Closed&) {
  }
  if (!queue.empty()) round.problem("an empty queue says that it holds {} items", queue.size());
  ledger.check(round, troupe, "producer", "consumer");
}

}  // namespace

void soak_unbounded_queue(Round& round) {
  play(round, Items::kUnbounded);
}

void soak_bounded_queue(Round& round) {
  play(round, chance(round.random, 1, 2) ? pick(round.random, 1, 4) : pick(round.random, 5, 100));
}

}  // namespace soak
