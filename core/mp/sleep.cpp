#include "core/mp/sleep.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "core/os/clock.hpp"
#include "core/probe/watcher.hpp"

namespace mp {

void sleep_for(std::chrono::nanoseconds duration, probe::Place place) {
  duration = std::max(duration, std::chrono::nanoseconds(0));
  if (const probe::Watcher* seen = probe::watcher()) {
    probe::Act act;
    act.kind = probe::Kind::sleep;
    act.value = fmt::format("{} s", std::chrono::duration<double>(duration).count());
    act.file = place.file;
    act.line = place.line;
    probe::perform(act);
    const double scaled = static_cast<double>(duration.count()) / seen->speed();
    duration = std::chrono::nanoseconds(static_cast<std::int64_t>(scaled));
  }
  os::sleep_until(os::now() + duration);
}

}  // namespace mp
