#pragma once

#include <sys/types.h>

#include <unordered_map>

#include "core/record/event.hpp"

namespace record {

/// Numbers the processes of a run by order of appearance, so that two have two
/// numbers although the kernel gave them one PID. Whoever needs the numbers of a
/// record that has none, or makes one, shows it every event, in order.
class ProcessNumbers {
 public:
  /// The number of the process that acts. A fork shows its child, too. An event that
  /// has a number keeps it.
  int add(const Event& event);

  /// The number of the process that has that PID now, or had it last; 0: none had.
  int of(pid_t pid) const;

  /// One process has come and gone unseen: the next one has the place behind it.
  void skip() { ++count_; }

 private:
  struct Life {
    int number = 0;
    bool started = false;
    bool ended = false;
  };

  Life& enter(pid_t pid, int number);

  std::unordered_map<pid_t, Life> lives_;
  int count_ = 0;
};

}  // namespace record
