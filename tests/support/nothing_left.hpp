#pragma once

#include <cstddef>

namespace support {

/// Proves that a test leaves no process and no descriptor: put one first into
/// each test that forks. It makes the test program adopt orphans, so that a
/// process which outlives its parent is found, and fails the test if two
/// seconds after the end of its scope a child is left, dead or alive.
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

/// Reaps all ended children, and returns whether none is left within `seconds`.
/// For tests that prove that all processes are gone.
bool no_process_left_within(double seconds);

}  // namespace support
