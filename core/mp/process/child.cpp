#include "core/mp/process/child.hpp"

#include <fcntl.h>
#include <signal.h>

#include <algorithm>
#include <chrono>
#include <system_error>
#include <thread>
#include <utility>

#include "core/mp/detail/act_on.hpp"
#include "core/os/process/process.hpp"

namespace mp::detail {
namespace {

/// How often a child without a descriptor is polled.
constexpr std::chrono::milliseconds kNap{2};

}  // namespace

Child::Child(pid_t pid, std::string name, Handle handle) : pid_(pid), name_(std::move(name)) {
  try {
    handle_ = os::Pidfd::open(pid);
    if (handle_) return;
    // It has ended, and another thread or a handler of SIGCHLD has reaped it.
    status_ = ExitStatus::unknown();
    readable_ = os::open("/dev/null", O_RDONLY);
  } catch (const std::system_error&) {
    if (handle == Handle::if_possible) return;
    os::send_signal(pid, SIGKILL);
    await_end(std::nullopt);
    try_reap();
    throw;
  }
}

int Child::sentinel() const {
  return handle_ ? handle_->get() : readable_.get();
}

std::optional<ExitStatus> Child::status() const {
  // In a forked copy, a thread that does not exist may seem to have it.
  const std::unique_lock lock(mutex_, std::try_to_lock);
  return lock ? status_ : std::nullopt;
}

std::optional<ExitStatus> Child::try_reap() {
  const std::scoped_lock lock(mutex_);
  if (!status_) status_ = handle_ ? handle_->try_reap() : os::try_reap_or_lose(pid_);
  return status_;
}

void Child::await_end(probe::Deadline deadline) const {
  if (handle_) return handle_->await_end(deadline);
  if (deadline)
    return std::this_thread::sleep_for(std::min<os::Stamp>(kNap, *deadline - os::now()));
  try {
    os::await_end(pid_);
  } catch (const std::system_error&) {
    // Another part of the program has reaped it: it has ended.
  }
}

std::optional<ExitStatus> Child::look() {
  if (const auto known = status()) return known;
  const auto how = try_reap();
  probe::Watcher* seen = probe::watcher();
  if (how && seen) {
    probe::Act act;
    act.kind = probe::Kind::reap;
    act.peer_name = name_;
    act.peer = pid_;
    probe::describe_end(act, *how);
    seen->done(act);
  }
  return how;
}

std::optional<ExitStatus> Child::wait_until(probe::Deadline deadline, probe::Place place) {
  return wait_for_end(
      pid_, deadline, place, [this] { return try_reap(); },
      [this](probe::Deadline until) { await_end(until); });
}

void Child::signal(int number, probe::Place place) {
  if (probe::watcher()) {
    probe::Act act = act_on({}, probe::Kind::terminate, place);
    act.peer_name = name_;
    act.peer = pid_;
    act.signal = number;
    // Reported before it is done, so that readers of the end know that it was
    // intended.
    probe::perform(act);
  }
  if (handle_) {
    handle_->send_signal(number);
  } else {
    const std::scoped_lock lock(mutex_);
    if (!status_ && !(status_ = os::try_reap_or_lose(pid_)))
      os::send_signal(pid_, number);  // it runs, so this is its PID
  }
  probe::stand_by();
}

ExitStatus Child::wait_or_kill(probe::Deadline deadline, probe::Place place) {
  if (const auto how = wait_until(deadline, place)) return *how;
  signal(SIGKILL, place);
  return wait(place);
}

}  // namespace mp::detail
