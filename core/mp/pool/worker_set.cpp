#include "core/mp/pool/worker_set.hpp"

#include <fmt/core.h>
#include <signal.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <utility>

#include "core/mp/fork.hpp"
#include "core/mp/pool/worker.hpp"
#include "core/os/process/lasting_thread.hpp"
#include "core/os/process/signal_hold.hpp"
#include "core/probe/process_body.hpp"
#include "core/probe/watcher.hpp"

namespace mp::detail {
namespace {

/// "worker-1" for the first worker of this process, counted over all its pools,
/// as in CPython, so that no two have the same name. A demo starts at 1, even
/// if mpdemo has used pools before.
std::string next_name() {
  static std::array<std::atomic<int>, 2> hired{};
  std::atomic<int>& count = hired[probe::watcher() ? 1 : 0];
  return fmt::format("worker-{}", ++count);
}

}  // namespace

void WorkerSet::hire(std::size_t index, probe::Place place) {
  // The parent prints what is in stdio's buffers, and only once.
  std::fflush(nullptr);
  const std::string name = next_name();
  Member& member = members_[index];
  member.hired = probe::now();
  // A worker ends with the thread that forked it, which must not be the calling
  // one.
  os::run_in_lasting_thread([&] {
    const pid_t parent = ::getpid();
    const os::SignalHold hold;  // until the worker has removed our handlers
    const pid_t pid = fork_named(name, place);
    if (pid == 0) become_worker(index, name, parent);
    member.child = std::make_shared<Child>(pid, name, Child::Handle::if_possible);
  });
}

void WorkerSet::become_worker(std::size_t index, const std::string& name, pid_t parent) {
  probe::run_and_exit(
      [&] {
        Worker(board_, {index, parent, terms_.max_tasks, terms_.initializer, terms_.pool}).run();
      },
      name);
}

std::vector<WorkerSet::Departure> WorkerSet::census() {
  std::vector<Departure> departures;
  probe::stand_by();
  for (std::size_t index = 0; index < members_.size(); ++index) {
    if (is_vacant(index)) continue;
    if (auto departure = look_at(index)) departures.push_back(std::move(*departure));
  }
  return departures;
}

std::optional<WorkerSet::Departure> WorkerSet::look_at(std::size_t index) {
  Member& member = members_[index];
  const TaskBoard::Slot& slot = board_.slot(index);
  // One that has said that it leaves is about to end. Where a stage chooses who acts next,
  // its end wakes who waits for the pool, and what it says before does not.
  const bool is_about_to_end = slot.left.load() != 0 && !probe::is_directed();
  const auto how = is_about_to_end ? member.child->wait({}) : member.child->look();
  if (!how) return std::nullopt;
  const bool young = slot.ready.load() == 0 || probe::now() - member.hired < kYoung;
  const auto gone = std::exchange(member.child, nullptr);
  return Departure{index, gone->name(),          gone->pid(),
                   *how,  slot.left.load() != 0, young && slot.taken.load() == 0};
}

std::vector<pid_t> WorkerSet::pids() const {
  std::vector<pid_t> pids;
  for (const Member& member : members_) {
    if (member.child) pids.push_back(member.child->pid());
  }
  return pids;
}

std::shared_ptr<Child> WorkerSet::anyone() const {
  for (const Member& member : members_) {
    if (member.child) return member.child;
  }
  return nullptr;
}

void WorkerSet::forget(const std::shared_ptr<Child>& gone) {
  for (Member& member : members_) {
    if (member.child == gone) member.child.reset();
  }
}

void WorkerSet::dismiss_all(probe::Place place) {
  for (const Member& member : members_) {
    if (member.child) member.child->signal(SIGTERM, place);
  }
  const os::Stamp grace = probe::now() + std::chrono::milliseconds(300);
  for (Member& member : members_) {
    if (!member.child) continue;
    member.child->wait_or_kill(grace, place);
    member.child.reset();
  }
}

}  // namespace mp::detail
