#pragma once

#include <sys/types.h>

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/os/pidfd.hpp"
#include "core/os/poller.hpp"
#include "core/stage/audience.hpp"
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

  /// Whether nobody is between two acts: only then is there a point.
  bool all_held() const;
  /// Whether somebody will go on by itself, in time.
  bool anyone_asleep() const;
  /// Everybody who is left; the first one ready is proposed. Empty when none is.
  std::optional<Point> point() const;
  /// The process may go on: it runs until its next act.
  void let_go(pid_t pid);
  int slot_of(pid_t pid) const;

  /// Who waits for what, a sentence each: "parent 41 waits for child-1 42".
  std::string who_waits() const;

 private:
  struct Member {
    Role role;
    int slot = -1;
    std::optional<os::Pidfd> pidfd;
    probe::Act last;      // what it did last
    bool timed = false;   // its wait has a limit
    std::size_t order{};  // of appearance
  };

  Member& meet(pid_t pid);
  void heed_start(Member& child, const trace::Notice& notice);
  void heed_fork(const trace::Notice& notice);
  void wake_waiters(const std::string& object);
  std::string describe(const Member& member) const;
  std::vector<const Member*> in_order() const;

  os::Poller& poller_;
  std::map<pid_t, Member> members_;  // those who have not ended
  std::map<int, pid_t> by_pidfd_;
  // Children who spoke before their parent told of the fork, and that parent:
  // they may be gone again when it does.
  std::map<pid_t, pid_t> foretold_;
  std::size_t met_ = 0;
};

}  // namespace stage
