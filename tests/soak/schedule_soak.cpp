#include "tests/soak/schedule_soak.hpp"

#include <fmt/core.h>

#include <chrono>
#include <cstdio>
#include <functional>
#include <set>
#include <string>

#include "core/os/clock.hpp"
#include "core/os/process/process.hpp"
#include "tests/soak/leftovers.hpp"
#include "tests/soak/problems.hpp"
#include "tests/soak/round.hpp"
#include "tests/support/pages/odd_bodies.hpp"
#include "tests/support/pages/schedule_trial.hpp"
#include "tests/support/pages/small_demos.hpp"

namespace soak {
namespace {

/// A demo, and how its runs may end; empty: anyhow.
struct Subject {
  std::string name;
  std::function<void()> body;
  std::set<std::string> ends;
};

std::vector<Subject> subjects() {
  std::vector<Subject> all;
  for (const auto& demo : support::small_demos()) {
    Subject& subject = all.emplace_back(Subject{demo.name, demo.body, {"ok"}});
    if (demo.may_deadlock) subject.ends.insert("deadlock");
  }
  for (const auto& body : support::odd_bodies()) {
    Subject& subject = all.emplace_back(Subject{body.name, body.run, {}});
    if (!body.status.empty()) subject.ends.insert(body.status);
  }
  return all;
}

/// Tries one schedule.
support::Trial play(const Subject& subject, std::uint64_t seed, Problems& problems) {
  const Round round(seed, 0, subject.name, problems);
  const Leftovers before;
  // A sleep may end at any moment, or, every fourth time, not before its time.
  const auto trial = support::try_schedule(subject.body, {seed, seed % 4 == 0});
  for (const auto& problem : trial.problems) round.problem("{}", problem);
  if (!subject.ends.empty() && !subject.ends.contains(trial.status)) {
    round.problem("the run ended as {}: {}", trial.status, trial.reason);
  }
  before.check(round);
  return trial;
}

/// Tries all schedules of one demo; how many problems there were.
std::size_t play_all(const Subject& subject, const ScheduleOptions& options, Problems& problems) {
  const os::Stamp began = os::now();
  std::size_t choices = 0, found = 0;
  std::uint64_t digest = 0;
  for (std::uint64_t i = 0; i < options.schedules; ++i) {
    const auto trial = play(subject, options.first_seed + i, problems);
    choices += trial.choices;
    digest = digest * 31 + trial.digest;
    for (const auto& problem : problems.take()) {
      ++found;
      fmt::print(stderr, "soak: {}\n", problem);
    }
  }
  const std::chrono::duration<double> took = os::now() - began;
  const double average = static_cast<double>(choices) / static_cast<double>(options.schedules);
  fmt::print("{:<26} {:>9} {:>8.1f} {:>8.1f} {:>9}  {:016x}\n", subject.name, options.schedules,
             took.count(), average, found, digest);
  std::fflush(stdout);
  return found;
}

}  // namespace

bool soak_schedules(const ScheduleOptions& options) {
  os::adopt_orphans();
  Problems problems;
  std::size_t found = 0;
  fmt::print("{:<26} {:>9} {:>8} {:>8} {:>9}  {}\n", "demo", "schedules", "seconds", "choices",
             "problems", "digest of all runs");
  std::fflush(stdout);
  for (const Subject& subject : subjects()) {
    if (options.demo && subject.name != options.demo) continue;
    found += play_all(subject, options, problems);
  }
  return found == 0;
}

}  // namespace soak
