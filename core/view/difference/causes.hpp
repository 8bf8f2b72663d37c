#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "core/record/timeline.hpp"

namespace view {

/// Where an act stands in any run of its program: the process that does it, and which of
/// that process's acts it is.
using ActPlace = std::pair<int, int>;

/// An act with what must have been before it. A comparison of runs asks for those of both.
struct CausedAct {
  ActPlace place;
  std::string what;              ///< equal for acts that do the same
  std::vector<ActPlace> causes;  ///< sorted
  std::string object;            ///< on which acts have an order: "lock-1"; empty: on none
  bool is_wait = false;          ///< that never ended
  bool counts = true;            ///< else when it happens, and whether, is chance
};

/// Numbers for processes by their names, the same in each run that is compared.
using ProcessIds = std::map<std::string, int>;

/// For each event of a run with stable IDs, what it is and why it could happen: what its
/// process did before, the fork that made it, what was sent that it receives, the end that
/// it reaps, and what was done before to the same object, where the order makes a
/// difference. All that is printed goes to one object, the terminal.
///
/// A wait that ends counts for nothing, nor does what a library does beneath an act or a
/// shell for a pipeline: they come and go by chance.
std::vector<CausedAct> causes_of(const record::Timeline& run, ProcessIds& ids);

}  // namespace view
