#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/record/event.hpp"
#include "core/view/model/phrase.hpp"
#include "core/view/model/roster.hpp"

namespace view {

/// Who waits for what when nobody can go on, and who holds that. A view shows
/// it every event, in order, and asks for the picture at the end of a deadlock.
///
/// It remembers the processes that wait and the locks that are held, and no
/// more, however long the run.
class Standstill {
 public:
  /// A process and what it does: "waits for lock-2 (line 21), held by ben 4278".
  struct Row {
    pid_t pid;
    std::string what;
  };

  /// A process of the circle. It waits for what the next one holds, and the last
  /// one for what the first one holds.
  struct Link {
    pid_t pid;
    std::string object;  ///< "ruler"; empty: it waits for the next process itself
  };

  struct Picture {
    /// "deadlock: nobody can go on"; without a circle it is a standstill.
    std::string_view head(Language language) const;

    std::vector<Row> rows;     ///< those in the circle first; empty: nobody is known to wait
    std::vector<Link> circle;  ///< empty: there is none
  };

  void on_event(const record::Event& event);

  /// `roster` has seen the same events; `mention` is how a row names a process.
  Picture picture(const Roster& roster, const Mention& mention, Language language) const;

 private:
  struct Waiting {
    probe::Act act;          // a block or a wait
    bool condemned = false;  // somebody in the run has sent it a signal
  };
  struct Holder {
    pid_t pid;
    bool ended = false;
  };
  struct Holding {
    bool is_idle() const { return holders.empty() && in_advance == 0; }

    std::vector<Holder> holders;  // once for each time, first come first
    long in_advance = 0;          // a semaphore released more often than taken
  };
  /// A lock is free when its owner has ended; what was taken of a semaphore never
  /// comes back.
  enum class Permits { stay_taken, are_forgotten };

  void take(const probe::ObjectRef& object, pid_t pid);
  void release(const probe::ObjectRef& object, pid_t pid);
  void on_end(const record::Event& end);
  void remove(pid_t pid, Permits permits);
  std::vector<pid_t> awaited_by(pid_t pid) const;
  std::vector<pid_t> way_back_to(pid_t start) const;
  std::string describe(const probe::Act& wait, const Mention& mention, Language language) const;

  std::map<pid_t, Waiting> waiting_;
  std::map<probe::ObjectRef, Holding> held_;
  std::vector<pid_t> killed_;  // while they waited; perhaps by the end of the run
};

}  // namespace view
