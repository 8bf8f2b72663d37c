#pragma once

#include <cstddef>

#include "tests/soak/round.hpp"

namespace soak {

/// What this process has at a moment that a round must not leave more of:
/// descriptors and mappings of shared memory. Children there may be none.
class Leftovers {
 public:
  /// Notes what there is now, before a round.
  Leftovers();

  /// Says what there is more of, and which children are left two seconds from
  /// now; those are killed.
  void check(const Round& round) const;

 private:
  std::size_t descriptors_;
  std::size_t mappings_;
};

}  // namespace soak
