#pragma once

#include <sys/types.h>

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/choice/holders.hpp"
#include "core/choice/point.hpp"
#include "core/os/descriptors/poller.hpp"
#include "core/os/process/pidfd.hpp"
#include "core/record/notice.hpp"

namespace stage {

/// All processes of a running demo as the director knows them: the state of
/// each, its last act, and a descriptor that shows its end. The director
/// updates it from the notices that it receives.
class ProcessTable {
 public:
  explicit ProcessTable(os::Poller& poller) : poller_(poller) {}

  /// Updates the sender of a notice, and the process that it made.
  void on_event(const record::Notice& notice);

  /// Of these descriptors, the processes that have ended.
  std::vector<pid_t> ended_among(const std::vector<int>& descriptors) const;

  /// The process has ended and will be removed: it does nothing any more.
  void note_end(pid_t pid);
  /// Removes a process that has ended. Returns its slot; -1 if it had none or
  /// was already removed. Processes that waited for it become ready.
  int remove(pid_t pid);

  bool knows(pid_t pid) const { return members_.count(pid) != 0; }
  std::size_t size() const { return members_.size(); }

  enum class Stillness {
    acting,    ///< a process is between two acts
    settling,  ///< none is, but not all sleep at their gates: look again soon
    still
  };
  /// Only when all are still is there a point, or may a process that stands by
  /// go on.
  Stillness stillness() const;
  /// The youngest process that stands by until the others are still; 0: none.
  pid_t standing_by() const;
  /// Whether all processes wait for something that no timer will end.
  bool all_wait() const;
  /// Whether the kernel, too, has all of them asleep at this moment.
  bool all_sleep() const;
  /// The point at that virtual time. `in_time`: a process that sleeps longer
  /// than another cannot be chosen.
  choice::Point point(os::Stamp clock, bool in_time) const;
  /// The process may go on: it runs until its next act.
  void let_go(pid_t pid);
  int slot_of(pid_t pid) const;
  /// By order of appearance, from 1; 0: unknown, or removed.
  int number_of(pid_t pid) const;

  /// What each process waits for, or does instead.
  choice::WaitGraph waits() const;

 private:
  struct Member {
    choice::Role role;
    int slot = -1;
    std::optional<os::Pidfd> pidfd;
    probe::Act last;          // what it did last
    bool stands_by = false;   // it is running, and goes on when the others are still
    bool has_spoken = false;  // since a process was last let go
    bool has_tried = false;   // its next act, and had to wait
    bool has_ended = false;
  };

  Member& add(pid_t pid);
  void on_start(Member& child, const record::Notice& notice);
  void on_fork(const record::Notice& notice);
  void inherit_knowledge(Member& child, pid_t parent);
  void forget_pidfd(Member& member);
  void wake_waiters(const probe::ObjectRef& object);
  void wake_who_waits_for(const std::string& process);
  choice::Wait wait_of(const Member& member) const;
  std::vector<const Member*> in_order() const;

  os::Poller& poller_;
  std::map<pid_t, Member> members_;  // those who have not ended
  std::map<int, pid_t> by_pidfd_;
  // Children that sent a notice before their parent reported the fork, with
  // that parent: they may be gone by then.
  std::map<pid_t, pid_t> foretold_;
  choice::Holders holders_;
  int met_ = 0;
};

}  // namespace stage
