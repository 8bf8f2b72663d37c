#pragma once

#include <cstdint>

namespace soak {

/// How many schedules of every demo are tried, from which seed on; with a
/// demo's name, only of that demo.
struct ScheduleOptions {
  std::uint64_t schedules = 1000;
  std::uint64_t first_seed = 1;
  const char* demo = nullptr;
};

/// Runs every demo of the catalogue, and some that do what no page does, under random
/// schedules, and each a second time under the schedule of the first. Prints a line for
/// each demo, with a digest that depends only on the seeds. True: no run broke a law,
/// hung, or differed by a byte from the one that it repeats, and none has left anything.
bool soak_schedules(const ScheduleOptions& options);

}  // namespace soak
