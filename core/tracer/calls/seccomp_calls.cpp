#include "core/tracer/calls/seccomp_calls.hpp"

#include <linux/seccomp.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

#include "core/os/process/proc_file.hpp"
#include "core/os/process/process.hpp"
#include "core/os/ptrace/strict_mode.hpp"

namespace tracer {

SeccompCalls::SeccompCalls() : ours_(os::filters_of(::getpid()) + 1) {}

void SeccompCalls::add_to(os::SystemCallFilter& filter) {
  filter.add_if_one_of(SYS_prctl, 0, {PR_GET_SECCOMP, PR_SET_SECCOMP});
  filter.add_if_equal(SYS_seccomp, 0, SECCOMP_SET_MODE_STRICT);
}

bool SeccompCalls::answers(const Caller& caller, const os::SystemCall& call) const {
  if (call.mark == os::SystemCallFilter::kMark) return false;
  if (call.mark != os::kStrictMark) {
    // A filter of the program's own asks a tracer; the program has none.
    os::Tracee(caller.thread).answer_instead(-ENOSYS);
    return true;
  }
  const os::SystemCall end{SYS_exit, {SIGKILL}};
  // If there are several threads, only this one dies, by the means that we
  // have.
  if (caller.thread == caller.process || !os::Tracee(caller.thread).call_instead(end))
    os::send_signal(caller.process, SIGKILL);
  return true;
}

bool SeccompCalls::has_filters_of_its_own(pid_t thread) const {
  return os::filters_of(thread) > ours_;
}

std::optional<Next> SeccompCalls::begins(const Caller& caller, const os::SystemCall& call) {
  const auto& arguments = call.arguments;
  if (call.number == SYS_seccomp) {
    const bool is_valid =
        arguments[0] == SECCOMP_SET_MODE_STRICT && arguments[1] == 0 && arguments[2] == 0;
    return is_valid && enters_strict_mode(caller, call) ? Next::stops_at_return : Next::goes_on;
  }
  if (call.number != SYS_prctl) return std::nullopt;
  if (arguments[0] == PR_GET_SECCOMP) {
    const bool has_filter = ours_ > 1 || has_filters_of_its_own(caller.thread);
    os::Tracee(caller.thread)
        .answer_instead(has_filter ? SECCOMP_MODE_FILTER : SECCOMP_MODE_DISABLED);
    return Next::goes_on;
  }
  const bool is_strict = arguments[1] == SECCOMP_MODE_STRICT;
  return is_strict && enters_strict_mode(caller, call) ? Next::stops_at_return : Next::goes_on;
}

/// With a filter that does the same: the kernel has one mode per thread, and our
/// filter has taken it.
bool SeccompCalls::enters_strict_mode(const Caller& caller, const os::SystemCall& call) {
  // The kernel refuses then, as it would without us; 32-bit calls are not
  // supported.
  if (ours_ > 1 || call.is_compat() || has_filters_of_its_own(caller.thread)) return false;
  const os::Tracee tracee(caller.thread);
  Entering entering{call};
  entering.address = tracee.stack() & ~std::uint64_t{7};
  const std::string program = os::strict_program(entering.address);
  entering.memory.resize(program.size());
  if (program.empty() ||
      !tracee.read(entering.address, entering.memory.data(), entering.memory.size()) ||
      !tracee.write(entering.address, program.data(), program.size()))
    return false;
  if (!tracee.call_instead({SYS_seccomp, {SECCOMP_SET_MODE_FILTER, 0, entering.address}}))
    return false;
  entering_.insert_or_assign(caller.thread, std::move(entering));
  return true;
}

std::optional<Next> SeccompCalls::returned(const Caller& caller) {
  const auto found = entering_.find(caller.thread);
  if (found == entering_.end()) return std::nullopt;
  Entering& entering = found->second;
  const os::Tracee tracee(caller.thread);
  const auto result = tracee.result();
  if (!result) return Next::stops_at_return;  // it begins the next one
  const os::SystemCall install{SYS_seccomp, {SECCOMP_SET_MODE_FILTER, 0, entering.address}};
  const bool must_waive = *result == -EACCES && !entering.has_waived;
  if (must_waive && tracee.call_next({SYS_prctl, {PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0}})) {
    entering.has_waived = entering.waives = true;
    return Next::stops_at_return;
  }
  if (std::exchange(entering.waives, false) && tracee.call_next(install))
    return Next::stops_at_return;
  tracee.write(entering.address, entering.memory.data(), entering.memory.size());
  tracee.return_as(entering.asked, *result);
  entering_.erase(found);
  return Next::goes_on;
}

}  // namespace tracer
