#include "core/tracer/calls/calls.hpp"

#include "core/tracer/calls/signal_waits.hpp"

#include <signal.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <utility>

#include "core/os/process/proc_file.hpp"
#include "core/os/process/process.hpp"
#include "core/os/process/signals.hpp"
#include "core/tracer/calls/call_targets.hpp"

namespace tracer {
namespace {

using probe::Act;
using probe::Kind;

/// How long a thread must have been in a call before it counts as blocked.
constexpr std::chrono::milliseconds kBlocked{2};

void remember(std::unordered_set<pid_t>& set, pid_t process, bool is_so) {
  if (is_so)
    set.insert(process);
  else
    set.erase(process);
}

}  // namespace

Calls::Calls(RunRecorder& recorder, Listeners listeners, const Lens* lens)
    : recorder_(recorder),
      lens_(lens),
      before_act_(std::move(listeners.before_act)),
      untraced_end_(std::move(listeners.untraced_end)),
      acted_(std::move(listeners.acted)),
      outputs_(std::move(listeners.output), std::move(listeners.go_on)),
      pipes_(
          outputs_, [this](const Caller& caller, Act done) { act(caller, std::move(done)); },
          [this](const Caller& caller) { return lens_ && lens_->is_beneath(caller); }),
      futex_waits_([this](const Caller& caller, Act done) { act(caller, std::move(done)); }),
      failed_execs_([this](const Caller& caller, Act done) { act(caller, std::move(done)); }),
      suspensions_([this](const Caller& caller, Act done) { act(caller, std::move(done)); }) {}

os::SystemCallFilter Calls::filter(bool outputs_are_files, os::SystemCallFilter filter) {
  PipeCalls::add_to(filter, outputs_are_files);
  FailedExecs::add_to(filter);
  SeccompCalls::add_to(filter);
  UntracedClones::add_to(filter);
  NamespacePids::add_to(filter);
  for (const long number : {SYS_wait4, SYS_waitid, SYS_nanosleep, SYS_clock_nanosleep,
                            SYS_pidfd_send_signal, SYS_setitimer, SYS_timer_create}) {
    filter.add(number);
  }
#ifdef SYS_alarm
  filter.add(SYS_alarm);
#endif
  // Signal 0 only checks whether the process exists.
  constexpr std::uint32_t kAny = 0xffffffff;
  filter.add_if_any(SYS_kill, 1, kAny);
  filter.add_if_any(SYS_tkill, 1, kAny);
  filter.add_if_any(SYS_rt_sigqueueinfo, 1, kAny);
  filter.add_if_any(SYS_tgkill, 2, kAny);
  filter.add_if_any(SYS_rt_tgsigqueueinfo, 2, kAny);
  // Each child that ends sends SIGCHLD: looking up its handler each time would
  // take too long.
  filter.add_if_equal(SYS_rt_sigaction, 0, SIGCHLD);
  filter.add_if_one_of(SYS_ptrace, 0,
                       {PTRACE_TRACEME, PTRACE_ATTACH, PTRACE_SEIZE, PTRACE_SETOPTIONS});
  return filter;
}

Next Calls::begins(const Caller& caller) {
  const auto stopped_at = os::Tracee(caller.thread).call();
  if (!stopped_at) return Next::goes_on;
  const os::SystemCall& call = *stopped_at;
  if (seccomp_calls_.answers(caller, call)) return Next::goes_on;
  if (failed_execs_.begins(caller, call)) return Next::stops_at_return;
  if (const auto next = seccomp_calls_.begins(caller, call)) return *next;
  const bool may_bring_namespace = namespace_pids_.begins(caller.thread, call);
  if (untraced_clones_.begins(caller, call)) return Next::stops_at_return;
  if (may_bring_namespace) return Next::goes_on;
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
      if (only_sleeps(call)) sleeps(caller, call);
      if (is_signalling(call)) signals(caller, call);
      return Next::goes_on;
  }
}

std::optional<Stream> Calls::stream_at(pid_t process, int descriptor) const {
  const auto found = pipes_.descriptors().find(process, descriptor);
  return found ? found->stream : std::nullopt;
}

