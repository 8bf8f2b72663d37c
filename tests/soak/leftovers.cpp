#include "tests/soak/leftovers.hpp"

#include <poll.h>
#include <signal.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "core/os/clock.hpp"
#include "core/os/process/process.hpp"

namespace soak {
namespace {

std::size_t count_descriptors() {
  using Entries = std::filesystem::directory_iterator;
  return static_cast<std::size_t>(std::distance(Entries("/proc/self/fd"), Entries()));
}

/// Shared memory in files of /dev/shm would show here, too.
std::size_t count_shared_mappings() {
  std::ifstream maps("/proc/self/maps");
  std::size_t count = 0;
  for (std::string line; std::getline(maps, line);) {
    const std::size_t rights = line.find(' ') + 1;
    if (line.compare(rights + 3, 1, "s") == 0) ++count;
  }
  return count;
}

}  // namespace

Leftovers::Leftovers() : descriptors_(count_descriptors()), mappings_(count_shared_mappings()) {}

void Leftovers::check(const Round& round) const {
  const os::Stamp limit = os::now() + std::chrono::seconds(2);
  for (;;) {
    while (os::try_reap_any()) {
    }
    if (!os::has_children()) break;
    if (os::now() > limit) {
      for (const pid_t child : os::children()) {
        round.problem("process {} is left two seconds after the end", child);
        os::send_signal(child, SIGKILL);
        os::await_end(child);
      }
    } else {
      ::poll(nullptr, 0, 1);
    }
  }
  if (const auto now = count_descriptors(); now != descriptors_)
    round.problem("there were {} descriptors before the round, and {} after it", descriptors_, now);
  if (const auto now = count_shared_mappings(); now != mappings_)
    round.problem("there were {} mappings of shared memory before the round, and {} after it",
                  mappings_, now);
}

}  // namespace soak
