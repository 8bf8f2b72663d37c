#include "core/view/chrome/chrome_flows.hpp"

namespace view {

void ChromeFlows::leave(const Step& step, std::uint64_t seq, ChromeEvents::Moment now) {
  if (step.mark == Step::Mark::hands_over) on_their_way_[seq] = {step.process, now, "value"};
  if (!step.message || step.message->from != step.process) return;
  const int to = step.message->to;
  if (step.message->kind == Kind::fork) about_[{to, Kind::fork}] = {step.process, now, "fork"};
  if (step.message->kind == Kind::signal)
    about_[{to, Kind::signal}] = {step.process, now, "terminate"};
}

void ChromeFlows::leave_by_end(int process, ChromeEvents::Moment now) {
  about_[{process, Kind::reap}] = {process, now, "reap"};
}

std::optional<ChromeFlows::Origin> ChromeFlows::arriving(const Step& step) {
  std::optional<Origin> value;
  if (auto sent = on_their_way_.extract(step.sent_in)) value = sent.mapped();
  if (!step.message || step.message->to != step.process) return std::nullopt;
  return step.message->kind == Kind::reap ? take(Kind::reap, step.message->from) : value;
}

void ChromeFlows::forget(int process) {
  for (const Kind kind : {Kind::fork, Kind::reap, Kind::signal}) about_.erase({process, kind});
}

std::optional<ChromeFlows::Origin> ChromeFlows::take(Kind kind, int process) {
  const auto found = about_.extract({process, kind});
  return found ? std::optional(found.mapped()) : std::nullopt;
}

}  // namespace view
