#include "core/mp/value.hpp"

#include <array>
#include <numeric>

#include "core/mp/array.hpp"
#include "core/mp/fork.hpp"
#include "tests/mp/children.hpp"
#include "tests/support/nothing_left.hpp"
#include "tests/support/pages/stage_run.hpp"
#include "tests/support/runs/laws.hpp"

TEST_CASE("V01: what a child assigns the parent sees, whatever the type") {
  support::NothingLeft nothing_left;
  mp::Value<int> integer{7};
  mp::Value<double> real{3.5};
  mp::Value<short> small;
  mp::Value<std::int64_t> large;
  mp::Value<char> letter{'a'};
  CHECK(integer.get() == 7);
  CHECK(small.get() == 0);
  CHECK(support::ends_well(support::child_that([&] {
    integer.set(-1);
    real.set(2.25);
    small.set(30'000);
    large.set(std::int64_t{1} << 60);
    letter.set('z');
  })));
  CHECK(integer.get() == -1);
  CHECK(real.get() == 2.25);
  CHECK(small.get() == 30'000);
  CHECK(large.get() == std::int64_t{1} << 60);
  CHECK(letter.get() == 'z');
}

TEST_CASE("V01: any plain type is shared, as one value and as an array, with and without a guard") {
  support::NothingLeft nothing_left;
  struct Point {
    double x, y;
    char name[8];
  };
  mp::Value<bool> flag;
  mp::Value<unsigned char> byte;
  mp::Value<float> real;
  mp::Value<Point> point{Point{1, 2, "a"}};
  mp::Array<double> reals{3};
  mp::Array<short> shorts({1, 2, 3});
  mp::Array<Point> points{2};
  CHECK(support::ends_well(support::child_that([&] {
    flag.set(true);
    byte.set(255);
    real.lock().set(0.5F);
    *point.lock() = Point{3, 4, "b"};
    reals[2] = 1.5;
    const auto guard = shorts.lock();
    shorts.assign(0, {-1, -2});
    points[1] = Point{5, 6, "c"};
  })));
  CHECK(flag.get());
  CHECK(byte.get() == 255);
  CHECK(real.get() == 0.5F);
  CHECK(point.get().y == 4);
  CHECK(point.get().name == std::string("b"));
  CHECK(reals.slice(0, 3) == std::vector<double>{0, 0, 1.5});
  CHECK(shorts.slice(0, 3) == std::vector<short>{-1, -2, 3});
  CHECK(points.get(0).x == 0);
  CHECK(points.get(1).x == 5);
}

namespace {

constexpr int kEach = 20'000;

int sum_of_four(bool guarded) {
  mp::Value<int> sum;
  mp::Value<int> ready;
  std::vector<pid_t> children;
  for (int i = 0; i < 4; ++i) {
    children.push_back(support::child_that([&] {
      {
        auto guard = ready.lock();
        *guard += 1;
      }
      while (ready.get() < 4) ::sched_yield();
      for (int n = 0; n < kEach; ++n) {
        if (guarded) {
          auto guard = sum.lock();
          *guard += 1;
        } else {
          sum += 1;
        }
      }
    }));
  }
  CHECK(support::end_well(children));
  return sum.get();
}

}  // namespace

TEST_CASE("V05: four times 20 000 increments lose some without the guard, and none with it") {
  support::NothingLeft nothing_left;
  CHECK(sum_of_four(false) < 4 * kEach);
  CHECK(sum_of_four(true) == 4 * kEach);
}

TEST_CASE("a guard keeps the others out, and its holder may get, set and lock again") {
  support::NothingLeft nothing_left;
  mp::Value<int> value{1};
  auto guard = value.lock();
  const pid_t child = support::child_that([&] { value.set(5); });
  REQUIRE(support::eventually([&] { return os::state_of(child)->state == 'S'; }));
  value += 1;
  {
    auto again = value.lock();
    *again -= 3;
  }
  CHECK(*guard == -1);
  CHECK(guard.get() == -1);
  guard.set(9);
  CHECK(value.get() == 9);
  guard.unlock();
  CHECK(support::ends_well(child));
  CHECK(value.get() == 5);
}

namespace {

/// Large enough to be torn: all its words are equal, or something is wrong.
struct Wide {
  std::array<long, 64> words;

  explicit Wide(long word = 0) { words.fill(word); }
  bool is_whole() const { return std::count(words.begin(), words.end(), words[0]) == 64; }
};

}  // namespace

TEST_CASE("a writer killed at any instant tears nothing and holds up nobody") {
  support::NothingLeft nothing_left;
  std::mt19937 random(3);
  for (int round = 0; round < 30; ++round) {
    mp::Value<Wide> value;
    support::Shared<std::atomic<long>> writes;
    support::Shared<std::atomic<bool>> stop, torn;
    std::vector<pid_t> children;
    for (int i = 0; i < 3; ++i) {
      children.push_back(support::child_that([&, i] {
        for (long n = i; !*stop; n += 3) {
          if (n % 2 == 0) {
            value.set(Wide(n));
          } else {
            auto guard = value.lock();
            guard.set(Wide(n));
            if (guard.get().words[0] != n) *torn = true;
          }
          if (!value.get().is_whole()) *torn = true;
          ++*writes;
        }
      }));
    }
    CHECK(support::random_progress(*writes, random, 1000));
    support::kill_now(children.back());
    children.pop_back();
    const long before = *writes;
    CHECK(value.get().is_whole());
    CHECK(support::eventually([&] { return *writes > before + 100; }, 1));
    *stop = true;
    CHECK(support::end_well(children));
    CHECK_FALSE(*torn);
  }
}

TEST_CASE("loads and stores are events of a held run only, and a guard blocks the others there") {
  support::NothingLeft nothing_left;
  const auto body = [] {
    mp::Value<int> value{10};
    const pid_t child = mp::fork();
    {
      auto guard = value.lock();
      *guard += 1;
    }
    if (child != 0) mp::wait_for(child);
    if (child != 0 && value.get() != 12) throw std::runtime_error("an update was lost");
  };
  const auto free = support::run_free(body);
  CHECK(support::broken_laws(free.timeline) == std::vector<std::string>{});
  CHECK(support::of_kind(free.timeline, probe::Kind::put).empty());

  // Held, taking turns, so that each meets the other's guard.
  support::Follower follower;
  follower.choose = [](const choice::Point& point, std::size_t index) {
    choice::Answer answer{choice::Answer::What::act, point.proposed};
    const std::size_t other = index % point.roles.size();
    if (point.roles[other].standing == choice::Standing::ready) answer.who = other;
    return answer;
  };
  const auto held = support::run_held(body, follower);
  CHECK(held.timeline.end.status == "ok");
  CHECK(support::broken_laws(held.timeline) == std::vector<std::string>{});
  const auto puts = support::of_kind(held.timeline, probe::Kind::put);
  const auto gets = support::of_kind(held.timeline, probe::Kind::get);
  REQUIRE(puts.size() == 2);
  REQUIRE(gets.size() == 3);
  CHECK(puts[0].act.object.to_string() == "value-1");
  CHECK(puts[0].act.value == "11");
  CHECK(puts[0].act.line > 0);
  CHECK(puts[1].act.value == "12");
  CHECK(gets[2].act.value == "12");
  CHECK(support::of_kind(held.timeline, probe::Kind::block).size() >= 1);
}
