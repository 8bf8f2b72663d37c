#include <algorithm>
#include <atomic>
#include <iterator>
#include <numeric>
#include <stdexcept>
#include <vector>

#include "core/mp/pool.hpp"
#include "core/os/memory/shared_memory.hpp"
#include "core/os/sync/futex.hpp"
#include "tests/mp/tasks.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/nothing_left.hpp"

using namespace std::chrono_literals;
using support::kLimit;
using support::numbers;
using support::square;

namespace {

int picky_square(int i) {
  if (i == 2) throw std::invalid_argument("two");
  return i * i;
}

/// 0, 1, 2 ..., and an error in place of item `fails_at`.
class Failing {
 public:
  explicit Failing(int fails_at) : fails_at_(fails_at) {}

  struct End {};
  class Iterator {
   public:
    explicit Iterator(int fails_at) : fails_at_(fails_at) {}
    int operator*() const {
      if (at_ == fails_at_) throw std::domain_error("no such item");
      return at_;
    }
    Iterator& operator++() {
      ++at_;
      return *this;
    }
    bool operator==(End) const { return at_ == 10; }

   private:
    int fails_at_;
    int at_ = 0;
  };
  Iterator begin() const { return Iterator(fails_at_); }
  End end() const { return {}; }

 private:
  int fails_at_;
};

template <typename R>
std::vector<R> all_of(mp::Results<R> results) {
  std::vector<R> all;
  while (auto result = results.next_for(kLimit)) all.push_back(*result);
  CHECK_FALSE(results.next_for(kLimit));
  return all;
}

}  // namespace

TEST_CASE("K04: imap gives results in order, imap_unordered as a multiset") {
  support::NothingLeft nothing_left;
  mp::Pool pool{4};
  const auto input = numbers(1000);
  std::vector<int> expected = input;
  for (int& i : expected) i = square(i);
  CHECK(all_of(pool.imap(square, input, 100)) == expected);
  CHECK(all_of(pool.imap(square, numbers(1000))) == expected);
  auto any = all_of(pool.imap_unordered(square, input, 100));
  std::sort(any.begin(), any.end());
  CHECK(any == expected);
  std::vector<int> looped;
  for (const int i : pool.imap(square, input, 7)) looped.push_back(i);
  CHECK(looped == expected);
}

TEST_CASE("K04: an error of an item is thrown in its place, and the others come after it") {
  support::NothingLeft nothing_left;
  mp::Pool pool{2};
  for (const long chunk : {1L, 3L, 100L}) {
    auto results = pool.imap(picky_square, numbers(5), chunk);
    CHECK(results.next_for(kLimit) == 0);
    CHECK(results.next_for(kLimit) == 1);
    CHECK_THROWS_WITH(results.next_for(kLimit), "two");
    CHECK(results.next_for(kLimit) == 9);
    CHECK(results.next_for(kLimit) == 16);
    CHECK_FALSE(results.next_for(kLimit));
  }
}

TEST_CASE("K04: next_for may give up and be asked again") {
  support::NothingLeft nothing_left;
  const os::SharedMemory memory(sizeof(os::FutexWord));
  auto& go = *static_cast<os::FutexWord*>(memory.data());
  const auto gated = [](std::uintptr_t word) {
    auto& gate = *reinterpret_cast<os::FutexWord*>(word);
    while (gate == 0) os::futex_wait(gate, 0);
    return 1;
  };
  mp::Pool pool{2};
  const std::vector<std::uintptr_t> words(3, reinterpret_cast<std::uintptr_t>(&go));
  auto ordered = pool.imap(gated, words);
  auto unordered = pool.imap_unordered(gated, words);
  CHECK_THROWS_AS(ordered.next_for(20ms), mp::Timeout);
  CHECK_THROWS_AS(ordered.next_for(0ms), mp::Timeout);
  CHECK_THROWS_AS(unordered.next_for(20ms), mp::Timeout);
  go = 1;
  os::futex_wake(go, 100);
  CHECK(all_of(std::move(ordered)) == std::vector<int>{1, 1, 1});
  CHECK(all_of(std::move(unordered)) == std::vector<int>{1, 1, 1});
}

TEST_CASE("K05: an error of the input reaches the caller, and the pool goes on") {
  support::NothingLeft nothing_left;
  mp::Pool pool{2};
  for (const int fails_at : {0, 3}) {
    CHECK_THROWS_AS(pool.map(square, Failing(fails_at)), std::domain_error);
    CHECK_THROWS_AS(pool.map_async(square, Failing(fails_at), 2), std::domain_error);
    for (const long chunk : {1L, 2L, 50L}) {
      auto ordered = pool.imap(square, Failing(fails_at), chunk);
      for (int i = 0; i < fails_at; ++i) CHECK(ordered.next_for(kLimit) == i * i);
      CHECK_THROWS_AS(ordered.next_for(kLimit), std::domain_error);
      CHECK_FALSE(ordered.next_for(kLimit));
      auto unordered = pool.imap_unordered(square, Failing(fails_at), chunk);
      int sum = 0;
      for (int i = 0; i < fails_at; ++i) sum += *unordered.next_for(kLimit);
      CHECK(sum == (fails_at == 0 ? 0 : 0 + 1 + 4));
      CHECK_THROWS_AS(unordered.next_for(kLimit), std::domain_error);
    }
  }
  CHECK(all_of(pool.imap(square, Failing(11), 4)).size() == 10);
  CHECK(pool.apply(square, 3) == 9);
}

TEST_CASE("K05: an empty input gives an empty result at once") {
  support::NothingLeft nothing_left;
  mp::Pool pool{2};
  const std::vector<int> none;
  CHECK(pool.map(square, none).empty());
  CHECK(pool.map(square, none, 10).empty());
  CHECK(pool.map_async(square, none).get_for(kLimit).empty());
  CHECK(all_of(pool.imap(square, none)).empty());
  CHECK(all_of(pool.imap_unordered(square, none, 10)).empty());
}

TEST_CASE("K04: a pool that is closed does all that an imap has promised") {
  support::NothingLeft nothing_left;
  mp::Pool pool{2};
  auto results = pool.imap(square, numbers(5000));
  pool.close();
  pool.join();
  CHECK(all_of(std::move(results)).size() == 5000);
}
