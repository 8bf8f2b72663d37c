#include "core/view/model/standstill.hpp"

#include <signal.h>

#include <algorithm>

#include "core/view/formatting/harmless.hpp"

namespace view {

using probe::Act;
using probe::Kind;

void Standstill::on_event(const record::Event& event) {
  const Act& act = event.act;
  if (act.kind == Kind::exit || act.kind == Kind::signal) return on_end(event);
  // What a process wrote before it began to wait may be found later.
  if (act.kind == Kind::output) return;

  // A process acts, so it was not the end of the run that killed them.
  for (const pid_t pid : killed_) remove(pid);
  killed_.clear();

  waiting_.erase(event.pid);
  if (act.kind == Kind::block || act.kind == Kind::wait) waiting_[event.pid].act = act;
  holders_.on_act(event.pid, act);
  if (!act.peer) return;
  if (act.kind == Kind::fork) {
    waiting_.erase(*act.peer);
    holders_.forget(*act.peer);
  }
  const auto peer = waiting_.find(*act.peer);
  if (act.kind == Kind::terminate && peer != waiting_.end()) peer->second.condemned = true;
}

void Standstill::on_end(const record::Event& end) {
  // At its end a run kills all processes that are left, and none acts any more. In the
  // graph they still wait.
  const auto found = waiting_.find(end.pid);
  const bool waited = found != waiting_.end() && !found->second.condemned;
  if (waited && end.act.kind == Kind::signal && end.act.signal == SIGKILL) {
    killed_.push_back(end.pid);
  } else {
    remove(end.pid);
  }
}

void Standstill::remove(pid_t pid) {
  waiting_.erase(pid);
  holders_.on_end(pid);
}

choice::WaitGraph Standstill::graph(const Roster& roster) const {
  std::vector<pid_t> order;
  for (const auto& [pid, waiting] : waiting_) order.push_back(pid);
  const auto ordinal = [&](pid_t pid) { return roster.find(pid) ? roster.find(pid)->ordinal : 0; };
  std::sort(order.begin(), order.end(), [&](pid_t a, pid_t b) { return ordinal(a) < ordinal(b); });

  const auto graph_of = [&](const std::vector<pid_t>& pids) {
    choice::WaitGraph graph;
    for (const pid_t pid : pids) {
      const Act& act = waiting_.at(pid).act;
      choice::Wait wait;
      wait.pid = pid;
      if (const Roster::Member* member = roster.find(pid)) wait.name = harmless(member->name);
      wait.process = act.peer;
      wait.object = act.peer ? "" : harmless(act.target());
      wait.type = act.object.type;
      wait.line = act.line;
      if (!act.peer) wait.held_by = holders_.of(act.object);
      graph.add(std::move(wait));
    }
    return graph;
  };
  const std::vector<pid_t> circle = graph_of(order).circle();
  std::erase_if(order, [&](pid_t pid) {
    return std::find(circle.begin(), circle.end(), pid) != circle.end();
  });
  order.insert(order.begin(), circle.begin(), circle.end());
  return graph_of(order);
}

}  // namespace view
