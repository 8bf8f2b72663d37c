#include "tests/support/nothing_left.hpp"

#include <filesystem>
#include <iterator>

#include "core/os/process/process.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/eventually.hpp"

namespace support {

std::size_t open_descriptors() {
  using Entries = std::filesystem::directory_iterator;
  return static_cast<std::size_t>(std::distance(Entries("/proc/self/fd"), Entries()));
}

bool no_process_left_within(double seconds) {
  const auto all_reaped = [] {
    while (os::try_reap_any()) {
    }
    return !os::has_children();
  };
  return eventually(all_reaped, seconds);
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
