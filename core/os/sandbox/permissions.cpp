#include "core/os/sandbox/permissions.hpp"

#include <sched.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <deque>
#include <optional>
#include <system_error>

#include "core/os/descriptors/message_socket.hpp"
#include "core/os/process/process.hpp"
#include "core/os/ptrace/system_call_filter.hpp"
#include "core/os/ptrace/tracee.hpp"
#include "core/os/sandbox/namespace_init.hpp"
#include "core/os/sandbox/private_files.hpp"

namespace os {
namespace {

/// A child that does nothing but try, and does not outlive its parent.
class Trial {
 public:
  /// The child ends with 0 if `attempt` succeeds.
  explicit Trial(bool (*attempt)()) : child_(fork()) {
    if (child_ != 0) return;
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    exit_now(attempt() ? 0 : 1);
  }
  Trial(const Trial&) = delete;
  Trial& operator=(const Trial&) = delete;
  ~Trial() { has_succeeded(); }

  pid_t child() const { return child_; }
  void kill() const { ::kill(child_, SIGKILL); }

  bool has_succeeded() {
    int status = 1;
    while (child_ > 0 && ::waitpid(child_, &status, 0) < 0 && errno == EINTR) {
    }
    child_ = 0;
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
  }

 private:
  pid_t child_;
};

bool waits_for_ever() {
  for (;;) ::pause();
}

bool installs_filter() {
  return SystemCallFilter().install();
}

bool makes_namespaces() {
  return ::unshare(CLONE_NEWPID | CLONE_NEWNS) == 0 ||
         ::unshare(CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNS) == 0;
}

}  // namespace

bool may_trace() {
  Trial trial(waits_for_ever);
  const bool may = Tracee(trial.child()).seize();
  trial.kill();
  return may;
}

bool may_filter_calls() {
  return Trial(installs_filter).has_succeeded();
}

bool may_make_namespaces() {
  return Trial(makes_namespaces).has_succeeded();
}

bool may_have_private_files() {
  try {
    auto [ours, its] = message_socket_pair();
    const NamespaceInit init(Network::shared, [&socket = its] {
      part_mounts();
      const PrivateFiles files({}, "/tmp", {}, 0);
      mount_own_proc();
      try_send_packet(socket.get(), "works");
      exit_now(0);
    });
    its.reset();
    std::array<char, 16> room{};
    wait_to_receive(ours.get(), std::nullopt);
    const auto answer = try_receive_packet(ours.get(), room);
    return answer && !answer->at_end;
  } catch (const std::system_error&) {
    return false;
  }
}

bool may_fork(int children) {
  // The limit counts all processes of the user, who seldom has a thousand.
  constexpr rlim_t kFar = 4096;
  rlimit limit{};
  if (::getrlimit(RLIMIT_NPROC, &limit) != 0 || limit.rlim_cur >= kFar) return true;
  std::deque<Trial> trials;
  try {
    while (static_cast<int>(trials.size()) < children) trials.emplace_back(waits_for_ever);
  } catch (const std::system_error&) {
  }
  for (const Trial& trial : trials) trial.kill();
  return static_cast<int>(trials.size()) == children;
}

}  // namespace os