void Calls::act(const Caller& caller, Act act) {
  before_act_(caller.process);
  act.thread = recorder_.name_of_thread(caller.thread);
  const Act* const above =
      lens_ && act.kind == Kind::block ? lens_->act_of(caller.thread) : nullptr;
  if (above)
    act.object = above->object;  // its wait is the program's
  else if (lens_ && lens_->is_beneath(caller))
    act.beneath = "multiprocessing";
  if (acted_) acted_(caller, act);
  recorder_.act(caller.process, std::move(act));
}

// ---- a call begins

Next Calls::begins_to_wait(const Caller& caller, const os::SystemCall& call) {
  const Waiting waiting = this->waiting(caller, call);
  const auto before = repeats_.extract(caller.thread);
  const bool is_repeated = before && before.mapped().arguments == call.arguments;
  if (waiting.blocks && !is_repeated) {
    Act wait = waiting.child > 0 ? act_towards(recorder_, Kind::wait, waiting.child) : Act{};
    wait.kind = Kind::wait;
    act(caller, std::move(wait));
  }
  // No child is reaped before we know of its end, unless another process traces
  // it.
  const bool asks_in_vain = !waiting.blocks && !recorder_.has_ended_child(caller.process);
  const bool may_hear_of_stops = suspensions_.may_be_any() && asks_for_stops(call);
  if (asks_in_vain && !expects_untraced_ends_ && !may_hear_of_stops) {
    // But one may end before the call is made. See report_whom_it_reaped().
    polls_[caller.thread] = caller.process;
    os::Tracee(caller.thread).stop_before_end();
    return Next::goes_on;
  }
  waits_[caller.thread] = {caller, call, suspensions_.moment()};
  return Next::stops_at_return;
}

void Calls::sets_handler(const Caller& caller, const os::SystemCall& call) {
  // The structure begins with the handler and the flags.
  std::array<std::uint64_t, 2> wide{};
  std::array<std::uint32_t, 2> narrow{};
  const os::Tracee tracee(caller.thread);
  const bool is_read = call.is_compat()
                           ? tracee.read(call.arguments[1], narrow.data(), sizeof narrow)
                           : tracee.read(call.arguments[1], wide.data(), sizeof wide);
  if (!is_read) return;
  const auto [handler, flags] =
      call.is_compat() ? std::array<std::uint64_t, 2>{narrow[0], narrow[1]} : wide;
  // SIG_DFL and SIG_IGN are 0 and 1.
  remember(hears_of_children_, caller.process, handler > 1);
  remember(leaves_no_zombies_, caller.process, (flags & SA_NOCLDWAIT) != 0);
}

bool Calls::handles(pid_t process, int signal) const {
  if (signal == SIGCHLD) return hears_of_children_.count(process) != 0;
  return os::catches(process, signal);
}

/// Its PID has been reused, so it has been reaped, by a call whose return we have
/// not seen.
void Calls::report_who_reaped(pid_t child) {
  const pid_t parent = recorder_.parent_of_zombie(child);
  if (parent == 0) return;
  for (auto& [thread, waiter] : waits_) {
    if (waiter.caller.process != parent || waiter.told != 0) continue;
    waiter.told = child;
    before_act_(parent);
    return recorder_.reaped(waiter.caller, child);
  }
  for (const auto& [thread, process] : polls_) {
    if (process != parent) continue;
    before_act_(parent);
    return recorder_.reaped({thread, process}, child);
  }
}

void Calls::forked(pid_t parent, pid_t child) {
  report_who_reaped(child);
  namespace_pids_.forked(parent, child);
  pipes_.forked(parent, child);
  remember(hears_of_children_, child, hears_of_children_.count(parent) != 0);
  remember(leaves_no_zombies_, child, leaves_no_zombies_.count(parent) != 0);
}

void Calls::executed(pid_t process) {
  failed_execs_.executed(process);
  hears_of_children_.erase(process);
  leaves_no_zombies_.erase(process);
  pipes_.executed(process);
}

void Calls::ended(pid_t process) {
  hears_of_children_.erase(process);
  leaves_no_zombies_.erase(process);
  detached_.erase(process);
  suspensions_.ended(process);
  pipes_.ended(process);
}

void Calls::sleeps(const Caller& caller, const os::SystemCall& call) {
  const auto span = clocks_.sleep_of(caller.thread, call);
  if (!span) return;
  Act sleep;
  sleep.kind = Kind::sleep;
  sleep.duration = *span;
  act(caller, std::move(sleep));
}

