#pragma once

#include <cstddef>

namespace support {

/// Proves that a test leaves no process and no descriptor: put one first into
/// each test that forks. It makes the test program adopt orphans, so that a
/// process which outlives its parent cannot hide, and fails the test if within
/// two seconds of the end of its scope a child is left, dead or alive.
class NothingLeft {
 public:
  NothingLeft();
  NothingLeft(const NothingLeft&) = delete;
  NothingLeft& operator=(const NothingLeft&) = delete;
  ~NothingLeft();

 private:
  std::size_t descriptors_before_;
};

/// How many descriptors this process has open.
std::size_t open_descriptors();

/// Reaps whatever has ended, and tells whether no child is left `seconds` from
/// now at the latest. A test calls it where "all gone" is what it proves.
bool no_process_left_within(double seconds);

}  // namespace support
