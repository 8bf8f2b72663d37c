#pragma once

#include <sys/types.h>

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/os/pidfd.hpp"
#include "core/os/poller.hpp"
#include "core/stage/holdings.hpp"
#include "core/stage/point.hpp"
#include "core/trace/notice.hpp"

namespace stage {

/// All processes of a running demo as the director knows them: where each
/// stands, what it did last, and a descriptor that tells when it ends. The
/// director keeps it up to date from the notices it receives.
class Cast {
 public:
  explicit Cast(os::Poller& poller) : poller_(poller) {}

  /// Learns what a notice says of its speaker and of a process it made.
  void heed(const trace::Notice& notice);

  /// Of these descriptors, the processes that have ended.
  std::vector<pid_t> ended_among(const std::vector<int>& descriptors) const;

  /// The process has ended. Returns its slot on the board; -1 when it had none
  /// or was gone before. Whoever waited for it becomes ready.
  int bury(pid_t pid);

  bool knows(pid_t pid) const { return members_.count(pid) != 0; }
  std::size_t size() const { return members_.size(); }

  /// Whether nobody is between two acts, or dying: only then is there a point.
  bool all_held();
  /// Whether everybody waits for something that no clock will end.
  bool all_wait() const;
  /// Whether the kernel, too, has all of them asleep at this moment.
  bool all_sleep() const;
  /// Everybody who is left, at that time of the stage's clock. `in_time`:
  /// nobody can be chosen who sleeps longer than another.
  Point point(os::Stamp clock, bool in_time) const;
  /// The process may go on: it runs until its next act.
  void let_go(pid_t pid);
  int slot_of(pid_t pid) const;
  /// By order of appearance, from 1; 0 of a process that is not known.
  int number_of(pid_t pid) const;

  /// Who waits for what, a sentence each: "parent 41 waits for child-1 42".
  std::string who_waits() const;

 private:
  struct Member {
    Role role;
    int slot = -1;
    std::optional<os::Pidfd> pidfd;
    probe::Act last;  // what it did last
    int fate = 0;     // a signal sent to it that may end it
  };

  Member& meet(pid_t pid);
  void heed_start(Member& child, const trace::Notice& notice);
  void heed_fork(const trace::Notice& notice);
  void note_fate(pid_t pid, std::optional<int> signal);
  void wake_waiters(const std::string& object);
  /// ", held by child-1 42"; "" when nobody is.
  std::string holders_of(const std::string& object) const;
  std::string describe(const Member& member) const;
  std::vector<const Member*> in_order() const;

  os::Poller& poller_;
  std::map<pid_t, Member> members_;  // those who have not ended
  std::map<int, pid_t> by_pidfd_;
  // Children who spoke before their parent told of the fork, and that parent:
  // they may be gone again when it does.
  std::map<pid_t, pid_t> foretold_;
  Holdings holdings_;
  int met_ = 0;
};

}  // namespace stage
