#pragma once

#include <sys/types.h>

#include <functional>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include "core/os/clock.hpp"
#include "core/os/ptrace/system_call_filter.hpp"
#include "core/os/ptrace/tracee.hpp"
#include "core/tracer/calls/call_targets.hpp"
#include "core/tracer/calls/caller.hpp"
#include "core/tracer/calls/clocks.hpp"
#include "core/tracer/calls/failed_execs.hpp"
#include "core/tracer/calls/futex_waits.hpp"
#include "core/tracer/calls/namespace_pids.hpp"
#include "core/tracer/calls/seccomp_calls.hpp"
#include "core/tracer/calls/suspensions.hpp"
#include "core/tracer/calls/untraced_clones.hpp"
#include "core/tracer/calls/waits.hpp"
#include "core/tracer/lens/lens.hpp"
#include "core/tracer/pipes/output_calls.hpp"
#include "core/tracer/pipes/pipe_calls.hpp"
#include "core/tracer/run_recorder.hpp"

namespace tracer {

/// Interprets the system calls at which a traced program stops, and records what
/// they mean. PtraceObserver drives it with each call before it is made, and
/// again when the thread is out of it: usually at its next stop, since stopping
/// at each return as well would take twice as long.
class Calls {
 public:
  /// Called before an act of a process is recorded: what it wrote before must
  /// come first.
  using BeforeAct = std::function<void(pid_t process)>;
  /// Called for a child that was not traced, when its parent has waited for it.
  using UntracedEnd = std::function<void(pid_t child, os::ExitStatus status)>;

  /// What is called for what.
  struct Listeners {
    BeforeAct before_act;
    UntracedEnd untraced_end;
    OutputCalls::Take output;
    OutputCalls::GoOn go_on;  ///< for a thread that waited its turn
    /// Called after an act has been recorded.
    std::function<void(const Caller& caller, const probe::Act& act)> acted;
  };
  /// `lens`: what a library does for an act of the program is recorded as beneath it;
  /// nullptr: none.
  Calls(RunRecorder& recorder, Listeners listeners, const Lens* lens = nullptr);

  /// The calls that are recorded, in addition to those of `filter`.
  /// `outputs_are_files`: one of the program's streams is a regular file.
  static os::SystemCallFilter filter(bool outputs_are_files, os::SystemCallFilter filter = {});

  /// The first process, which may be in a PID namespace already.
  void begins_with(pid_t process) { namespace_pids_.begins_with(process); }
  /// The first process starts with this stream under this number.
  void starts_with(pid_t process, int descriptor, Stream stream) {
    pipes_.starts_with(process, descriptor, stream);
  }

  Next begins(const Caller& caller);
  /// The thread has stopped at the return of its call.
  Next returned(const Caller& caller);
  /// Which processes a call waits for or signals, by our PIDs.
  Waiting waiting(const Caller& caller, const os::SystemCall& call) const;
  Signalling signalling(const Caller& caller, const os::SystemCall& call) const;
  /// A thread is out of the call that it was in, if any.
  void settle(const Caller& caller, Came came);
  /// The thread has stopped again, alive: finds out which child it reaped if it
  /// asked for an ended child when we knew of none.
  void report_whom_it_reaped(const Caller& caller);
  /// The thread has stopped, but not at a call: records what is still due.
  void interrupted(const Caller& caller) { failed_execs_.report(caller); }
  /// From now on only the parent may know how a child ended.
  void expect_untraced_ends() { expects_untraced_ends_ = true; }

  /// Whether any process has a handler for the end of its children.
  bool hears_of_children() const { return !hears_of_children_.empty(); }
  /// Whether a process has a handler for a signal that is delivered to it.
  bool handles(pid_t process, int signal) const;
  // Effects on its handlers and its ends of pipes.
  void forked(pid_t parent, pid_t child);
  void executed(pid_t process);
  void ended(pid_t process);
  /// From now on another process traces it, and makes it stop and go on.
  void detached(pid_t process) { detached_.insert(process); }

  /// A thread has made a process or a thread; it has stopped.
  void has_made(pid_t thread, pid_t made) { untraced_clones_.has_made(thread, made); }
  /// A thread has stopped, for whatever reason.
  void has_stopped(pid_t thread) { untraced_clones_.has_stopped(thread); }
  /// The process that `process` means by the PID `inner`; empty: unknown.
  std::optional<pid_t> outer(pid_t process, pid_t inner) const {
    return namespace_pids_.outer(process, inner);
  }

