#include "core/mp/sleep.hpp"

#include "core/os/clock.hpp"
#include "core/probe/watcher.hpp"

namespace mp {

void sleep_for(Limit duration, probe::Place place) {
  std::chrono::nanoseconds span = duration.span();
  probe::Watcher* seen = probe::watcher();
  if (!seen) return os::sleep_until(os::now() + span);

  probe::Act act;
  act.kind = probe::Kind::sleep;
  act.duration = span;
  act.file = place.file;
  act.line = place.line;
  probe::perform(act);
  span = Limit(std::chrono::duration<double>(span) / seen->speed()).span();
  const os::Stamp end = seen->now() + span;
  while (seen->now() < end) {
    if (!seen->blocked(act, end)) os::sleep_until(end);
  }
}

}  // namespace mp
