#include "core/stage/stage.hpp"

#include "core/os/clock.hpp"
#include "core/stage/director.hpp"

namespace stage {

Result run(const Script& script, const Conduct& conduct, trace::Consumer& consumer,
           Audience& audience) {
  consumer.begin({script.lesson, script.demo, conduct.mode, script.argv, os::wall_clock()});
  Result result = Director(script, conduct, consumer, audience).conduct();
  consumer.end(result.end);
  return result;
}

}  // namespace stage
