#include "core/os/process/pidfd.hpp"

#include <poll.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>

#include "core/os/error.hpp"

namespace os {
namespace {

/// P_PIDFD, which glibc has from 2.36 on.
constexpr int kPidfd = 3;

}  // namespace

std::optional<Pidfd> Pidfd::open(pid_t pid) {
  // glibc 2.36 has the wrapper, older ones do not. Born close-on-exec.
  const long number = ::syscall(SYS_pidfd_open, pid, 0);
  if (number < 0 && errno == ESRCH) return std::nullopt;
  return Pidfd(Fd(static_cast<int>(check(number, "cannot watch a process"))));
}

Fd Pidfd::copy_of(int descriptor) const {
  return Fd(static_cast<int>(::syscall(SYS_pidfd_getfd, fd_.get(), descriptor, 0)));
}

bool Pidfd::has_ended() const {
  pollfd entry{fd_.get(), POLLIN, 0};
  return uninterrupted([&] { return ::poll(&entry, 1, 0); }) > 0;
}

bool Pidfd::send_signal(int signal) const {
  return ::syscall(SYS_pidfd_send_signal, fd_.get(), signal, nullptr, 0) == 0;
}

std::optional<ExitStatus> Pidfd::try_reap() const {
  siginfo_t info{};
  const auto which = static_cast<idtype_t>(kPidfd);
  const auto id = static_cast<id_t>(fd_.get());
  if (uninterrupted([&] { return ::waitid(which, id, &info, WEXITED | WNOHANG); }) < 0) {
    if (errno != ECHILD) fail("cannot wait for the process");
    return ExitStatus::unknown();
  }
  if (info.si_pid == 0) return std::nullopt;
  return info.si_code == CLD_EXITED ? ExitStatus::exited(info.si_status)
                                    : ExitStatus::killed(info.si_status);
}

void Pidfd::await_end(std::optional<Stamp> deadline) const {
  using std::chrono::milliseconds;
  pollfd entry{fd_.get(), POLLIN, 0};
  int left = 0;
  do {
    constexpr milliseconds kLongest(1'000'000'000);
    const auto limit = deadline ? std::chrono::ceil<milliseconds>(*deadline - now()) : kLongest;
    left = static_cast<int>(std::clamp(limit, milliseconds(0), kLongest).count());
  } while (::poll(&entry, 1, left) < 0 && errno == EINTR);
}

}  // namespace os
