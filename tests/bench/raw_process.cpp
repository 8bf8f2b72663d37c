#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <functional>
#include <string_view>
#include <vector>

#include "core/os/error.hpp"
#include "tests/bench/measure.hpp"
#include "tests/bench/raw_bytes.hpp"

// Peers for processes and pools: the time to start and reap processes that do
// nothing, with bare system calls.

namespace {

pid_t start(const std::function<void()>& body) {
  const pid_t child = os::check(::fork(), "cannot fork");
  if (child != 0) return child;
  body();
  ::_exit(0);
}

void reap(pid_t child) {
  os::check(::waitpid(child, nullptr, 0), "cannot wait for the process");
}

double fork_and_reap(const bench::Numbers& numbers) {
  const double taken = bench::seconds_of([&] {
    for (long i = 0; i < numbers[0]; ++i) reap(start([] {}));
  });
  return taken / static_cast<double>(numbers[0]);
}

/// Spawns this program, which ends at once with this argument.
double spawn_and_reap(const bench::Numbers& numbers) {
  const double taken = bench::seconds_of([&] {
    for (long i = 0; i < numbers[0]; ++i) {
      pid_t child = 0;
      std::array<char, 5> program{"self"}, nothing{"none"};
      const std::array<char*, 3> words{program.data(), nothing.data(), nullptr};
      const int error =
          ::posix_spawn(&child, "/proc/self/exe", nullptr, nullptr, words.data(), environ);
      if (error != 0) throw std::runtime_error("cannot spawn this program");
      reap(child);
    }
  });
  return taken / static_cast<double>(numbers[0]);
}

/// Several at a time, each of which waits until it is ended, as workers do.
double workers(const bench::Numbers& numbers) {
  return bench::seconds_of([&] {
    bench::RawPair end = bench::RawPair::pipe();
    std::vector<pid_t> children;
    for (long i = 0; i < numbers[0]; ++i) {
      children.push_back(start([&] {
        end.b.reset();
        char byte = 0;
        if (::read(end.a.get(), &byte, 1) != 0) ::_exit(1);
      }));
    }
    end.b.reset();
    for (const pid_t child : children) reap(child);
  });
}

}  // namespace

int main(int argc, char** argv) {
  if (argc == 2 && std::string_view(argv[1]) == "none") return 0;
  return bench::run(argc, argv,
                    {{"fork", "PROCESSES", fork_and_reap},
                     {"spawn", "PROCESSES", spawn_and_reap},
                     {"workers", "WORKERS", workers}});
}
