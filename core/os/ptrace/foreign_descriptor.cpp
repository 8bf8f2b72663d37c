#include "core/os/ptrace/foreign_descriptor.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "core/os/descriptors/fd.hpp"

namespace os {

std::optional<Readiness> readiness_of(pid_t process, int descriptor) {
  const Fd owner(static_cast<int>(::syscall(SYS_pidfd_open, process, 0)));
  if (!owner.is_open()) return std::nullopt;
  const Fd copy(static_cast<int>(::syscall(SYS_pidfd_getfd, owner.get(), descriptor, 0)));
  if (!copy.is_open()) return std::nullopt;
  pollfd now{copy.get(), POLLIN | POLLOUT, 0};
  if (::poll(&now, 1, 0) < 0) return std::nullopt;
  const bool is_broken = (now.revents & (POLLERR | POLLHUP | POLLNVAL)) != 0;
  const int flags = ::fcntl(copy.get(), F_GETFL);
  return Readiness{is_broken || (now.revents & POLLIN) != 0,
                   is_broken || (now.revents & POLLOUT) != 0,
                   flags >= 0 && (flags & O_NONBLOCK) != 0};
}

}  // namespace os
