#include "core/os/sandbox/namespace_init.hpp"

#include <fcntl.h>
#include <linux/capability.h>
#include <net/if.h>
#include <sched.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <string_view>

#include "core/os/descriptors/fd.hpp"
#include "core/os/descriptors/output_file.hpp"
#include "core/os/error.hpp"
#include "core/os/process/process.hpp"

namespace os {
namespace {

void put(const char* file, std::string_view text) {
  write_all(open(file, O_WRONLY).get(), text);
}

/// As fork(2) into namespaces. No signal reports the end of the child, so that waitpid(2)
/// finds it only if it is asked for: see __WCLONE.
pid_t clone_into(unsigned long flags) {
  return static_cast<pid_t>(::syscall(SYS_clone, flags, 0, 0, 0, 0));
}

/// A user's rights in a namespace of his own begin with a name for himself there.
void map_user(uid_t user, gid_t group) {
  const auto itself = [](auto id) { return std::to_string(id) + " " + std::to_string(id) + " 1"; };
  put("/proc/self/setgroups", "deny");
  put("/proc/self/uid_map", itself(user));
  put("/proc/self/gid_map", itself(group));
}

/// So that the processes in there can reach each other by 127.0.0.1.
void raise_loopback() {
  const Fd socket(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0));
  if (!socket.is_open()) return;
  ifreq request{};
  request.ifr_name[0] = 'l';
  request.ifr_name[1] = 'o';
  request.ifr_flags = IFF_UP;
  ::ioctl(socket.get(), SIOCSIFFLAGS, &request);
}

[[noreturn]] void become_init(bool has_own_users, uid_t user, gid_t group, Network network,
                              const std::function<void()>& body) {
  try {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (has_own_users) map_user(user, group);
    if (network == Network::none) raise_loopback();
    body();
  } catch (...) {
    // Its maker notices that it is gone.
  }
  exit_now(1);
}

}  // namespace

NamespaceInit::NamespaceInit(Network network, const std::function<void()>& body) {
  const uid_t user = ::geteuid();
  const gid_t group = ::getegid();
  unsigned long flags = CLONE_NEWPID | CLONE_NEWNS | CLONE_NEWIPC;
  if (network == Network::none) flags |= CLONE_NEWNET;
  bool has_own_users = false;
  pid_ = clone_into(flags);
  if (pid_ < 0 && errno == EPERM) {
    has_own_users = true;
    pid_ = clone_into(flags | CLONE_NEWUSER);
  }
  if (pid_ == 0) become_init(has_own_users, user, group, network, body);
  check(pid_, "cannot make namespaces");
}

NamespaceInit::~NamespaceInit() {
  ::kill(pid_, SIGKILL);
  uninterrupted([&] { return ::waitpid(pid_, nullptr, __WCLONE); });
}

PidCounter::PidCounter() : last_(::open("/proc/sys/kernel/ns_last_pid", O_WRONLY | O_CLOEXEC)) {}

bool PidCounter::start_again() const {
  const std::string before = std::to_string(kFirstPid - 1);
  return last_.is_open() && ::pwrite(last_.get(), before.data(), before.size(), 0) > 0;
}

void end_all_others() {
  ::kill(-1, SIGKILL);
  while (uninterrupted([] { return ::waitpid(-1, nullptr, __WALL); }) > 0) {
  }
}

void renew_ipc() {
  check(::unshare(CLONE_NEWIPC), "cannot make an IPC namespace");
}

void give_up_system_rights() {
  for (const int right : {CAP_SYS_ADMIN, CAP_SYS_MODULE, CAP_SYS_RAWIO, CAP_SYS_BOOT, CAP_SYS_TIME,
                          CAP_MKNOD, CAP_NET_ADMIN, CAP_SYS_PTRACE, CAP_SYS_RESOURCE})
    ::prctl(PR_CAPBSET_DROP, right, 0, 0, 0);
}

void lead_session() {
  ::setsid();
}

}  // namespace os
