#include "core/mp/fork.hpp"

#include <fmt/core.h>

#include <cerrno>
#include <system_error>

#include "core/os/process.hpp"
#include "core/probe/watcher.hpp"

namespace mp {
namespace {

probe::Act act_at(probe::Kind kind, probe::Place place) {
  probe::Act act;
  act.kind = kind;
  act.file = place.file;
  act.line = place.line;
  return act;
}

/// What the kernel's refusal means to whoever reads it.
[[noreturn]] void explain_refusal(const std::system_error& error) {
  if (error.code().value() != EAGAIN) throw error;
  throw std::system_error(error.code(),
                          "fork: no more processes are allowed here; end some, or raise the "
                          "limit (ulimit -u)");
}

}  // namespace

pid_t fork(probe::Place place) {
  probe::Watcher* seen = probe::watcher();
  const auto act = act_at(probe::Kind::fork, place);
  if (seen) seen->hold(act);
  try {
    if (seen) seen->forking(act, "");
    const pid_t child = os::fork();
    if (seen) child == 0 ? seen->forked_child() : seen->forked_parent(child);
    return child;
  } catch (const std::system_error& error) {
    if (seen) seen->fork_failed();
    explain_refusal(error);
  }
}

ExitStatus wait_for(pid_t pid, probe::Place place) {
  probe::Watcher* seen = probe::watcher();
  probe::Act act = act_at(probe::Kind::wait, place);
  act.peer = pid;
  if (seen) act.object = seen->name_of(pid);
  probe::perform(act);

  act.kind = probe::Kind::reap;
  const auto status = probe::complete(
      seen, act, std::nullopt, [&] { return os::try_reap(pid); },
      [&](probe::Deadline) { os::await_end(pid); },
      [](probe::Act& reap, const ExitStatus& how) {
        if (how.was_killed()) {
          reap.signal = how.signal();
        } else {
          reap.status = how.code();
        }
      });
  return *status;
}

}  // namespace mp
