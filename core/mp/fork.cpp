#include "core/mp/fork.hpp"

#include <system_error>
#include <utility>

#include "core/mp/process/lineage.hpp"
#include "core/os/process/process.hpp"
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

}  // namespace

pid_t fork(probe::Place place) {
  return fork_named("", place);
}

pid_t fork_named(const std::string& name, probe::Place place, probe::ForkMode mode) {
  probe::Watcher* seen = probe::watcher();
  auto act = act_at(probe::Kind::fork, place);
  act.fork_mode = mode;
  detail::Lineage lineage = detail::lineage_of_child(name);
  if (seen) seen->hold(act);
  try {
    if (seen) seen->forking(act, name);
    const pid_t child = os::fork();
    if (child == 0) detail::note_lineage(std::move(lineage));
    if (seen) child == 0 ? seen->forked_child() : seen->forked_parent(child);
    return child;
  } catch (const std::system_error&) {
    if (seen) seen->fork_failed();
    throw;
  }
}

ExitStatus wait_for(pid_t pid, probe::Place place) {
  // This takes no descriptor: there may be none left.
  return *detail::wait_for_end(
      pid, std::nullopt, place, [&] { return os::try_reap(pid); },
      [&](probe::Deadline) { os::await_end(pid); });
}

std::optional<ExitStatus> detail::wait_for_end(
    pid_t pid, probe::Deadline deadline, probe::Place place,
    const std::function<std::optional<ExitStatus>()>& try_reap,
    const std::function<void(probe::Deadline)>& await_end) {
  probe::Watcher* seen = probe::watcher();
  probe::Act act = act_at(probe::Kind::wait, place);
  act.peer = pid;
  if (seen) {
    act.peer_name = seen->name_of(pid);
    seen->hold(act, deadline);
    seen->done(act);
  }

  act.kind = probe::Kind::reap;
  return probe::complete(
      seen, act, deadline, try_reap, await_end,
      [](probe::Act& reap, const ExitStatus& how) { probe::describe_end(reap, how); });
}

}  // namespace mp
