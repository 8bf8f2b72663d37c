#pragma once

#include <sys/types.h>

#include <utility>

#include "core/os/descriptors/fd.hpp"

namespace os {

/// A socket pair between the director and a process group: when the director
/// ends, for whatever reason, the kernel kills the whole group at once. The
/// director makes it, the group's first process ties it, all others inherit it.
///
/// The kernel signals the owner of an asynchronous descriptor when the other
/// end closes (O_ASYNC, F_SETOWN, F_SETSIG in fcntl(2)); the owner may be a
/// group, and the signal SIGKILL. This needs no helper process and no polling.
class GroupKillSwitch {
 public:
  GroupKillSwitch();
  /// In a program that a process of the group executed: the end it kept.
  explicit GroupKillSwitch(Fd tied_end) : group_end_(std::move(tied_end)) {}

  /// Called in the first process of `group`, before it forks: from here on the
  /// group lives no longer than the director. Ends this process if the director
  /// is already gone. Keeps `tied_end()` open.
  void tie(pid_t group);
  /// Called in a process just forked: ends it if the director is gone. The
  /// kernel may miss a child that is born while it signals the group.
  void end_if_cut() const;
  int tied_end() const { return group_end_.get(); }

  /// Called in the director once the group exists: keeps only its own end.
  void hold() { group_end_.reset(); }

 private:
  Fd director_end_;
  Fd group_end_;
};

}  // namespace os
