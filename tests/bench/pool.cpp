#include "core/mp/pool.hpp"

#include <algorithm>
#include <numeric>
#include <stdexcept>
#include <vector>

#include "tests/bench/measure.hpp"

// The time of a trivial task in a pool, one by one and mapped, and the time to
// start and join a pool's workers.

namespace {

/// Small numbers of tasks are repeated until so many are done.
constexpr long kEnough = 20'000;
constexpr long kEnoughMapped = 1'000'000;

int add_one(int i) {
  return i + 1;
}

/// Seconds per task when `work` submits all of them once. The first round,
/// which touches memory and lets processes come to rest, does not count.
template <typename Work>
double seconds_a_task(long tasks, long enough, Work work) {
  const long rounds = std::max(1L, enough / tasks);
  work();
  const double taken = bench::seconds_of([&] {
    for (long i = 0; i < rounds; ++i) work();
  });
  return taken / static_cast<double>(rounds * tasks);
}

double one_by_one(const bench::Numbers& numbers) {
  mp::Pool pool{static_cast<int>(numbers[0])};
  const long tasks = numbers[1];
  return seconds_a_task(tasks, kEnough, [&] {
    std::vector<mp::Future<int>> futures;
    futures.reserve(static_cast<std::size_t>(tasks));
    for (int i = 0; i < tasks; ++i) futures.push_back(pool.apply_async(add_one, i));
    long sum = 0;
    for (auto& future : futures) sum += future.get();
    if (sum != tasks * (tasks + 1) / 2) throw std::runtime_error("a result was wrong");
  });
}

double map(const bench::Numbers& numbers) {
  mp::Pool pool{static_cast<int>(numbers[0])};
  std::vector<int> items(static_cast<std::size_t>(numbers[1]));
  std::iota(items.begin(), items.end(), 0);
  return seconds_a_task(numbers[1], std::min(kEnoughMapped, 200 * numbers[1]), [&] {
    const std::vector<int> results = pool.map(add_one, items);
    if (results.size() != items.size() || results.back() != items.back() + 1)
      throw std::runtime_error("a result was wrong");
  });
}

double start(const bench::Numbers& numbers) {
  return bench::seconds_of([&] {
    mp::Pool pool{static_cast<int>(numbers[0])};
    pool.close();
    pool.join();
  });
}

}  // namespace

int main(int argc, char** argv) {
  return bench::run(argc, argv,
                    {{"one_by_one", "WORKERS TASKS", one_by_one},
                     {"map", "WORKERS TASKS", map},
                     {"start", "WORKERS", start}});
}
