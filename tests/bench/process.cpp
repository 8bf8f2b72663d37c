#include "core/mp/process.hpp"

#include "tests/bench/measure.hpp"

// The time to start and join a process that does nothing: a copy of this one,
// and a fresh start of this program.

namespace {

void nothing() {}

double start_and_join(long processes, bool spawned) {
  const double taken = bench::seconds_of([&] {
    for (long i = 0; i < processes; ++i) {
      mp::Process process(nothing);
      process.spawn(spawned).start();
      process.join();
    }
  });
  return taken / static_cast<double>(processes);
}

double fork_and_join(const bench::Numbers& numbers) {
  return start_and_join(numbers[0], false);
}

double spawn_and_join(const bench::Numbers& numbers) {
  return start_and_join(numbers[0], true);
}

}  // namespace

int main(int argc, char** argv) {
  return bench::run(argc, argv,
                    {{"fork", "PROCESSES", fork_and_join}, {"spawn", "PROCESSES", spawn_and_join}});
}
