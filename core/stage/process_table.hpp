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

/// All processes of a running demo as the director knows them: where each
/// stands, what it did last, and a descriptor that tells when it ends. The
/// director keeps it up to date from the notices it receives.
class ProcessTable {
 public:
  explicit ProcessTable(os::Poller& poller) : poller_(poller) {}

  /// Learns what a notice says of its speaker and of a process it made.
  void on_event(const record::Notice& notice);

  /// Of these descriptors, the processes that have ended.
  std::vector<pid_t> ended_among(const std::vector<int>& descriptors) const;

  /// The process has ended, and waits to be buried: it does nothing any more.
  void note_end(pid_t pid);
  /// Forgets a process that has ended. Returns its slot on the slots; -1 when it
  /// had none or was gone before. Whoever waited for it becomes ready.
  int remove(pid_t pid);

  bool knows(pid_t pid) const { return members_.count(pid) != 0; }
  std::size_t size() const { return members_.size(); }

  enum class Stillness {
    acting,    ///< somebody is between two acts
    settling,  ///< nobody is, but not all sleep at their gates: look again soon
    still
  };
  /// Only when all are still is there a point, or does one go on who stands by.
  Stillness stillness() const;
  /// Who stands by until the others are still, the youngest first; 0: nobody.
  pid_t standing_by() const;
  /// Whether everybody waits for something that no clock will end.
  bool all_wait() const;
  /// Whether the kernel, too, has all of them asleep at this moment.
  bool all_sleep() const;
  /// Everybody who is left, at that time of the stage's clock. `in_time`:
  /// nobody can be chosen who sleeps longer than another.
  choice::Point point(os::Stamp clock, bool in_time) const;
  /// The process may go on: it runs until its next act.
  void let_go(pid_t pid);
  int slot_of(pid_t pid) const;
  /// By order of appearance, from 1; 0: it is not known, or not any more.
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
    bool has_spoken = false;  // since somebody was let go on
    bool has_tried = false;   // its next act, and had to wait
    bool has_ended = false;
  };

  Member& add(pid_t pid);
  void on_start(Member& child, const record::Notice& notice);
  void on_fork(const record::Notice& notice);
  void inherit_knowledge(Member& child, pid_t parent);
  void forget_pidfd(Member& member);
  void wake_waiters(const std::string& object);
  choice::Wait wait_of(const Member& member) const;
  std::vector<const Member*> in_order() const;

  os::Poller& poller_;
  std::map<pid_t, Member> members_;  // those who have not ended
  std::map<int, pid_t> by_pidfd_;
  // Children who spoke before their parent told of the fork, and that parent:
  // they may be gone again when it does.
  std::map<pid_t, pid_t> foretold_;
  choice::Holders holders_;
  int met_ = 0;
};

}  // namespace stage
