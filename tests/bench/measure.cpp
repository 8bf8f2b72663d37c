#include "tests/bench/measure.hpp"

#include <fcntl.h>
#include <fmt/core.h>
#include <sched.h>
#include <unistd.h>

#include <array>
#include <charconv>
#include <cstdio>
#include <sstream>
#include <stdexcept>
#include <string>

#include "core/os/error.hpp"
#include "core/os/process/process.hpp"

namespace bench {
namespace {

/// Whole numbers, 1 or more; throws std::invalid_argument.
Numbers parse(int count, char** words, std::string_view names) {
  std::istringstream expected{std::string(names)};
  Numbers numbers;
  for (std::string name; expected >> name;) {
    const std::size_t at = numbers.size();
    if (at >= static_cast<std::size_t>(count)) throw std::invalid_argument("lacks " + name);
    const std::string_view word = words[at];
    long number = 0;
    const auto end = std::from_chars(word.data(), word.data() + word.size(), number);
    if (end.ec != std::errc() || end.ptr != word.data() + word.size() || number < 1)
      throw std::invalid_argument(
          fmt::format("takes a number from 1 for {}, not '{}'", name, word));
    numbers.push_back(number);
  }
  if (numbers.size() != static_cast<std::size_t>(count))
    throw std::invalid_argument(fmt::format("has no use for '{}'", words[numbers.size()]));
  return numbers;
}

}  // namespace

int run(int argc, char** argv, const std::vector<Measure>& measures) {
  const std::string_view wanted = argc > 1 ? argv[1] : "";
  for (const Measure& measure : measures) {
    if (measure.name != wanted) continue;
    try {
      const Numbers numbers = parse(argc - 2, argv + 2, measure.numbers);
      fmt::print("{{\"seconds\": {:.6e}}}\n", measure.seconds(numbers));
      return 0;
    } catch (const std::invalid_argument& wrong) {
      fmt::print(stderr, "{} {}: its numbers are {}\n", wanted, wrong.what(), measure.numbers);
      return 2;
    } catch (const std::exception& failure) {
      fmt::print(stderr, "{}: {}\n", wanted, failure.what());
      return 1;
    }
  }
  fmt::print(stderr, "there is no measure '{}': choose one of these, with its numbers\n", wanted);
  for (const Measure& measure : measures)
    fmt::print(stderr, "  {} {}\n", measure.name, measure.numbers);
  return 2;
}

void use_cpu(long which) {
  static const std::vector<int> allowed = [] {
    cpu_set_t set;
    os::check(::sched_getaffinity(0, sizeof set, &set), "cannot tell which CPUs are there");
    std::vector<int> cpus;
    for (int cpu = 0; cpu < CPU_SETSIZE; ++cpu)
      if (CPU_ISSET(cpu, &set)) cpus.push_back(cpu);
    return cpus;
  }();
  cpu_set_t set;
  CPU_ZERO(&set);
  CPU_SET(allowed[static_cast<std::size_t>(which) % allowed.size()], &set);
  os::check(::sched_setaffinity(0, sizeof set, &set), "cannot stay on one CPU");
}

Children::Pipe::Pipe() {
  std::array<int, 2> ends{};
  os::check(::pipe2(ends.data(), O_CLOEXEC), "cannot make a pipe");
  reading = os::Fd(ends[0]);
  writing = os::Fd(ends[1]);
}

Children::Children() = default;

void Children::add(const std::function<void()>& body) {
  const pid_t child = os::fork();
  if (child != 0) {
    running_.push_back(child);
    return;
  }
  try {
    gate_.writing.reset();
    arrivals_.writing.reset();
    await_all_closed(gate_.reading);
    body();
    os::exit_now(0);
  } catch (const std::exception& failure) {
    fmt::print(stderr, "a child: {}\n", failure.what());
    std::fflush(stderr);
    os::exit_now(1);
  }
}

void Children::go() {
  arrivals_.writing.reset();
  await_all_closed(arrivals_.reading);
  gate_.writing.reset();
}

void Children::join(long count) {
  for (; count > 0; --count) {
    const pid_t child = running_.front();
    running_.pop_front();
    os::await_end(child);
    const auto ended = os::try_reap(child);
    if (!ended || ended->was_killed() || ended->code() != 0)
      throw std::runtime_error("one of the children failed, so this counts for nothing");
  }
}

/// Nothing is ever written: the end comes when the last process has closed its
/// copy of the other end.
void Children::await_all_closed(const os::Fd& reading) {
  char byte = 0;
  os::check(os::uninterrupted([&] { return ::read(reading.get(), &byte, 1); }),
            "cannot wait for the others");
}

}  // namespace bench