Signalling Calls::signalling(const Caller& caller, const os::SystemCall& call) const {
  Signalling signalling = signalling_of(caller.process, call);
  // A pidfd refers to a process that we know by our own PID.
  if (call.number == SYS_pidfd_send_signal) return signalling;
  const pid_t target = signalling.target;
  const auto outer = namespace_pids_.outer(caller.process, target < -1 ? -target : target);
  if (target > 0 || target < -1) {
    if (!outer) return {};
    signalling.target = target > 0 ? *outer : -*outer;
  }
  // It names a thread.
  const pid_t process = call.number == SYS_tkill ? os::process_of(signalling.target) : 0;
  if (process > 0) signalling.target = process;
  return signalling;
}

void Calls::signals(const Caller& caller, const os::SystemCall& call) {
  const Signalling signalling = this->signalling(caller, call);
  if (signalling.signal == 0 || os::is_reserved(signalling.signal)) return;
  const auto seen = namespace_pids_.seen_by(caller.process, recorder_.alive());
  for (const pid_t target : targets_of(signalling, caller.process, seen)) {
    Act kill = act_towards(recorder_, Kind::kill, target);
    kill.signal = signalling.signal;
    act(caller, std::move(kill));
  }
}

// ---- a call is over

Waiting Calls::waiting(const Caller& caller, const os::SystemCall& call) const {
  Waiting waiting = waiting_of(caller.process, call);
  if (waiting.child > 0 && !waiting.is_by_pidfd)
    waiting.child = namespace_pids_.outer(caller.process, waiting.child).value_or(0);
  return waiting;
}

Next Calls::returned(const Caller& caller) {
  if (const auto next = seccomp_calls_.returned(caller)) return *next;
  if (untraced_clones_.returned(caller.thread)) return Next::goes_on;
  // Without a result the thread is dying, and its call had no effect.
  const std::int64_t result = os::Tracee(caller.thread).result().value_or(-EINTR);
  if (failed_execs_.returned(caller, result) || pipes_.returned(caller, result))
    return Next::goes_on;
  const auto wait = waits_.extract(caller.thread);
  if (wait.empty()) return Next::goes_on;
  if (os::is_repeated(result)) repeats_[caller.thread] = wait.mapped().call;
  if (wait.mapped().told == 0) has_waited(wait.mapped(), result);
  return Next::goes_on;
}

void Calls::has_waited(const Waiter& waiter, std::int64_t result) {
  const Caller& caller = waiter.caller;
  auto report = report_of(caller.thread, waiter.call, result);
  if (report) report->child = namespace_pids_.outer(caller.process, report->child).value_or(0);
  if (!report || report->what == ChildReport::What::looked) return;
  const bool lives = recorder_.knows(report->child);
  const bool is_about_end = report->what == ChildReport::What::ended ||
                            (report->what == ChildReport::What::unknown && !lives);
  if (!is_about_end) return has_noticed(waiter, *report);
  if (lives) untraced_end_(report->child, *report->end);
  before_act_(caller.process);
  recorder_.reaped(caller, report->child);
}

/// A child lives, and has been stopped or continued.
void Calls::has_noticed(const Waiter& waiter, const ChildReport& report) {
  using What = ChildReport::What;
  // A process that another one traces stops for its tracer all the time.
  if (!recorder_.knows(report.child) || detached_.count(report.child) != 0) return;
  Act notice = act_towards(recorder_, Kind::notice, report.child);
  if (report.what == What::stopped) {
    suspensions_.is_said_to_have_stopped(report.child, report.signal, waiter.since);
    notice.signal = report.signal;
  } else if (report.what == What::continued) {
    suspensions_.is_said_to_have_resumed(report.child, waiter.since);
    notice.signal = SIGCONT;
  } else if (const int signal = suspensions_.stopped_by(report.child); signal != 0) {
    notice.signal = signal;
  }
  act(waiter.caller, std::move(notice));
}

