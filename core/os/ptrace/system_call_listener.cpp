#include "core/os/ptrace/system_call_listener.hpp"

#include <fcntl.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <iterator>

#include "core/os/error.hpp"
#include "core/os/process/proc_file.hpp"
#include "core/os/process/process.hpp"

namespace os {

#ifdef SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV
const unsigned kUndisturbed = SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV;
#else
const unsigned kUndisturbed = 0;
#endif

namespace {

short events_of(const Fd& fd) {
  pollfd entry{fd.get(), POLLIN, 0};
  return uninterrupted([&] { return ::poll(&entry, 1, 0); }) > 0 ? entry.revents : short{0};
}

}  // namespace

std::optional<SystemCallListener::Held> SystemCallListener::next() const {
  // The ioctl would wait if there were no call. It fails if the caller has been
  // killed since.
  if ((events_of(fd_) & POLLIN) == 0) return std::nullopt;
  seccomp_notif told{};
  if (uninterrupted([&] { return ::ioctl(fd_.get(), SECCOMP_IOCTL_NOTIF_RECV, &told); }) != 0)
    return std::nullopt;
  Held held{told.id, static_cast<pid_t>(told.pid), {}};
  held.call.number = static_cast<std::uint64_t>(told.data.nr);
  std::copy(std::begin(told.data.args), std::end(told.data.args), held.call.arguments.begin());
  return held;
}

bool SystemCallListener::still_waits(const Held& held) const {
  return ::ioctl(fd_.get(), SECCOMP_IOCTL_NOTIF_ID_VALID, &held.id) == 0;
}

void SystemCallListener::let_go(const Held& held) const {
  seccomp_notif_resp answer{};
  answer.id = held.id;
  answer.flags = SECCOMP_USER_NOTIF_FLAG_CONTINUE;
  // This fails when the thread is gone; then no answer is needed.
  ::ioctl(fd_.get(), SECCOMP_IOCTL_NOTIF_SEND, &answer);
}

void SystemCallListener::refuse(const Held& held, int error) const {
  seccomp_notif_resp answer{};
  answer.id = held.id;
  answer.error = error;
  ::ioctl(fd_.get(), SECCOMP_IOCTL_NOTIF_SEND, &answer);
}

bool SystemCallListener::answer_with(const Held& held, const Fd& file, bool closes_on_exec) const {
  seccomp_notif_addfd answer{};
  answer.id = held.id;
  answer.flags = SECCOMP_ADDFD_FLAG_SEND;
  answer.srcfd = static_cast<std::uint32_t>(file.get());
  answer.newfd_flags = closes_on_exec ? O_CLOEXEC : 0;
  return ::ioctl(fd_.get(), SECCOMP_IOCTL_NOTIF_ADDFD, &answer) >= 0;
}

bool SystemCallListener::is_over() const {
  return (events_of(fd_) & POLLHUP) != 0;
}

bool SystemCallListener::may_have_callers() const {
  if (is_over()) return false;
  const std::uint64_t ours = filters_of(::getpid());
  const auto all = processes();
  return std::any_of(all.begin(), all.end(), [ours](pid_t process) {
    if (filters_of(process) <= ours) return false;
    const auto state = state_of(process);
    return state && !state->has_ended();
  });
}

}  // namespace os
