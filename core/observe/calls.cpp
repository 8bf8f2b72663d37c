#include "core/observe/calls.hpp"

#include <signal.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include <cerrno>
#include <chrono>
#include <utility>

#include "core/observe/call_targets.hpp"
#include "core/os/proc_file.hpp"
#include "core/os/process.hpp"
#include "core/os/signals.hpp"

namespace observe {
namespace {

using probe::Act;
using probe::Kind;

/// For how long one must have been in a call before it counts as blocked.
constexpr std::chrono::milliseconds kBlocked{2};

void remember(std::unordered_set<pid_t>& set, pid_t process, bool is_so) {
  if (is_so)
    set.insert(process);
  else
    set.erase(process);
}

}  // namespace

Calls::Calls(Chronicle& chronicle, Listeners listeners)
    : chronicle_(chronicle),
      before_act_(std::move(listeners.before_act)),
      untraced_end_(std::move(listeners.untraced_end)),
      outputs_(std::move(listeners.output), std::move(listeners.go_on)),
      pipes_(outputs_, [this](const Caller& caller, Act done) { act(caller, std::move(done)); }),
      sleepers_([this](const Caller& caller, Act done) { act(caller, std::move(done)); }) {}

os::SystemCallFilter Calls::filter(bool outputs_are_files, os::SystemCallFilter filter) {
  PipeCalls::add_to(filter, outputs_are_files);
  for (const long number : {SYS_wait4, SYS_waitid, SYS_nanosleep, SYS_clock_nanosleep,
                            SYS_pidfd_send_signal, SYS_setitimer, SYS_timer_create}) {
    filter.add(number);
  }
#ifdef SYS_alarm
  filter.add(SYS_alarm);
#endif
  // Signal 0 only asks whether there is somebody.
  constexpr std::uint32_t kAny = 0xffffffff;
  filter.add_if_any(SYS_kill, 1, kAny);
  filter.add_if_any(SYS_tkill, 1, kAny);
  filter.add_if_any(SYS_rt_sigqueueinfo, 1, kAny);
  filter.add_if_any(SYS_tgkill, 2, kAny);
  filter.add_if_any(SYS_rt_tgsigqueueinfo, 2, kAny);
  // Each child that ends sends it: to look it up each time would take too long.
  filter.add_if_equal(SYS_rt_sigaction, 0, SIGCHLD);
  filter.add_if_one_of(SYS_ptrace, 0, {PTRACE_TRACEME, PTRACE_ATTACH, PTRACE_SEIZE});
  return filter;
}

Next Calls::begins(const Caller& caller) {
  const auto stopped_at = os::Tracee(caller.thread).call();
  if (!stopped_at) return Next::goes_on;
  const os::SystemCall& call = *stopped_at;
  if (const auto next = pipes_.begins(caller, call)) return *next;
  switch (call.number) {
    case SYS_wait4:
    case SYS_waitid:
      return begins_to_wait(caller, call);
    case SYS_rt_sigaction:
      sets_handler(caller, call);
      return Next::goes_on;
    case SYS_nanosleep:
    case SYS_clock_nanosleep:
      sleeps(caller, call);
      return Next::goes_on;
#ifdef SYS_alarm
    case SYS_alarm:
#endif
    case SYS_setitimer:
    case SYS_timer_create:
      has_timers_ = true;
      return Next::goes_on;
    case SYS_ptrace:
      return Next::asks_to_trace;
    default:
      signals(caller, call);
      return Next::goes_on;
  }
}

std::optional<Stream> Calls::stream_at(pid_t process, int descriptor) const {
  const auto found = pipes_.descriptors().find(process, descriptor);
  return found ? found->stream : std::nullopt;
}

void Calls::act(const Caller& caller, Act act) {
  before_act_(caller.process);
  act.thread = chronicle_.name_of_thread(caller.thread);
  chronicle_.act(caller.process, std::move(act));
}

// ---- a call begins

Next Calls::begins_to_wait(const Caller& caller, const os::SystemCall& call) {
  const Waiting waiting = waiting_of(caller.process, call);
  const auto before = repeats_.extract(caller.thread);
  const bool is_repeated = before && before.mapped().arguments == call.arguments;
  if (waiting.blocks && !is_repeated) {
    Act wait = waiting.child > 0 ? act_towards(chronicle_, Kind::wait, waiting.child) : Act{};
    wait.kind = Kind::wait;
    act(caller, std::move(wait));
  }
  // Nobody is reaped before we know of the end, unless somebody else traces it.
  const bool asks_in_vain = !waiting.blocks && !chronicle_.has_ended_child(caller.process);
  if (asks_in_vain && !expects_untraced_ends_) {
    // It seems so: one may end before the call is made. See tell_whom_it_reaped().
    polls_.insert(caller.thread);
    os::Tracee(caller.thread).stop_before_end();
    return Next::goes_on;
  }
  waits_[caller.thread] = call;
  return Next::stops_at_return;
}

void Calls::sets_handler(const Caller& caller, const os::SystemCall& call) {
  struct {
    std::uint64_t handler;
    std::uint64_t flags;
  } action{};  // so it begins for the kernel
  if (!os::Tracee(caller.thread).read(call.arguments[1], &action, sizeof action)) return;
  // SIG_DFL and SIG_IGN are 0 and 1.
  remember(hears_of_children_, caller.process, action.handler > 1);
  remember(leaves_no_zombies_, caller.process, (action.flags & SA_NOCLDWAIT) != 0);
}

bool Calls::handles(pid_t process, int signal) const {
  if (signal == SIGCHLD) return hears_of_children_.count(process) != 0;
  return os::catches(process, signal);
}

void Calls::forked(pid_t parent, pid_t child) {
  pipes_.forked(parent, child);
  remember(hears_of_children_, child, hears_of_children_.count(parent) != 0);
  remember(leaves_no_zombies_, child, leaves_no_zombies_.count(parent) != 0);
}

void Calls::executed(pid_t process) {
  hears_of_children_.erase(process);
  leaves_no_zombies_.erase(process);
  pipes_.executed(process);
}

void Calls::ended(pid_t process) {
  hears_of_children_.erase(process);
  leaves_no_zombies_.erase(process);
  pipes_.ended(process);
}

void Calls::sleeps(const Caller& caller, const os::SystemCall& call) {
  const auto span = sleep_of(caller.thread, call);
  if (!span) return;
  Act sleep;
  sleep.kind = Kind::sleep;
  sleep.value = in_seconds(*span);
  act(caller, std::move(sleep));
}

void Calls::signals(const Caller& caller, const os::SystemCall& call) {
  const Signalling signalling = signalling_of(caller.process, call);
  if (os::is_reserved(signalling.signal)) return;
  for (const pid_t target : targets_of(signalling, caller.process, chronicle_.alive())) {
    Act kill = act_towards(chronicle_, Kind::kill, target);
    kill.signal = signalling.signal;
    act(caller, std::move(kill));
  }
}

// ---- a call is over

void Calls::returned(const Caller& caller) {
  // Without a result it is dying, and what it was about was not done.
  const std::int64_t result = os::Tracee(caller.thread).result().value_or(-EINTR);
  if (pipes_.returned(caller, result)) return;
  const auto wait = waits_.extract(caller.thread);
  if (wait.empty()) return;
  if (os::is_repeated(result)) repeats_[caller.thread] = wait.mapped();
  has_waited(caller, wait.mapped(), result);
}

void Calls::has_waited(const Caller& caller, const os::SystemCall& call, std::int64_t result) {
  const pid_t child = waited_for(caller.thread, call, result);
  if (child <= 0) return;
  if (chronicle_.knows(child)) {
    if (const auto status = end_waited_for(caller.thread, call)) untraced_end_(child, *status);
  }
  before_act_(caller.process);
  chronicle_.reaped(caller, child);
}

void Calls::tell_whom_it_reaped(const Caller& caller) {
  if (polls_.erase(caller.thread) == 0) return;
  const auto ended = chronicle_.ended_children(caller.process);
  if (ended.empty()) return;
  // Of its children there may be nothing left to be reaped.
  if (leaves_no_zombies_.count(caller.process) != 0 || os::ignores(caller.process, SIGCHLD)) return;
  for (const pid_t child : ended) {
    const auto state = os::state_of(child);
    if (state && state->parent == caller.process) continue;
    before_act_(caller.process);
    chronicle_.reaped(caller, child);
  }
}

void Calls::settle(const Caller& caller, Came came) {
  stirred_[caller.thread] = caller.process;
  pipes_.settle(caller.thread, came);
  pipes_.fifos().settle(caller.thread);
  sleepers_.settle(caller.thread);
}

void Calls::forget(const Caller& caller) {
  settle(caller, Came::through);
  stirred_.erase(caller.thread);
  pipes_.forget(caller.thread);
  polls_.erase(caller.thread);
  waits_.erase(caller.thread);
  repeats_.erase(caller.thread);
}

std::vector<Wait> Calls::waits(const std::vector<Caller>& threads) {
  std::vector<Wait> found;
  pipes_.add_waits(found);
  for (const Caller& caller : threads) {
    if (const auto wait = wait_for_child(caller)) found.push_back(*wait);
    const auto call = os::call_in_progress(caller.thread);
    if (!call) continue;
    if (auto wait = sleepers_.wait_of(caller, *call)) found.push_back(std::move(*wait));
    if (auto wait = pipes_.fifos().wait_of(caller, *call)) found.push_back(std::move(*wait));
  }
  return found;
}

std::optional<Wait> Calls::wait_for_child(const Caller& caller) const {
  const auto call = waits_.find(caller.thread);
  if (call == waits_.end()) return std::nullopt;
  const auto now = os::call_in_progress(caller.thread);
  if (!now || now->number != call->second.number) return std::nullopt;
  Wait wait;
  wait.process = caller.process;
  wait.child = waiting_of(caller.process, call->second).child;
  return wait;
}

bool Calls::tell_blocked() {
  std::erase_if(stirred_, [this](const auto& one) {
    const Caller caller{one.first, one.second};
    const auto call = os::call_in_progress(caller.thread);
    if (call) look_at(caller, *call);
    return call.has_value();
  });
  return pipes_.tell_blocked(os::now() - kBlocked);
}

void Calls::tell_blocked(const std::vector<Caller>& threads) {
  for (const Caller& caller : threads) {
    if (const auto call = os::call_in_progress(caller.thread)) look_at(caller, *call);
  }
  pipes_.tell_blocked(os::now() - kBlocked);
}

void Calls::look_at(const Caller& caller, const os::SystemCall& call) {
  sleepers_.look_at(caller, call);
  pipes_.fifos().look_at(caller, call);
}

}  // namespace observe