void Calls::report_whom_it_reaped(const Caller& caller) {
  if (polls_.erase(caller.thread) == 0) return;
  const auto ended = recorder_.ended_children(caller.process);
  if (ended.empty()) return;
  // Its children may leave nothing to be reaped.
  if (leaves_no_zombies_.count(caller.process) != 0 || os::ignores(caller.process, SIGCHLD)) return;
  for (const pid_t child : ended) {
    const auto state = os::state_of(child);
    if (state && state->parent == caller.process) continue;
    before_act_(caller.process);
    recorder_.reaped(caller, child);
  }
}

void Calls::settle(const Caller& caller, Came came) {
  stirred_[caller.thread] = caller.process;
  pipes_.settle(caller.thread, came);
  pipes_.fifos().settle(caller.thread);
  futex_waits_.settle(caller.thread);
}

void Calls::forget(const Caller& caller) {
  settle(caller, Came::through);
  stirred_.erase(caller.thread);
  pipes_.forget(caller.thread);
  failed_execs_.forget(caller.thread);
  suspensions_.forget(caller.thread);
  clocks_.forget(caller.thread);
  seccomp_calls_.forget(caller.thread);
  untraced_clones_.forget(caller.thread);
  polls_.erase(caller.thread);
  waits_.erase(caller.thread);
  repeats_.erase(caller.thread);
}

std::vector<BlockedCall> Calls::waits(const std::vector<Caller>& threads) {
  std::vector<BlockedCall> found;
  pipes_.add_waits(found);
  for (const Caller& caller : threads) {
    const auto call = os::call_in_progress(caller.thread);
    if (const Act* const act = lens_ && call ? lens_->act_in(caller, *call) : nullptr) {
      const auto own = std::find_if(found.begin(), found.end(), [&](const BlockedCall& one) {
        return one.thread == caller.thread && act->object.type == probe::ObjectType::pipe;
      });
      if (own != found.end()) {
        own->object = act->object.shown();
        continue;
      }
      std::erase_if(found, [&](const BlockedCall& one) { return one.thread == caller.thread; });
      if (!has_limit(*call)) found.push_back(wait_in(caller, *call, *act));
      continue;
    }
    if (const auto wait = wait_for_child(caller)) found.push_back(*wait);
    if (!call) continue;
    if (auto wait = futex_waits_.wait_of(caller, *call)) found.push_back(std::move(*wait));
    if (auto wait = pipes_.fifos().wait_of(caller, *call)) found.push_back(std::move(*wait));
    if (auto wait = signal_wait_of(caller, *call)) found.push_back(std::move(*wait));
  }
  return found;
}

/// A wait for the object of an act of the program.
BlockedCall Calls::wait_in(const Caller& caller, const os::SystemCall& call,
                           const probe::Act& act) {
  BlockedCall wait;
  wait.process = caller.process;
  wait.thread = caller.thread;
  wait.object = act.object.shown();
  wait.type = act.object.type;
  wait.is_pipe = false;
  if (const auto futex = futex_waits_.wait_of(caller, call)) wait.shared_as = futex->shared_as;
  wait.held_by = lens_->holders().of(act.object);
  return wait;
}

std::optional<BlockedCall> Calls::wait_for_child(const Caller& caller) const {
  const auto call = waits_.find(caller.thread);
  if (call == waits_.end()) return std::nullopt;
  const auto now = os::call_in_progress(caller.thread);
  if (!now || now->number != call->second.call.own_number()) return std::nullopt;
  BlockedCall wait;
  wait.process = caller.process;
  wait.child = waiting(caller, call->second.call).child;
  return wait;
}

bool Calls::report_blocked() {
  std::erase_if(stirred_, [this](const auto& one) {
    const Caller caller{one.first, one.second};
    const auto call = os::call_in_progress(caller.thread);
    if (call) look_at(caller, *call);
    return call.has_value();
  });
  failed_execs_.report_all();
  return pipes_.report_blocked(os::now() - kBlocked);
}

void Calls::report_blocked(const std::vector<Caller>& threads) {
  for (const Caller& caller : threads) {
    if (const auto call = os::call_in_progress(caller.thread)) look_at(caller, *call);
  }
  pipes_.report_blocked(os::now());
}

void Calls::look_at(const Caller& caller, const os::SystemCall& call) {
  futex_waits_.look_at(caller, call);
  pipes_.fifos().look_at(caller, call);
}

}  // namespace tracer
