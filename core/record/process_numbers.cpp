#include "core/record/process_numbers.hpp"

#include <algorithm>

namespace record {

int ProcessNumbers::add(const Event& event) {
  const probe::Act& act = event.act;
  const bool starts = act.kind == probe::Kind::start;
  const auto known = entries_.find(event.pid);
  const bool is_other = known == entries_.end() || (starts && known->second.started) ||
                        (event.process != 0 && event.process != known->second.number);
  Entry& actor = is_other ? enter(event.pid, event.process) : known->second;
  if (starts) actor.started = true;
  if (act.kind == probe::Kind::exit || act.kind == probe::Kind::signal) actor.ended = true;
  const int number = actor.number;
  if (act.kind == probe::Kind::fork && act.peer) {
    const auto child = entries_.find(*act.peer);
    if (child == entries_.end() || child->second.ended) enter(*act.peer, 0);
  }
  return number;
}

int ProcessNumbers::of(pid_t pid) const {
  const auto found = entries_.find(pid);
  return found == entries_.end() ? 0 : found->second.number;
}

ProcessNumbers::Entry& ProcessNumbers::enter(pid_t pid, int number) {
  Entry entry;
  entry.number = number != 0 ? number : ++count_;
  count_ = std::max(count_, entry.number);
  return entries_[pid] = entry;
}

}  // namespace record
