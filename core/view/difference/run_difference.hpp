#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "core/record/timeline.hpp"
#include "core/view/model/folding.hpp"

namespace view {

/// One of two runs that are compared: what the other one has, too, and the rest.
struct ComparedRun {
  record::Run run;
  record::End end;
  std::vector<Folding::Told> shared;   ///< in order; the other run has it for the same causes
  std::vector<Folding::Told> rest;     ///< and what it has not
  std::optional<record::Event> first;  ///< of the rest: the act with which they part
  std::string idle;                    ///< the process that does that act in the other run, if
                                       ///< nothing happens here instead; "": something does
};

/// Two runs beside each other, aligned by cause: by process, by the order in which each does
/// its acts, and by what went from one to another; never by time or PID. The command diff
/// makes it, and each of its views shows it.
struct RunDifference {
  ComparedRun a, b;
  bool is_none = false;  ///< each process does the same for the same causes, to the same end
};

/// Both runs must have stable IDs.
RunDifference difference_of(const record::Timeline& a, const record::Timeline& b,
                            const Folding::Terms& terms);

}  // namespace view
