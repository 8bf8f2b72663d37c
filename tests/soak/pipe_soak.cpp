#include <atomic>
#include <chrono>

#include "core/mp/connection.hpp"
#include "core/mp/error.hpp"
#include "tests/soak/item.hpp"
#include "tests/soak/ledger.hpp"
#include "tests/soak/soaks.hpp"
#include "tests/soak/troupe.hpp"

using namespace std::chrono_literals;

namespace soak {
namespace {

using End = mp::Connection<std::string>;

void send_items(End& end, std::uint32_t count, Actor& actor) {
  for (std::uint32_t i = 0; i < count; ++i) {
    const ItemId id{static_cast<std::uint32_t>(actor.number), i};
    const std::string item = make_item(id, actor.random);
    actor.begin("send");
    end.send(item);
    actor.desk.sent = i + 1;
    actor.did();
  }
}

std::optional<std::string> receive(End& end, Actor& actor, bool may_wait) {
  if (may_wait && !chance(actor.random, 1, 4)) {
    actor.begin("recv");
    return end.recv();
  }
  actor.begin("poll_for");
  end.poll_for(std::chrono::microseconds(pick(actor.random, 0, 20'000)));
  actor.begin("try_recv");
  return end.try_recv();
}

/// Until the end of the pipe.
void receive_all(End& end, Ledger& ledger, const Round& round, Actor& actor) {
  try {
    for (;;) {
      if (const auto item = receive(end, actor, true)) {
        ledger.note(actor.number, check_item(*item, round));
        actor.did();
      }
    }
  } catch (const mp::EndOfFile&) {
  }
}

/// Until `all_is_sent` and the pipe is empty: a reader that also holds a
/// sending end never sees the end of the pipe.
void receive_until(const std::atomic<bool>& all_is_sent, End& end, Ledger& ledger,
                   const Round& round, Actor& actor) {
  for (bool is_last_look = false;; is_last_look = all_is_sent) {
    const auto item = receive(end, actor, false);
    if (!item && is_last_look) return;
    if (!item) continue;
    ledger.note(actor.number, check_item(*item, round));
    actor.did();
  }
}

}  // namespace

void soak_one_way_pipe(Round& round) {
  auto [reader, writer] = mp::one_way_pipe<std::string>();
  Ledger ledger;
  Troupe troupe(round);
  const auto items = static_cast<std::uint32_t>(pick(round.random, 100, 1000));
  const Troupe::Body send = [&, &reader = reader, &writer = writer](Actor& actor) {
    reader.close();
    send_items(writer, items, actor);
  };
  const Troupe::Body recv = [&, &reader = reader, &writer = writer](Actor& actor) {
    writer.close();
    receive_all(reader, ledger, round, actor);
  };
  for (auto n = pick(round.random, 1, 4); n > 0; --n) troupe.start("sender", send);
  for (auto n = pick(round.random, 1, 4); n > 0; --n) troupe.start("receiver", recv);
  if (!troupe.play("sender", pick(round.random, 0, 16))) return;

  if (chance(round.random, 1, 3)) troupe.kill_all("receiver");
  writer.close();
  if (!troupe.play_out()) return;
  try {
    while (reader.poll_for(5s)) ledger.note(Ledger::kDirector, check_item(reader.recv(), round));
    round.problem("nobody can send any more, and poll does not say so");
  } catch (const mp::EndOfFile&) {
  }
  ledger.check(round, troupe, "sender", "receiver");
}

void soak_duplex_pipe(Round& round) {
  auto [left, right] = mp::pipe<std::string>();
  Ledger to_right, to_left;
  const os::SharedMemory memory(sizeof(std::atomic<bool>));
  auto& all_is_sent = *new (memory.data()) std::atomic<bool>(false);
  Troupe troupe(round);
  const auto items = static_cast<std::uint32_t>(pick(round.random, 100, 1000));
  const auto sends = [&](End& end) -> Troupe::Body {
    return [&, items](Actor& actor) { send_items(end, items, actor); };
  };
  const auto receives = [&](End& end, Ledger& ledger) -> Troupe::Body {
    return [&](Actor& actor) { receive_until(all_is_sent, end, ledger, round, actor); };
  };
  for (auto n = pick(round.random, 1, 2); n > 0; --n) {
    troupe.start("left sender", sends(left));
    troupe.start("right receiver", receives(right, to_right));
    troupe.start("right sender", sends(right));
    troupe.start("left receiver", receives(left, to_left));
  }
  if (!troupe.play("left sender", pick(round.random, 0, 8))) return;
  if (!troupe.play("right sender", pick(round.random, 0, 4))) return;

  all_is_sent = true;
  if (chance(round.random, 1, 3)) troupe.kill_all("left receiver");
  if (!troupe.play_out()) return;
  while (const auto item = left.try_recv())
    to_left.note(Ledger::kDirector, check_item(*item, round));
  while (const auto item = right.try_recv())
    to_right.note(Ledger::kDirector, check_item(*item, round));
  to_right.check(round, troupe, "left sender", "right receiver");
  to_left.check(round, troupe, "right sender", "left receiver");
}

}  // namespace soak
