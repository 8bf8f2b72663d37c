#pragma once

#include <sys/types.h>

#include <string>
#include <unordered_map>

#include "core/record/event.hpp"
#include "core/record/process_numbers.hpp"

namespace view {

/// Who is who in a run: each process's name and its place in the order of
/// appearance. A view shows it every event, in order, before drawing the event.
/// A PID that the kernel gives to a new process is a new member.
class Roster {
 public:
  struct Member {
    int ordinal = 0;   ///< 1, 2, 3 ... by first appearance; a fork shows its child
    std::string name;  ///< "child-1"; empty while the record has not told it
  };

  /// Takes note of the event and returns the process that acts in it; the
  /// reference is good until the next call.
  const Member& add(const record::Event& event);

  /// One process has come and gone unseen: the next one has the place behind it.
  void skip() { numbers_.skip(); }

  /// The process that has that PID now, or had it last; nullptr when none had.
  const Member* find(pid_t pid) const;

 private:
  Member& known_as(pid_t pid);

  record::ProcessNumbers numbers_;
  std::unordered_map<pid_t, Member> members_;
};

}  // namespace view
