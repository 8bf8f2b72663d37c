#pragma once

#include <cstdint>

namespace soak {

/// How many schedules of every demo are tried, and from which seed on. With a
/// demo's name it is tried alone.
struct ScheduleOptions {
  std::uint64_t schedules = 1000;
  std::uint64_t first_seed = 1;
  const char* demo = nullptr;
};

/// Runs every demo of the catalogue, and some that do what no page does, under
/// random schedules, each a second time under the text of the first. Prints a
/// line for each demo, with a digest that the same seeds give again, in another
/// program and on another machine. True: no run broke a law, hung, or differed by a byte
/// from the one that it repeats, and none has left anything.
bool soak_schedules(const ScheduleOptions& options);

}  // namespace soak
