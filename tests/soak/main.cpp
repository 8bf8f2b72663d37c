#include <fmt/core.h>

#include <array>
#include <charconv>
#include <cstdint>
#include <cstdio>
#include <optional>
#include <random>
#include <string_view>

#include "core/os/clock.hpp"
#include "core/os/process/process.hpp"
#include "tests/soak/leftovers.hpp"
#include "tests/soak/report.hpp"
#include "tests/soak/schedule_soak.hpp"
#include "tests/soak/soaks.hpp"

// Random processes share what core/mp has to share, and die at random instants,
// for so many seconds. The others must go on, and nothing may be lost or left
// except what the killed processes were handling.
//
//     soak SECONDS [--seed N [--round N]]
//
// Each kind of round is played at least once. Alternatively every demo runs
// under COUNT random schedules, a thousand by default, and each schedule is
// repeated:
//
//     soak --only schedules [COUNT] [--seed N] [--demo NAME]
//
// Status: 0 no problem was found, 1 some were, 2 wrong arguments.

namespace soak {

std::span<const Soak> soaks() {
  static constexpr std::array<Soak, 10> kAll{{{"unbounded queue", soak_unbounded_queue},
                                              {"bounded queue", soak_bounded_queue},
                                              {"one-way pipe", soak_one_way_pipe},
                                              {"duplex pipe", soak_duplex_pipe},
                                              {"lock", soak_lock},
                                              {"semaphore", soak_semaphore},
                                              {"event", soak_event},
                                              {"value", soak_value},
                                              {"array", soak_array},
                                              {"pool", soak_pool}}};
  return kAll;
}

namespace {

struct Options {
  std::uint64_t seconds = 0;
  std::uint64_t seed = std::random_device()();
  std::uint64_t first_round = 0;
};

std::optional<std::uint64_t> number(std::string_view text) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

/// Empty: it is not said how long, or something else.
std::optional<Options> options_from(int count, char** arguments) {
  Options options;
  bool has_seconds = false;
  for (int i = 1; i < count; ++i) {
    const std::string_view word = arguments[i];
    const bool is_seed = word == "--seed", is_round = word == "--round";
    const bool has_value = (!is_seed && !is_round) || ++i < count;
    const auto value = has_value ? number(arguments[i]) : std::nullopt;
    if (!value || (has_seconds && !is_seed && !is_round)) return std::nullopt;
    (is_seed ? options.seed : is_round ? options.first_round : options.seconds) = *value;
    has_seconds = has_seconds || (!is_seed && !is_round);
  }
  return has_seconds ? std::optional(options) : std::nullopt;
}

/// The options after "--only schedules"; empty: they are wrong.
std::optional<ScheduleOptions> schedule_options_from(int count, char** words) {
  ScheduleOptions options;
  for (int i = 0; i < count; ++i) {
    const std::string_view word = words[i];
    const bool is_seed = word == "--seed", is_demo = word == "--demo";
    if ((is_seed || is_demo) && ++i == count) return std::nullopt;
    const auto value = number(words[i]);
    if (is_demo) {
      options.demo = words[i];
    } else if (value) {
      (is_seed ? options.first_seed : options.schedules) = *value;
    } else {
      return std::nullopt;
    }
  }
  return options;
}

void play(std::uint64_t seed, std::uint64_t number, Problems& problems, Report& report) {
  const std::size_t kind = number % soaks().size();
  Round round(seed, number, soaks()[kind].what, problems);
  const Leftovers before;
  try {
    soaks()[kind].play(round);
  } catch (const std::exception& error) {
    round.problem("the director was stopped: {}", error.what());
  }
  before.check(round);
  report.add(kind, round, problems.take());
}

int run(const Options& options) {
  fmt::print("seed {}\n", options.seed);
  std::fflush(stdout);
  os::adopt_orphans();  // so that a process whose parent was killed is found
  Problems problems;
  Report report(soaks());
  const os::Stamp end = os::now() + std::chrono::seconds(options.seconds);
  const std::uint64_t least = options.first_round + soaks().size();
  for (auto i = options.first_round; i < least || os::now() < end; ++i)
    play(options.seed, i, problems, report);
  report.print_table();
  return report.is_clean() ? 0 : 1;
}

int complain() {
  fmt::print(stderr,
             "soak: takes a number of seconds: soak SECONDS [--seed N [--round N]]\n"
             "      or else: soak --only schedules [COUNT] [--seed N] [--demo NAME]\n");
  return 2;
}

}  // namespace
}  // namespace soak

int main(int count, char** arguments) {
  using std::string_view;
  if (count >= 3 && arguments[1] == string_view("--only") &&
      arguments[2] == string_view("schedules")) {
    const auto options = soak::schedule_options_from(count - 3, arguments + 3);
    if (!options) return soak::complain();
    return soak::soak_schedules(*options) ? 0 : 1;
  }
  const auto options = soak::options_from(count, arguments);
  if (!options) return soak::complain();
  return soak::run(*options);
}
