#include "core/mp/process.hpp"

#include "tests/bench/measure.hpp"

// What it takes to start a process that does nothing, and to join it.

namespace {

double start_and_join(const bench::Numbers& numbers) {
  const double taken = bench::seconds_of([&] {
    for (long i = 0; i < numbers[0]; ++i) {
      mp::Process process([] {});
      process.start();
      process.join();
    }
  });
  return taken / static_cast<double>(numbers[0]);
}

}  // namespace

int main(int argc, char** argv) {
  return bench::run(argc, argv, {{"fork", "PROCESSES", start_and_join}});
}
