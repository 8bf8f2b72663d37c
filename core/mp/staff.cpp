#include "core/mp/staff.hpp"

#include <fmt/core.h>
#include <signal.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <cstdio>
#include <system_error>
#include <utility>

#include "core/mp/fork.hpp"
#include "core/mp/worker.hpp"
#include "core/os/process.hpp"
#include "core/os/signal_hold.hpp"
#include "core/probe/process_body.hpp"
#include "core/probe/watcher.hpp"

namespace mp::detail {
namespace {

/// "worker-1" for the first worker of this process, counted over all its pools,
/// as CPython does, so that no two have one name. A demo begins at 1, whatever
/// the program that stages it has done before.
std::string next_name() {
  static std::array<int, 2> hired{};
  int& count = hired[probe::watcher() ? 1 : 0];
  return fmt::format("worker-{}", ++count);
}

}  // namespace

void Staff::hire(std::size_t index, probe::Place place) {
  // What waits in stdio's buffers is the parent's to print, and only once.
  std::fflush(nullptr);
  Member& member = members_[index];
  member.name = next_name();
  member.hired = probe::now();
  const pid_t parent = ::getpid();
  const os::SignalHold hold;  // until the worker has no handlers of ours any more
  const pid_t child = fork_named(member.name, place);
  if (child == 0) become_worker(index, parent);
  member.pid = child;
}

void Staff::become_worker(std::size_t index, pid_t parent) {
  probe::run_and_exit(
      [&] {
        Worker(board_, {index, parent, terms_.max_tasks, terms_.initializer, terms_.pool}).run();
      },
      members_[index].name);
}

std::vector<Staff::Departure> Staff::census() {
  std::vector<Departure> departures;
  probe::stand_by();
  for (std::size_t index = 0; index < members_.size(); ++index) {
    if (is_vacant(index)) continue;
    if (auto departure = look_at(index)) departures.push_back(std::move(*departure));
  }
  return departures;
}

std::optional<Staff::Departure> Staff::look_at(std::size_t index) {
  Member& member = members_[index];
  const TaskBoard::Slot& slot = board_.slot(index);
  std::optional<os::ExitStatus> how;
  try {
    if (slot.left.load() != 0) {
      // It is on its way out of the door.
      how = wait_for(member.pid, {});
    } else {
      how = os::try_reap(member.pid);
      if (!how) return std::nullopt;
      if (probe::Watcher* seen = probe::watcher()) {
        probe::Act act;
        act.kind = probe::Kind::reap;
        act.object = member.name;
        act.peer = member.pid;
        describe_end(act, *how);
        seen->done(act);
      }
    }
  } catch (const std::system_error&) {
    // Not our child any more: somebody else has reaped it.
  }
  const bool young = slot.ready.load() == 0 || probe::now() - member.hired < kYoung;
  return Departure{index, member.name,           std::exchange(member.pid, 0),
                   how,   slot.left.load() != 0, young && slot.taken.load() == 0};
}

std::vector<pid_t> Staff::pids() const {
  std::vector<pid_t> pids;
  for (const Member& member : members_) {
    if (member.pid != 0) pids.push_back(member.pid);
  }
  return pids;
}

void Staff::await_all(probe::Place place) {
  for (Member& member : members_) {
    if (member.pid == 0) continue;
    try {
      wait_for(member.pid, place);
    } catch (const std::system_error&) {
      // Somebody else has reaped it: gone is gone.
    }
    member.pid = 0;
  }
}

void Staff::signal(const Member& member, int number, probe::Place place) {
  if (probe::watcher()) {
    probe::Act act;
    act.kind = probe::Kind::terminate;
    act.object = member.name;
    act.peer = member.pid;
    act.signal = number;
    act.file = place.file;
    act.line = place.line;
    // Told before it is done: whoever sees the end shall know that it was meant.
    probe::perform(act);
  }
  os::send_signal(member.pid, number);
  probe::stand_by();
}

void Staff::dismiss_all(probe::Place place) {
  for (const Member& member : members_) {
    if (member.pid != 0) signal(member, SIGTERM, place);
  }
  const os::Stamp grace = probe::now() + std::chrono::milliseconds(300);
  for (Member& member : members_) {
    if (member.pid == 0) continue;
    try {
      if (!wait_until(member.pid, grace, place)) {
        signal(member, SIGKILL, place);
        wait_for(member.pid, place);
      }
    } catch (const std::system_error&) {
      // Somebody else has reaped it: gone is gone.
    }
    member.pid = 0;
  }
}

}  // namespace mp::detail
