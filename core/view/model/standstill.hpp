#pragma once

#include <map>
#include <vector>

#include "core/choice/wait_graph.hpp"
#include "core/record/event.hpp"
#include "core/view/model/roster.hpp"

namespace view {

/// Reads from a run who waits for what at its end, and who holds that. A view shows
/// it every event, in order, and asks for the graph at the end of a deadlock.
///
/// It remembers the processes that wait and the locks that are held, and no
/// more, however long the run.
class Standstill {
 public:
  void on_event(const record::Event& event);

  /// Those in the circle first, then by appearance; empty: no process is known to
  /// wait. `roster` has seen the same events. Harmless for a terminal.
  choice::WaitGraph graph(const Roster& roster) const;

 private:
  struct Waiting {
    probe::Act act;          // a block or a wait
    bool condemned = false;  // a process of the run has sent it a signal
  };

  void on_end(const record::Event& end);
  void remove(pid_t pid);

  std::map<pid_t, Waiting> waiting_;
  choice::Holders holders_;
  std::vector<pid_t> killed_;  // while they waited; perhaps by the end of the run
};

}  // namespace view
