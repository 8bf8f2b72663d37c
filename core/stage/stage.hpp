#pragma once

#include <functional>
#include <string>
#include <vector>

#include "core/choice/audience.hpp"
#include "core/choice/explorer.hpp"
#include "core/choice/run.hpp"
#include "core/stage/page_names.hpp"

namespace stage {

/// What to run: the body of a demo, and its names in the record.
struct RunSpec {
  std::string lesson;
  std::string demo;
  std::vector<std::string> argv;
  std::function<void()> body;
  PageNames names = {};  ///< what its page calls the objects that it makes
};

/// Runs a demo in a process tree of its own and passes its run to `consumer` as
/// it happens. This process becomes its director: it starts the first process,
/// receives events, opens gates, and returns when no process of the demo is
/// left.
///
/// Throws std::system_error when the system refuses what a stage needs, such as
/// a process, and whatever `consumer` throws; nothing is left running then
/// either.
choice::Result run(const RunSpec& spec, const choice::RunOptions& options,
                   record::Consumer& consumer, choice::Audience& audience);

/// The same, to be called again and again.
choice::Runner runner(RunSpec spec);

}  // namespace stage
