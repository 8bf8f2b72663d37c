#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "app/session/subject.hpp"
#include "core/record/outcome.hpp"

namespace app {

/// An outcome that a reader is to lead a run to.
struct Target {
  record::Outcome outcome;
  std::size_t fewest = 0;   ///< choices of a shortest run to it, as far as one is known
  bool is_proved = false;   ///< all outcomes are known
  bool names_pids = false;  ///< a name stands where a PID is printed
};

/// What came of drawing one.
struct DrawnTarget {
  std::optional<Target> target = {};
  bool is_only_one = false;  ///< there is no target, since every run comes to the same
  int signal = 0;            ///< that told us to end meanwhile; 0: none
};

/// Draws one of all outcomes that the subject can come to: for the same seed the same, if all
/// are known, and not the one that the proposed choices lead to. No other run may be going on.
DrawnTarget draw_target(const Subject& subject, std::uint64_t seed, Language language);

}  // namespace app
