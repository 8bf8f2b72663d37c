#include "core/tracer/gate.hpp"

#include <sys/syscall.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "core/os/process/thread_state.hpp"
#include "core/tracer/calls/call_targets.hpp"
#include "core/tracer/calls/waits.hpp"

namespace tracer {
namespace {

using std::chrono::milliseconds;
using How = Standing::How;

/// Whoever has been asleep for so long does not wake by itself.
constexpr milliseconds kAsleep{5};
/// The same where it may be a disk, or a page that is being read, that it waits for.
constexpr milliseconds kDeeplyAsleep{100};
/// Whoever has computed for so long may do so for ever.
constexpr milliseconds kBusy{50};
/// For how long nobody must have been held before that is worth a word.
constexpr milliseconds kNobodyHeld{300};
/// Between two looks.
constexpr milliseconds kLook{2};

/// The number of the call in which a thread sleeps.
std::optional<std::uint64_t> call_of(pid_t thread) {
  const auto call = os::call_in_progress(thread);
  return call ? std::optional(call->number) : std::nullopt;
}

bool is_busy(const Standing& one) {
  return one.how == How::busy;
}
bool is_first(const Standing& one) {
  return one.thread == one.process;
}
bool is_any(const Standing&) {
  return true;
}

bool is_same(const os::SystemCall& one, const os::SystemCall& other) {
  return one.number == other.number && one.arguments == other.arguments;
}

}  // namespace

// ---- what happens

bool Gate::keeps(const Caller& caller, const os::SystemCall& call) {
  if (is_open_) return false;
  const auto before = doing_.find(caller.thread);
  if (before != doing_.end()) {
    const bool is_repeated = std::exchange(before->second.is_broken_off, false);
    if (is_repeated && is_same(before->second.call, call)) return false;
    doing_.erase(before);
  }
  auto act = intents_.of(caller, call);
  if (!act) return false;
  withdraw();
  held_.insert_or_assign(caller.thread, Held{caller, call, std::move(*act)});
  return true;
}

void Gate::broken_off(pid_t thread) {
  const auto found = doing_.find(thread);
  if (found != doing_.end()) found->second.is_broken_off = true;
}

void Gate::forked(pid_t thread, pid_t child) {
  const auto found = doing_.find(thread);
  if (found == doing_.end() || !found->second.waits_for_exec) return;
  found->second.act = act_towards(recorder_, probe::Kind::wait, child);
}

void Gate::forget(pid_t thread) {
  withdraw();
  held_.erase(thread);
  doing_.erase(thread);
  asleep_since_.erase(thread);
  had_computed_.erase(thread);
}

// ---- who is elsewhere

std::optional<How> Gate::elsewhere(pid_t thread, pid_t process) {
  const auto now = os::thread_state(process, thread);
  if (!now) return How::blocked;  // its end is about to be told
  if (now->state == 'R') {
    asleep_since_.erase(thread);
    const auto before = had_computed_.try_emplace(thread, now->computed).first->second;
    return now->computed - before >= kBusy ? std::optional(How::busy) : std::nullopt;
  }
  if (!sleeps_long_enough(thread, now->state)) return std::nullopt;
  const Doing* const doing = sleeps_in(thread, call_of(thread));
  return doing && doing->until ? How::asleep : How::blocked;
}

bool Gate::sleeps_long_enough(pid_t thread, char state) {
  const os::Stamp now = os::now();
  const os::Stamp since = asleep_since_.try_emplace(thread, now).first->second;
  const auto doing = doing_.find(thread);
  const bool waits_for_exec = doing != doing_.end() && doing->second.waits_for_exec;
  const bool is_certain = state == 'S' || state == 'Z' || waits_for_exec;
  return now - since >= (is_certain ? kAsleep : kDeeplyAsleep);
}

/// The call that it was let go into, if that is the one in which it sleeps.
const Gate::Doing* Gate::sleeps_in(pid_t thread, std::optional<std::uint64_t> call) const {
  const auto found = doing_.find(thread);
  if (found == doing_.end() || !call) return nullptr;
  const Doing& doing = found->second;
  const bool goes_on_sleeping = doing.until && *call == SYS_restart_syscall;
  return *call == doing.call.number || goes_on_sleeping ? &doing : nullptr;
}

Standing Gate::standing_of(pid_t thread, pid_t process, How how) const {
  Standing standing;
  standing.how = how;
  standing.thread = thread;
  standing.process = process;
  standing.number = recorder_.number_of(process);
  standing.name = recorder_.name_of(process);
  standing.act.kind = probe::Kind::wait;
  if (how == How::busy) return standing;
  const auto call = call_of(thread);
  const auto state = os::thread_state(process, thread);
  if (const Doing* doing = sleeps_in(thread, call)) {
    standing.act = doing->act;
    if (doing->until) standing.left = std::max(os::Stamp(0), *doing->until - os::now());
  } else if (state && (state->state == 'T' || state->state == 't')) {
    standing.act.object = "SIGCONT";
  } else {
    standing.act.object = call ? awaited_in(*call) : "something else";
  }
  return standing;
}

// ---- asking

std::optional<std::chrono::nanoseconds> Gate::limit() const {
  return looks_again_ ? std::optional<std::chrono::nanoseconds>(kLook) : std::nullopt;
}

void Gate::attend(const Threads& threads) {
  looks_again_ = false;
  if (is_asking_ || is_open_ || quits_ || threads.empty()) return;
  elsewhere_.clear();
  for (const auto& [thread, process] : threads) {
    if (held_.count(thread) != 0) continue;
    const auto how = elsewhere(thread, process);
    looks_again_ = looks_again_ || !how;
    if (how) elsewhere_[thread] = standing_of(thread, process, *how);
  }
  if (looks_again_) return still_since_.reset();
  const os::Stamp now = os::now();
  if (!still_since_) still_since_ = now;
  looks_again_ = held_.empty() && now - *still_since_ < kNobodyHeld;
  if (looks_again_) return;
  orders_.catch_up();
  is_asking_ = true;
  audience_.offer(halt());
  read_answer();
}

Halt Gate::halt() const {
  Halt halt;
  for (const auto& [thread, held] : held_) {
    const pid_t process = held.caller.process;
    halt.all.push_back({How::held, thread, process, recorder_.number_of(process),
                        recorder_.name_of(process), held.act, std::chrono::nanoseconds(0)});
  }
  // Of a process nobody of whom is held its first thread speaks, or one that is busy.
  for (const auto& is_speaker : {is_busy, is_first, is_any}) {
    for (const auto& [thread, standing] : elsewhere_) {
      const pid_t process = standing.process;
      const bool has_spoken =
          std::any_of(halt.all.begin(), halt.all.end(),
                      [&](const Standing& one) { return one.process == process; });
      if (!has_spoken && is_speaker(standing)) halt.all.push_back(standing);
    }
  }
  std::sort(halt.all.begin(), halt.all.end(), [](const Standing& one, const Standing& other) {
    return std::pair(one.number, one.thread) < std::pair(other.number, other.thread);
  });
  if (held_.empty()) report_who_waits(halt);
  return halt;
}

void Gate::report_who_waits(Halt& halt) const {
  std::vector<Caller> threads;
  for (const auto& [thread, standing] : elsewhere_) threads.push_back({thread, standing.process});
  std::vector<Wait> waits = calls_.waits(threads);
  halt.is_for_ever = waits.size() == elsewhere_.size() && !calls_.has_timers() &&
                     outside_help(waits, recorder_).empty();
  for (const Standing& one : halt.all) {
    Wait wait;
    wait.process = one.process;
    wait.otherwise = one.how == How::busy     ? "is computing"
                     : one.how == How::asleep ? "sleeps"
                                              : "waits for " + one.act.object;
    waits.push_back(std::move(wait));
  }
  halt.who_waits = who_waits(waits, recorder_);
}

void Gate::read_answer() {
  const auto answer = audience_.answer();
  if (!answer) return;
  switch (answer->what) {
    case Answer::What::quit:
      quits_ = true;
      break;
    case Answer::What::run_on:
      let_all_go();
      break;
    case Answer::What::go:
      if (held_.count(answer->thread) != 0) let_go(answer->thread);
      break;
  }
  is_asking_ = false;
}

void Gate::let_go(pid_t thread) {
  const Held held = std::move(held_.extract(thread).mapped());
  Doing doing{held.call, held.act, std::nullopt, false, false};
  if (held.act.kind == probe::Kind::sleep) {
    if (const auto span = sleep_of(thread, held.call)) doing.until = os::now() + *span;
  }
  doing.waits_for_exec =
      held.act.kind == probe::Kind::fork && tracer::waits_for_exec(thread, held.call);
  doing_.insert_or_assign(thread, std::move(doing));
  asleep_since_.erase(thread);
  had_computed_.erase(thread);
  still_since_.reset();
  looks_again_ = true;
  orders_.let_go(held.caller);
}

void Gate::let_all_go() {
  is_open_ = true;
  while (!held_.empty()) let_go(held_.begin()->first);
}

void Gate::withdraw() {
  if (std::exchange(is_asking_, false)) audience_.withdraw();
}

}  // namespace tracer
