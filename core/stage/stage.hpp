#pragma once

#include <functional>
#include <string>
#include <vector>

#include "core/choice/audience.hpp"
#include "core/choice/explorer.hpp"
#include "core/choice/run.hpp"
#include "core/stage/page_names.hpp"

namespace stage {

/// What is to be run: the body of a demo, and what its record says of it.
struct RunSpec {
  std::string lesson;
  std::string demo;
  std::vector<std::string> argv;
  std::function<void()> body;
  PageNames names = {};  ///< what its page calls the objects that it makes
};

/// Runs a demo in a process tree of its own and hands its run to `consumer` as
/// it happens. This process becomes its director: it starts the first process,
/// listens, opens gates, and returns when no process of the demo is left.
///
/// Throws std::system_error when the system refuses what a stage needs, a
/// process above all, and whatever `consumer` throws; nothing is left running
/// then either.
choice::Result run(const RunSpec& spec, const choice::RunOptions& options,
                   record::Consumer& consumer, choice::Audience& audience);

/// The same, to be called again and again.
choice::Runner runner(RunSpec spec);

}  // namespace stage
