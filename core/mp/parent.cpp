#include "core/mp/parent.hpp"

#include <fcntl.h>
#include <unistd.h>

#include "core/mp/detail/act_on.hpp"
#include "core/mp/process/lineage.hpp"
#include "core/os/process/pidfd.hpp"

namespace mp {

struct ParentProcess::State {
  bool has_ended() const { return !handle || handle->has_ended(); }

  pid_t pid;
  std::string name;
  std::optional<os::Pidfd> handle = {};
  os::Fd readable = {};  // replaces the handle of one that was gone before it was asked for
};

std::optional<ParentProcess> parent_process() {
  const detail::Lineage& lineage = detail::lineage();
  if (lineage.parent == 0) return std::nullopt;
  auto state = std::make_shared<ParentProcess::State>(
      ParentProcess::State{lineage.parent, lineage.parent_name});
  state->handle = os::Pidfd::open(lineage.parent);
  // As long as it is our parent, it lives, so nobody else has its PID.
  if (::getppid() != lineage.parent) {
    state->handle.reset();
    state->readable = os::open("/dev/null", O_RDONLY);
  }
  return ParentProcess(std::move(state));
}

pid_t ParentProcess::pid() const {
  return state_->pid;
}

const std::string& ParentProcess::name() const {
  return state_->name;
}

int ParentProcess::sentinel() const {
  return state_->handle ? state_->handle->get() : state_->readable.get();
}

bool ParentProcess::is_alive() const {
  return probe::look(
      [&] { return probe::ObjectRef::called(state_->name); }, [&] { return !state_->has_ended(); },
      [&](bool is_alive) { return state_->name + (is_alive ? " runs" : " has ended"); });
}

void ParentProcess::join(probe::Place place) {
  wait_until(std::nullopt, place);
}

bool ParentProcess::join_for(Limit limit, probe::Place place) {
  return wait_until(limit.deadline(), place);
}

/// As a parent waits for its child, but without the reaping: at last it wakes up.
bool ParentProcess::wait_until(probe::Deadline deadline, probe::Place place) {
  const State& state = *state_;
  probe::Watcher* seen = probe::watcher();
  probe::Act act = act_on({}, probe::Kind::wait, place);
  act.peer = state.pid;
  act.peer_name = state.name;
  if (seen) {
    seen->hold(act, deadline);
    seen->done(act);
  }
  act.kind = probe::Kind::reap;
  for (;;) {
    const bool has_ended = state.has_ended();
    if (has_ended || (deadline && probe::now() >= *deadline)) {
      probe::learned([&] { return state.name + (has_ended ? " has ended" : " runs"); });
      if (seen) seen->gave_up(act);
      return has_ended;
    }
    if (!seen || !seen->blocked(act, deadline)) state.handle->await_end(deadline);
  }
}

}  // namespace mp
