#include "core/tracer/thread_activity.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

namespace tracer {
namespace {

using choice::Standing;
using std::chrono::milliseconds;

/// A thread that has been asleep for this long does not wake by itself, even if others
/// compute that could wake it.
constexpr milliseconds kAsleep{5};
/// The same for a thread that may wait for a disk, or for a page that is being read.
constexpr milliseconds kDeeplyAsleep{100};
/// A thread that got a processor this often, and gave it back, polls.
constexpr long kPolls = 200;
/// So does one that made the same few calls this often in a row.
constexpr int kAsks = 50;
/// A loop that asks, asks for so many things: a Pool for each of its workers.
constexpr std::size_t kThings = 64;

milliseconds longest(ThreadActivity::Pace pace) {
  switch (pace) {
    case ThreadActivity::Pace::usual:
      return milliseconds(50);
    case ThreadActivity::Pace::slow:
      return milliseconds(500);
    case ThreadActivity::Pace::in_long_loop:
      break;
  }
  return milliseconds(20'000);
}

}  // namespace

bool is_same_call(const os::SystemCall& one, const os::SystemCall& other) {
  return one.number == other.number && one.arguments == other.arguments;
}

void ThreadActivity::stops(pid_t thread) {
  last_asleep_.clear();
  goes_on(thread);
  rests_.erase(thread);
}

void ThreadActivity::goes_on(pid_t thread) {
  asleep_since_.erase(thread);
  slices_at_stop_.erase(thread);
}

void ThreadActivity::sets_out(pid_t thread) {
  let_go_at_.erase(thread);
  repeated_.clear();
}

void ThreadActivity::asks(pid_t thread, const os::SystemCall& call, int times) {
  Repeated& repeated = repeated_[thread];
  const bool is_known =
      std::any_of(repeated.calls.begin(), repeated.calls.end(),
                  [&](const os::SystemCall& one) { return is_same_call(one, call); });
  if (is_known) {
    repeated.times += times;
    return;
  }
  if (repeated.calls.size() == kThings) repeated = {};
  repeated.calls.push_back(call);
}

void ThreadActivity::forget(pid_t thread) {
  goes_on(thread);
  let_go_at_.erase(thread);
  repeated_.erase(thread);
  rests_.erase(thread);
}

std::optional<Standing> ThreadActivity::look_at(const Caller& caller, Pace pace,
                                                bool waits_for_exec) {
  const auto standing = standing_of(caller, pace, waits_for_exec);
  if (standing && rests_.try_emplace(caller.thread, next_rest_).second) ++next_rest_;
  return standing;
}

std::optional<Standing> ThreadActivity::standing_of(const Caller& caller, Pace pace,
                                                    bool waits_for_exec) {
  const pid_t thread = caller.thread;
  const auto now = os::thread_state(caller.process, thread);
  if (!now) return Standing::blocked;  // its end is about to be reported
  const os::ThreadState before = let_go_at_.try_emplace(thread, *now).first->second;
  if (now->computed - before.computed >= longest(pace) && now->state == 'R') return Standing::busy;
  const long slices = slices_at_stop_.try_emplace(thread, now->slices).first->second;
  if (now->slices - slices >= kPolls && pace != Pace::in_long_loop) return Standing::busy;
  if (only_asks(thread)) return Standing::busy;
  if (now->state == 'R') {
    asleep_since_.erase(thread);
    return std::nullopt;
  }
  const bool is_certain = now->state == 'S' || now->state == 'Z' || waits_for_exec;
  if (sleeps_long_enough(thread, *now, is_certain)) return Standing::blocked;
  if (now->slices == 0 || !is_certain) return std::nullopt;
  just_asleep_[thread] = now->slices;
  return Standing::blocked;
}

bool ThreadActivity::are_all_still(bool may_be_woken) {
  const auto before = std::exchange(last_asleep_, just_asleep_);
  return just_asleep_.empty() || (!may_be_woken && before == just_asleep_);
}

bool ThreadActivity::sleeps_long_enough(pid_t thread, const os::ThreadState& state,
                                        bool is_certain) {
  const Asleep now{os::now(), state.state, state.slices};
  Asleep& since = asleep_since_.try_emplace(thread, now).first->second;
  // It has run in between: at a stop that is still to be reported it sleeps, too.
  if (since.state != now.state || since.slices != now.slices) since = now;
  return now.at - since.at >= (is_certain ? kAsleep : kDeeplyAsleep);
}

bool ThreadActivity::only_asks(pid_t thread) const {
  const auto repeated = repeated_.find(thread);
  return repeated != repeated_.end() && repeated->second.times >= kAsks;
}

}  // namespace tracer
