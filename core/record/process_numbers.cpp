#include "core/record/process_numbers.hpp"

#include <algorithm>

namespace record {

int ProcessNumbers::add(const Event& event) {
  const probe::Act& act = event.act;
  const bool starts = act.kind == probe::Kind::start;
  const auto known = lives_.find(event.pid);
  const bool is_other = known == lives_.end() || (starts && known->second.started) ||
                        (event.process != 0 && event.process != known->second.number);
  Life& actor = is_other ? enter(event.pid, event.process) : known->second;
  if (starts) actor.started = true;
  if (act.kind == probe::Kind::exit || act.kind == probe::Kind::signal) actor.ended = true;
  const int number = actor.number;
  if (act.kind == probe::Kind::fork && act.peer) {
    const auto child = lives_.find(*act.peer);
    if (child == lives_.end() || child->second.ended) enter(*act.peer, 0);
  }
  return number;
}

int ProcessNumbers::of(pid_t pid) const {
  const auto found = lives_.find(pid);
  return found == lives_.end() ? 0 : found->second.number;
}

ProcessNumbers::Life& ProcessNumbers::enter(pid_t pid, int number) {
  Life life;
  life.number = number != 0 ? number : ++count_;
  count_ = std::max(count_, life.number);
  return lives_[pid] = life;
}

}  // namespace record
