#include "core/stage/stage.hpp"

#include <utility>

#include "core/os/clock.hpp"
#include "core/stage/director.hpp"

namespace stage {

choice::Result run(const RunSpec& spec, const choice::RunOptions& options,
                   record::Consumer& consumer, choice::Audience& audience) {
  const auto began = os::wall_clock();
  // If the system refuses what it needs, there is no run to record.
  Director director(spec, options, consumer, audience);
  consumer.begin({spec.lesson, spec.demo, options.mode, spec.argv, began});
  choice::Result result = director.run();
  consumer.end(result.end);
  return result;
}

choice::Runner runner(RunSpec spec) {
  return [spec = std::move(spec)](const choice::RunOptions& options, record::Consumer& consumer,
                                  choice::Audience& audience) {
    return run(spec, options, consumer, audience);
  };
}

}  // namespace stage
