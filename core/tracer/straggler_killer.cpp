#include "core/tracer/straggler_killer.hpp"

#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <unordered_map>
#include <utility>

#include "core/os/clock.hpp"
#include "core/os/descriptors/holding.hpp"
#include "core/os/descriptors/poller.hpp"
#include "core/os/process/process.hpp"

namespace tracer {
namespace {

/// How long to search in vain: a process of another run may look like ours, and
/// two seconds after our end the watchdog must be gone, too.
constexpr std::chrono::milliseconds kNobodyFound{600};
constexpr std::chrono::milliseconds kBetweenLooks{5};

}  // namespace

void StragglerKiller::add(pid_t process) {
  if (began_ == 0) {
    const auto state = os::state_of(process);
    if (state) began_ = state->began;
  }
  if (known_.size() >= many_) {
    std::erase_if(known_, [](const auto& known) { return known.second.has_ended(); });
    many_ = std::max(many_, 2 * known_.size());
  }
  if (auto pidfd = os::Pidfd::open(process)) known_.insert_or_assign(process, std::move(*pidfd));
}

void StragglerKiller::run() {
  os::Poller poller;
  for (const auto& listener : listeners_) poller.add(listener.get());
  os::Stamp last_found = os::now();
  for (;;) {
    const bool has_found = kill_all_found();
    if (kill_callers() || has_found) last_found = os::now();
    if (is_over() && !has_found) return;
    if (os::now() - last_found >= kNobodyFound) return;
    poller.wait(kBetweenLooks);
  }
}

bool StragglerKiller::kill_all_found() const {
  // A stopped process makes no more processes, so in the end all are known, and
  // none can escape because its parent was killed.
  std::unordered_set<pid_t> stopped;
  constexpr int kMostRounds = 100;
  for (int round = 0; round < kMostRounds; ++round) {
    bool is_new = false;
    for (const pid_t process : find()) {
      if (!stopped.insert(process).second) continue;
      is_new = true;
      os::send_signal(process, SIGSTOP);
    }
    if (!is_new) break;
  }
  for (const pid_t process : stopped) os::send_signal(process, SIGKILL);
  return !stopped.empty();
}

std::unordered_set<pid_t> StragglerKiller::find() const {
  std::unordered_map<pid_t, os::ProcessState> all;
  for (const pid_t process : os::processes()) {
    const auto state = os::state_of(process);
    if (state && !state->has_ended()) all.emplace(process, *state);
  }
  std::unordered_set<pid_t> found;
  for (const auto& [process, state] : all) {
    if (knows(process) || (state.began >= began_ && has_stream(process))) found.insert(process);
  }
  for (bool is_new = true; std::exchange(is_new, false);) {
    for (const auto& [process, state] : all) {
      if (found.count(state.parent) != 0 && found.insert(process).second) is_new = true;
    }
  }
  found.erase(::getpid());
  return found;
}

bool StragglerKiller::knows(pid_t process) const {
  const auto known = known_.find(process);
  return known != known_.end() && !known->second.has_ended();
}

bool StragglerKiller::has_stream(pid_t process) const {
  return std::any_of(streams_.begin(), streams_.end(), [process](const os::OpenFile& stream) {
    return os::holds(process, stream, os::Access::writing);
  });
}

bool StragglerKiller::kill_callers() const {
  bool is_any = false;
  for (const auto& listener : listeners_) {
    while (const auto held = listener.next()) {
      // As long as it waits, its PID cannot be reused.
      if (listener.still_waits(*held)) os::send_signal(held->thread, SIGKILL);
      is_any = true;
    }
  }
  return is_any;
}

bool StragglerKiller::is_over() const {
  return std::all_of(listeners_.begin(), listeners_.end(),
                     [](const auto& listener) { return !listener.may_have_callers(); });
}

}  // namespace tracer
