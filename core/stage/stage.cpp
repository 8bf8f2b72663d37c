#include "core/stage/stage.hpp"

#include "core/os/clock.hpp"
#include "core/stage/director.hpp"

namespace stage {

Result run(const Script& script, const Conduct& conduct, record::Consumer& consumer,
           Audience& audience) {
  const auto began = os::wall_clock();
  // Where the system refuses what it needs, there is no run to tell of.
  Director director(script, conduct, consumer, audience);
  consumer.begin({script.lesson, script.demo, conduct.mode, script.argv, began});
  Result result = director.conduct();
  consumer.end(result.end);
  return result;
}

}  // namespace stage
