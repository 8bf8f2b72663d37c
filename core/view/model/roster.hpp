#pragma once

#include <sys/types.h>

#include <string>
#include <unordered_map>

#include "core/record/event.hpp"
#include "core/record/process_numbers.hpp"

namespace view {

/// The processes of a run: the name of each and its place in the order of
/// appearance. A view passes it every event, in order, before drawing the
/// event. A new process with a reused PID is a new member.
class Roster {
 public:
  struct Member {
    int ordinal = 0;   ///< 1, 2, 3 ... by first appearance; a fork adds its child
    std::string name;  ///< "child-1"; empty until the record says it
  };

  /// Adds the event and returns the process that acts in it; the reference is
  /// valid until the next call.
  const Member& add(const record::Event& event);

  /// One process has come and gone unseen: it uses up an ordinal.
  void skip() { numbers_.skip(); }

  /// The process that has that PID, or had it last; nullptr: none.
  const Member* find(pid_t pid) const;

 private:
  Member& known_as(pid_t pid);

  record::ProcessNumbers numbers_;
  std::unordered_map<pid_t, Member> members_;
};

}  // namespace view
