#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>

#include "app/cli/options.hpp"
#include "app/practice/problem.hpp"
#include "app/practice/programs/draw.hpp"

namespace app::practice {

/// Makes the questions of one command, each with a proved answer: a generator makes a draft,
/// and all runs of its program are tried. The command drives it. The same seed and the same
/// levels give the same questions.
class ProblemMaker {
 public:
  /// What they are to be like.
  struct Terms {
    std::uint64_t seed = 0;
    std::optional<Topic> topic = {};  ///< empty: any
    Programming programming = Programming::c;
  };

  ProblemMaker(const Terms& terms, const Invocation& invocation)
      : terms_(terms), invocation_(invocation) {}

  /// The next question, from 1, at that level. Throws EnvironmentError if this machine can
  /// prove none, and Interrupted.
  /// `how_far` is called with the number of schedules tried so far.
  Problem make(std::size_t number, int level, const HowFar& how_far = {});

 private:
  Draft drafted(Draw& draw, std::size_t number, int level) const;

  Terms terms_;
  const Invocation& invocation_;
  std::set<std::string> asked_;  // the sources of all so far
};

/// The draft as a question, if all runs of its program are known and it makes one. `draw`: what
/// is chosen among the answers that might be offered.
std::optional<Problem> proved(const Draft& draft, Draw& draw, const Invocation& invocation,
                              const HowFar& how_far = {});

}  // namespace app::practice
