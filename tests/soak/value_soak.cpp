#include <array>
#include <cstdint>
#include <vector>

#include "core/mp/array.hpp"
#include "core/mp/value.hpp"
#include "tests/soak/soaks.hpp"
#include "tests/soak/troupe.hpp"

namespace soak {
namespace {

/// Too wide for one store: each word follows from the first.
struct Wide {
  std::array<std::uint64_t, 40> words;
};

std::uint64_t word_after(std::uint64_t word) {
  return word * 6364136223846793005 + 1442695040888963407;
}

template <typename Words>
void fill(Words& words, std::uint64_t first) {
  for (auto& word : words) {
    word = first;
    first = word_after(first);
  }
}

template <typename Words>
bool is_whole(const Words& words) {
  std::uint64_t expected = words[0];
  for (const auto word : words) {
    if (word != expected) return false;
    expected = word_after(expected);
  }
  return true;
}

/// Every process adds to `total` under its guard; a killed one may have done so
/// without noting it.
void check_total(Round& round, const Troupe& troupe, std::uint64_t total) {
  std::uint64_t counted = 0;
  for (std::size_t i = 0; i < troupe.size(); ++i) counted += troupe.desk(i).counted;
  round.items += counted;
  if (total < counted || total - counted > round.kills)
    round.problem("all have added {} under the guard, and the value is {}", counted, total);
  else
    round.lost += total - counted;
}

/// Lets processes do `access` and count, `most_turns` times at the most, and die.
template <typename Access>
void play(Round& round, std::uint64_t most_turns, Access access) {
  mp::Value<std::uint64_t> total;
  Troupe troupe(round);
  const std::uint64_t turns = pick(round.random, most_turns / 10, most_turns);
  const Troupe::Body body = [&](Actor& actor) {
    for (std::uint64_t done = 0; done < turns; ++done) {
      access(actor);
      if (chance(actor.random, 1, 3)) {
        actor.begin("adding under the guard");
        const auto guard = total.lock();
        total += std::uint64_t{1};
        ++actor.desk.counted;
      }
      actor.did();
    }
  };
  for (auto n = pick(round.random, 2, 6); n > 0; --n) troupe.start("sharer", body);
  if (!troupe.play("sharer", pick(round.random, 0, 14))) return;
  check_total(round, troupe, total.get());
}

}  // namespace

void soak_value(Round& round) {
  Wide first{};
  fill(first.words, 1);
  mp::Value<Wide> value(first);
  play(round, 80'000, [&](Actor& actor) {
    Wide wide{};
    if (chance(actor.random, 1, 2)) {
      actor.begin("set");
      fill(wide.words, actor.random());
      value.set(wide);
      return;
    }
    actor.begin("get");
    wide = value.get();
    if (!is_whole(wide.words)) round.problem("sharer {} has got a torn value", actor.number);
  });
  if (!is_whole(value.get().words)) round.problem("the value is torn when all have ended");
}

void soak_array(Round& round) {
  std::vector<std::uint64_t> words(pick(round.random, 2, 4000));
  fill(words, 1);
  mp::Array<std::uint64_t> array(words);
  play(round, 6'000, [&](Actor& actor) {
    std::vector<std::uint64_t> mine(array.size());
    if (chance(actor.random, 1, 2)) {
      actor.begin("assign");
      fill(mine, actor.random());
      array.assign(0, mine);
      return;
    }
    actor.begin("slice");
    mine = array.slice(0, array.size());
    if (!is_whole(mine)) round.problem("sharer {} has got a torn slice", actor.number);
  });
  if (!is_whole(array.slice(0, array.size())))
    round.problem("the array is torn when all have ended");
}

}  // namespace soak
