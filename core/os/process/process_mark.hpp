#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstdint>

namespace os {

/// A process as others know it in shared memory: its PID and when it was noted, in one
/// word, which is always written whole. What lies in shared memory keeps one of each
/// process that holds something or waits, and asks whether that has ended.
///
/// A PID is valid only in its PID namespace, and the start time of a process only in its
/// time namespace. A process in other namespaces than those where the object was made
/// always counts as alive, as does every process for one that asks from other namespaces,
/// or where /proc does not show the namespaces. See namespaces(7). Any thread may use it.
class ProcessMark {
 public:
  /// Namespaces of PIDs and of time; 0: unknown.
  using Home = std::uint64_t;
  /// Those of this process: what it makes in shared memory keeps them.
  static Home here();

  /// That of this process, noted now, in an object made in `home`.
  static ProcessMark ours(Home home);
  explicit ProcessMark(std::uint64_t word = 0) : word_(word) {}

  /// 0: no process.
  std::uint64_t word() const { return word_; }
  pid_t pid() const;
  /// Whether it was noted longer ago than that, to a hundredth of a second.
  bool is_older_than(std::chrono::milliseconds age) const;
  bool is_ours(Home home) const;
  /// Whether the process that had this PID then is gone. That takes about 10 microseconds.
  bool has_ended(Home home) const;

 private:
  bool is_from_elsewhere() const;

  std::uint64_t word_;
};

}  // namespace os
