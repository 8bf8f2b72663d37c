#include "core/stage/stage.hpp"

#include "core/os/clock.hpp"
#include "core/stage/director.hpp"

namespace stage {

Result run(const RunSpec& spec, const RunOptions& run_options, record::Consumer& consumer,
           Audience& audience) {
  const auto began = os::wall_clock();
  // Where the system refuses what it needs, there is no run to tell of.
  Director director(spec, run_options, consumer, audience);
  consumer.begin({spec.lesson, spec.demo, run_options.mode, spec.argv, began});
  Result result = director.run();
  consumer.end(result.end);
  return result;
}

}  // namespace stage
