#include "tests/support/nothing_left.hpp"

#include <poll.h>

#include <filesystem>
#include <iterator>

#include "core/os/clock.hpp"
#include "core/os/process.hpp"
#include "tests/support/catch.hpp"

namespace support {

std::size_t open_descriptors() {
  using Entries = std::filesystem::directory_iterator;
  return static_cast<std::size_t>(std::distance(Entries("/proc/self/fd"), Entries()));
}

bool no_process_left_within(double seconds) {
  const auto deadline = os::now() + std::chrono::nanoseconds(static_cast<long>(seconds * 1e9));
  for (;;) {
    while (os::try_reap_any()) {
    }
    if (!os::has_children()) return true;
    if (os::now() >= deadline) return false;
    ::poll(nullptr, 0, 1);
  }
}

NothingLeft::NothingLeft() : descriptors_before_(open_descriptors()) {
  os::adopt_orphans();
}

NothingLeft::~NothingLeft() {
  const bool all_gone = no_process_left_within(2);
  for (const pid_t child : os::children()) os::send_signal(child, 9);
  CHECK(all_gone);
  CHECK(open_descriptors() == descriptors_before_);
}

}  // namespace support
