#pragma once

#include <map>
#include <vector>

#include "app/practice/programs/draft.hpp"
#include "app/practice/programs/draw.hpp"

namespace app::practice {

/// An output that a question offers, and whether the program can print it.
struct OfferedOutput {
  Output output;
  bool is_right = false;
};

/// Up to four outputs, in the order in which they are offered: one at least of `possible`,
/// and one at least that is not, but looks as if it were. Empty: there is no such question.
/// `likely`: what a reader may think of.
std::vector<OfferedOutput> offered_outputs(const std::vector<Output>& possible,
                                           const std::vector<Output>& likely, Draw& draw);

}  // namespace app::practice
