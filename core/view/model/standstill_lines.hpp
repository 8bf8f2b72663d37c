#pragma once

#include <sys/types.h>

#include <functional>
#include <string>

#include "core/view/model/phrase.hpp"
#include "core/view/model/roster.hpp"
#include "core/view/model/standstill.hpp"
#include "core/view/model/step_reader.hpp"

namespace view {

/// How a view writes a process at the beginning of a line.
using LineHead = std::function<std::string(const Roster::Member&, pid_t)>;

/// A line for each process that waits, and the circle; empty if none is known
/// to wait. `mention` is for the middle of a line, `brief` for use near the
/// PID.
std::string standstill_lines(const Standstill& standstill, const Roster& roster,
                             const LineHead& head, const Mention& mention, const Mention& brief,
                             Language language);

/// The same for a view that gets the names from a StepReader.
std::string standstill_lines(const Standstill& standstill, const StepReader& reader);

}  // namespace view
