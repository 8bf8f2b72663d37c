#pragma once

#include <cstddef>

#include "tests/soak/round.hpp"

namespace soak {

/// The descriptors and mappings of shared memory that this process has at some
/// moment: a round must not leave more, and no children.
class Leftovers {
 public:
  /// Notes the current numbers, before a round.
  Leftovers();

  /// Reports what has increased, and the children left after two seconds, which
  /// are killed.
  void check(const Round& round) const;

 private:
  std::size_t descriptors_;
  std::size_t mappings_;
};

}  // namespace soak
