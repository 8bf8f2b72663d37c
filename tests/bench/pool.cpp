#include <fmt/core.h>

#include <algorithm>
#include <cstdlib>
#include <functional>
#include <numeric>
#include <string>
#include <vector>

#include "core/mp/pool.hpp"
#include "core/os/clock.hpp"
#include "core/os/process.hpp"

// What a Pool costs: tasks a second, one by one and mapped, and the time to
// start and join workers beside that for forking and reaping as many processes
// by hand. Prints one line of JSON.
//
//     bench_pool [WORKERS [TASKS]]     2 and 100000; starts 16, or WORKERS if more

namespace {

int add_one(int i) {
  return i + 1;
}

double milliseconds(const std::function<void()>& work) {
  const os::Stamp from = os::now();
  work();
  return static_cast<double>((os::now() - from).count()) / 1e6;
}

/// The median of an odd number of repetitions.
double median(int repetitions, const std::function<double()>& measure) {
  std::vector<double> results;
  for (int i = 0; i < repetitions; ++i) results.push_back(measure());
  std::sort(results.begin(), results.end());
  return results[results.size() / 2];
}

double one_by_one(mp::Pool& pool, int tasks) {
  return milliseconds([&] {
    std::vector<mp::Future<int>> futures;
    futures.reserve(static_cast<std::size_t>(tasks));
    for (int i = 0; i < tasks; ++i) futures.push_back(pool.apply_async(add_one, i));
    long sum = 0;
    for (auto& future : futures) sum += future.get();
    if (sum != static_cast<long>(tasks) * (tasks + 1) / 2) std::abort();
  });
}

double mapped(mp::Pool& pool, const std::vector<int>& items) {
  return milliseconds([&] {
    const std::vector<int> results = pool.map(add_one, items);
    if (results.size() != items.size() || results.back() != items.back() + 1) std::abort();
  });
}

double start_and_join(int workers) {
  return milliseconds([&] {
    mp::Pool pool{workers};
    pool.close();
    pool.join();
  });
}

double by_hand(int processes) {
  return milliseconds([&] {
    std::vector<pid_t> children;
    for (int i = 0; i < processes; ++i) {
      const pid_t child = os::fork();
      if (child == 0) os::exit_now(0);
      children.push_back(child);
    }
    for (const pid_t child : children) {
      os::await_end(child);
      os::try_reap(child);
    }
  });
}

}  // namespace

int main(int argc, char** argv) {
  const int workers = argc > 1 ? std::atoi(argv[1]) : 2;
  const int tasks = argc > 2 ? std::atoi(argv[2]) : 100'000;
  const int many = std::max(16, workers);
  std::vector<int> items(static_cast<std::size_t>(tasks));
  std::iota(items.begin(), items.end(), 0);

  const double start = median(9, [&] { return start_and_join(many); });
  const double hand = median(9, [&] { return by_hand(many); });
  mp::Pool pool{workers};
  const double single = median(5, [&] { return one_by_one(pool, tasks); });
  const double map = median(9, [&] { return mapped(pool, items); });
  fmt::print(
      "{{\"workers\": {}, \"tasks\": {}, \"one_by_one_per_s\": {:.0f}, \"map_per_s\": {:.0f}, "
      "\"started\": {}, \"start_join_ms\": {:.2f}, \"by_hand_ms\": {:.2f}}}\n",
      workers, tasks, tasks / single * 1e3, tasks / map * 1e3, many, start, hand);
}