  /// Which processes are stopped by signals.
  Suspensions& suspensions() { return suspensions_; }
  /// The ends of pipes that a process has: "both ends of pipe-1".
  std::string pipes_of(pid_t process) const { return pipes_.held_by(process); }

  /// The calls that write to the program's streams.
  OutputCalls& outputs() { return outputs_; }
  /// Which stream a descriptor of a process refers to; empty: neither.
  std::optional<Stream> stream_at(pid_t process, int descriptor) const;

  /// The state of the pipes.
  const PipeBook& pipes() const { return pipes_.book(); }
  Clocks& clocks() { return clocks_; }
  const Clocks& clocks() const { return clocks_; }
  /// See PipeCalls.
  std::vector<PipeBook::End> pipes_without_reader() const { return pipes_.without_reader(); }
  bool has_closed_in_passing() const { return pipes_.has_closed_in_passing(); }
  std::optional<probe::Act> closing_to_read(const Caller& caller, int descriptor) const {
    return pipes_.closing_to_read(caller, descriptor);
  }
  /// From now on a thread that may have to wait for a transfer stops after it.
  void stop_at_returns() { pipes_.stop_at_returns(); }

  /// What each of `threads` waits for, if it is in a call that waits without a
  /// time limit.
  std::vector<BlockedCall> waits(const std::vector<Caller>& threads);
  /// Whoever holds threads before they wait at that futex records that, and calls it so.
  void call_futex(std::uint64_t address, probe::ObjectRef object) {
    futex_waits_.call(address, std::move(object));
  }
  /// Whether a timer may wake a process.
  bool has_timers() const { return has_timers_; }

  /// The thread has ended.
  void forget(const Caller& caller);

  /// Nothing has happened for a while: records which threads are waiting in a call.
  /// Looks only at threads that have stopped since the last time, so that long waits
  /// cost nothing. Returns whether it has to be called again.
  bool report_blocked();
  /// The same for all of `threads`: one may have gone from one wait to another
  /// without a stop.
  void report_blocked(const std::vector<Caller>& threads);

 private:
  /// A thread in a call that waits for children.
  struct Waiter {
    Caller caller;
    os::SystemCall call;
    std::uint64_t since = 0;  ///< the moment of suspensions_
    pid_t told = 0;           ///< the child that it has reaped, if that was known before it
                              ///< returned
  };

  void act(const Caller& caller, probe::Act act);
  void report_who_reaped(pid_t child);
  Next begins_to_wait(const Caller& caller, const os::SystemCall& call);
  void sets_handler(const Caller& caller, const os::SystemCall& call);
  void sleeps(const Caller& caller, const os::SystemCall& call);
  void signals(const Caller& caller, const os::SystemCall& call);
  void look_at(const Caller& caller, const os::SystemCall& call);
  void has_waited(const Waiter& waiter, std::int64_t result);
  void has_noticed(const Waiter& waiter, const ChildReport& report);
  BlockedCall wait_in(const Caller& caller, const os::SystemCall& call, const probe::Act& act);
  std::optional<BlockedCall> wait_for_child(const Caller& caller) const;

  RunRecorder& recorder_;
  const Lens* lens_;
  BeforeAct before_act_;
  UntracedEnd untraced_end_;
  std::function<void(const Caller& caller, const probe::Act& act)> acted_;
  OutputCalls outputs_;
  PipeCalls pipes_;
  FutexWaits futex_waits_;
  FailedExecs failed_execs_;
  Suspensions suspensions_;
  Clocks clocks_;
  SeccompCalls seccomp_calls_;
  UntracedClones untraced_clones_;
  NamespacePids namespace_pids_;
  bool has_timers_ = false;
  bool expects_untraced_ends_ = false;
  std::unordered_set<pid_t> hears_of_children_;        // processes with a handler for SIGCHLD
  std::unordered_set<pid_t> leaves_no_zombies_;        // processes with SA_NOCLDWAIT
  std::unordered_map<pid_t, pid_t> stirred_;           // threads, see report_blocked(); process
  std::unordered_set<pid_t> detached_;                 // processes
  std::unordered_map<pid_t, pid_t> polls_;             // see report_whom_it_reaped()
  std::unordered_map<pid_t, Waiter> waits_;            // for children, by thread
  std::unordered_map<pid_t, os::SystemCall> repeats_;  // a call that a signal interrupted
};

}  // namespace tracer
