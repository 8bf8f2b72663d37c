#include "core/os/process/group_kill_switch.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>

#include "core/os/error.hpp"

namespace os {

GroupKillSwitch::GroupKillSwitch() {
  std::array<int, 2> ends{};
  check(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()),
        "cannot make a socket pair");
  director_end_ = Fd(ends[0]);
  group_end_ = Fd(ends[1]);
}

void GroupKillSwitch::tie(pid_t group) {
  director_end_.reset();
  const int end = group_end_.get();
  check(::fcntl(end, F_SETOWN, -group), "cannot tie a process group");
  check(::fcntl(end, F_SETSIG, SIGKILL), "cannot tie a process group");
  check(::fcntl(end, F_SETFL, O_RDWR | O_ASYNC), "cannot tie a process group");
  // If the other end closed before this one was tied, the kernel sends no
  // signal.
  end_if_cut();
}

void GroupKillSwitch::end_if_cut() const {
  pollfd entry{group_end_.get(), POLLIN, 0};
  if (::poll(&entry, 1, 0) != 0) ::_exit(1);
}

}  // namespace os
