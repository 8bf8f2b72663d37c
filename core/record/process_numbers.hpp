#pragma once

#include <sys/types.h>

#include <unordered_map>

#include "core/record/event.hpp"

namespace record {

/// Numbers the processes of a run by order of appearance, so that two processes
/// with the same PID have two numbers. Its user adds every event, in order.
class ProcessNumbers {
 public:
  /// Returns the number of the process that acts. A fork adds its child, too. An
  /// event that has a number keeps it.
  int add(const Event& event);

  /// The number of the process that has that PID, or had it last; 0: none.
  int of(pid_t pid) const;

  /// One process has come and gone unseen: it uses up a number.
  void skip() { ++count_; }

 private:
  struct Entry {
    int number = 0;
    bool started = false;
    bool ended = false;
  };

  Entry& enter(pid_t pid, int number);

  std::unordered_map<pid_t, Entry> entries_;
  int count_ = 0;
};

}  // namespace record
