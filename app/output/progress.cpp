#include "app/output/progress.hpp"

#include <fmt/core.h>
#include <unistd.h>

#include <chrono>
#include <utility>

#include "app/output/log.hpp"
#include "core/view/formatting/terminal.hpp"

namespace app {
namespace {
constexpr std::chrono::milliseconds kInterval{100};
}  // namespace

Progress::Progress(std::string what, std::chrono::nanoseconds quiet)
    : what_(std::move(what)), next_(os::now() + quiet) {
  const view::Terminal terminal(STDERR_FILENO);
  is_seen_ = terminal.is_terminal() && !terminal.dumb();
}

void Progress::show(const std::function<std::string()>& how_far) {
  if (!is_seen_ || os::now() < next_) return;
  next_ = os::now() + kInterval;
  is_shown_ = true;
  report(fmt::format("\r\x1b[K{}: {} ", what_, how_far()));
}

void Progress::clear() {
  if (std::exchange(is_shown_, false)) report("\r\x1b[K");
}

}  // namespace app
