#pragma once

#include <sys/types.h>

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/os/holding.hpp"

namespace observe {

/// Which descriptors of which process stand for pipes and sockets, as far as
/// their calls tell, so that a read from a file costs no look into /proc.
/// PipeCalls drives it. One that comes to a process by itself, as in a message,
/// is not known until the process is looked up again.
class Descriptors {
 public:
  /// What a process has open, from /proc: a program that was just executed.
  void look_up(pid_t process);
  /// A fork has what its parent has.
  void forked(pid_t parent, pid_t child);
  void ended(pid_t process);

  void opened(pid_t process, const os::Holding& holding);
  /// Whatever `to` was is closed. False when `from` is nothing that is known.
  bool duplicated(pid_t process, int from, int to);
  void closed(pid_t process, int descriptor);

  std::optional<os::Holding> find(pid_t process, int descriptor) const;
  std::vector<os::Holding> all(pid_t process) const;
  /// Those from `first` to `last`.
  std::vector<os::Holding> between(pid_t process, std::uint32_t first, std::uint32_t last) const;

  /// Whether a process can do that by any of its descriptors.
  bool holds(pid_t process, const os::OpenFile& file, os::Access access) const;
  /// Whether any process can.
  bool is_held(const os::OpenFile& file, os::Access access) const;

 private:
  using Table = std::map<int, os::Holding>;
  struct Count {
    int readers = 0;
    int writers = 0;
  };

  void count(const os::Holding& holding, int by);
  void clear(pid_t process);

  std::unordered_map<pid_t, Table> tables_;
  std::unordered_map<std::uint64_t, Count> counts_;  // of descriptors, by inode
};

}  // namespace observe
