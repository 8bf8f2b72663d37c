#include "tests/support/pages/stage_run.hpp"

#include <sys/eventfd.h>
#include <unistd.h>

#include <utility>

#include "tests/support/runs/timelines.hpp"

namespace support {

Follower::Follower() : wake_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {}

Follower::~Follower() {
  ::close(wake_);
}

void Follower::offer(const choice::Point& point) {
  points.push_back(point);
  due_ = true;
  ::eventfd_write(wake_, 1);
}

std::optional<choice::Answer> Follower::answer() {
  eventfd_t count = 0;
  ::eventfd_read(wake_, &count);
  if (!std::exchange(due_, false)) return std::nullopt;
  return choose(points.back(), points.size() - 1);
}

namespace {

Staged run(const std::function<void()>& body, choice::RunOptions run_options,
           choice::Audience& audience) {
  if (!run_options.timeout) run_options.timeout = std::chrono::seconds(20);
  Collector collector;
  const stage::RunSpec script{"test", "demo", {"test"}, body};
  const choice::Result result = stage::run(script, run_options, collector, audience);
  return {collector.runs().back(), result};
}

}  // namespace

Staged run_free(const std::function<void()>& body, choice::RunOptions run_options) {
  choice::Audience nobody;
  return run(body, run_options, nobody);
}

Staged run_held(const std::function<void()>& body, choice::Audience& audience) {
  choice::RunOptions run_options;
  run_options.mode = record::Mode::controlled;
  run_options.asks = true;
  return run(body, run_options, audience);
}

Staged run_controlled(const std::function<void()>& body, choice::RunOptions run_options) {
  run_options.mode = record::Mode::controlled;
  return run_free(body, std::move(run_options));
}

std::vector<std::string> printed(const record::Timeline& timeline) {
  std::vector<std::string> lines;
  for (const auto& event : timeline.events) {
    if (event.act.kind == probe::Kind::print) lines.push_back(event.name + ": " + event.act.text);
  }
  return lines;
}

std::vector<record::Event> of_kind(const record::Timeline& timeline, probe::Kind kind) {
  std::vector<record::Event> events;
  for (const auto& event : timeline.events) {
    if (event.act.kind == kind) events.push_back(event);
  }
  return events;
}

}  // namespace support
