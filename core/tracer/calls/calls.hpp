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
#include "core/tracer/calls/failed_execs.hpp"
#include "core/tracer/calls/futex_waits.hpp"
#include "core/tracer/calls/inner_pids.hpp"
#include "core/tracer/calls/sandboxes.hpp"
#include "core/tracer/calls/suspensions.hpp"
#include "core/tracer/calls/untraced_clones.hpp"
#include "core/tracer/calls/waits.hpp"
#include "core/tracer/pipes/output_calls.hpp"
#include "core/tracer/pipes/pipe_calls.hpp"
#include "core/tracer/run_recorder.hpp"

namespace tracer {

/// Understands the system calls at which a traced program stops, and tells in
/// the recorder what they mean. PtraceObserver drives it with each call before it
/// is made, and again when its thread has come out of it: mostly that is at its
/// next stop, since to stop at each return, too, would take twice as long.
class Calls {
 public:
  /// Told before an act of a process is told: what it wrote before comes first.
  using BeforeAct = std::function<void(pid_t process)>;
  /// Told of a child that its parent has waited for, and that was not traced.
  using UntracedEnd = std::function<void(pid_t child, os::ExitStatus status)>;

  /// What is told, and to whom.
  struct Listeners {
    BeforeAct before_act;
    UntracedEnd untraced_end;
    OutputCalls::Take output;
    OutputCalls::GoOn go_on;  ///< a thread that was kept waiting its turn
  };
  Calls(RunRecorder& recorder, Listeners listeners);

  /// The calls of which anything is told, beside those that `filter` has.
  /// `outputs_are_files`: one of the program's streams is a regular file.
  static os::SystemCallFilter filter(bool outputs_are_files, os::SystemCallFilter filter = {});

  /// The first process starts with a stream under this number.
  void starts_with(pid_t process, int descriptor, Stream stream) {
    pipes_.starts_with(process, descriptor, stream);
  }

  Next begins(const Caller& caller);
  /// The thread has stopped at the return of its call.
  Next returned(const Caller& caller);
  /// What a call says about whom it waits for, or signals, as we know them.
  Waiting waiting(const Caller& caller, const os::SystemCall& call) const;
  Signalling signalling(const Caller& caller, const os::SystemCall& call) const;
  /// A thread has come out of the call that it was in, if it was in one.
  void settle(const Caller& caller, Came came);
  /// The thread has stopped again, and is not dead: whom did it reap by asking for
  /// an ended child when we knew of none?
  void report_whom_it_reaped(const Caller& caller);
  /// The thread has stopped, and not at a call: what has gone before is told.
  void interrupted(const Caller& caller) { failed_execs_.report(caller); }
  /// From now on a child may end of which only its parent knows how.
  void expect_untraced_ends() { expects_untraced_ends_ = true; }

  /// Whether a process has a handler for a signal that is delivered to it.
  bool handles(pid_t process, int signal) const;
  // What becomes of its handlers and its ends of pipes.
  void forked(pid_t parent, pid_t child);
  void executed(pid_t process);
  void ended(pid_t process);
  /// It is traced by another one from now on, who makes it stop and go on.
  void detached(pid_t process) { detached_.insert(process); }

  /// A thread has made a process or a thread; it has stopped.
  void has_made(pid_t thread, pid_t made) { untraced_clones_.has_made(thread, made); }
  /// A thread has stopped, for whatever reason.
  void has_stopped(pid_t thread) { untraced_clones_.has_stopped(thread); }
  /// Whom a process means by a PID; empty: nobody we know.
  std::optional<pid_t> outer(pid_t process, pid_t inner) const {
    return inner_pids_.outer(process, inner);
  }

  /// Who is stopped by signals, and who is not any more.
  Suspensions& suspensions() { return suspensions_; }
  /// The ends of pipes that a process has: "both ends of pipe-1".
  std::string pipes_of(pid_t process) const { return pipes_.held_by(process); }

  /// The calls that write to the program's streams.
  OutputCalls& outputs() { return outputs_; }
  /// Which stream a descriptor of a process stands for; empty: neither.
  std::optional<Stream> stream_at(pid_t process, int descriptor) const;

  /// The account of the pipes.
  const PipeBook& pipes() const { return pipes_.book(); }

  /// Who waits for what, of those of `threads` who are in a call that waits, and
  /// for no limited time.
  std::vector<BlockedCall> waits(const std::vector<Caller>& threads);
  /// Whether somebody may be woken by a clock.
  bool has_timers() const { return has_timers_; }

  /// The thread is no more.
  void forget(const Caller& caller);

  /// Nothing has happened for a while: tells who has been waiting in a call. Looks
  /// at those that have stopped since, so that those that wait for long cost nothing.
  /// Returns whether anybody may have to be told of later.
  bool report_blocked();
  /// The same, and looks at all of `threads`: one may have gone from one wait to
  /// another without a stop.
  void report_blocked(const std::vector<Caller>& threads);

 private:
  /// A thread that is in a call that waits for children.
  struct Waiter {
    Caller caller;
    os::SystemCall call;
    std::uint64_t since = 0;  ///< the moment of suspensions_
    pid_t told = 0;           ///< whom it has reaped, if that could be known before it returned
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
  std::optional<BlockedCall> wait_for_child(const Caller& caller) const;

  RunRecorder& recorder_;
  BeforeAct before_act_;
  UntracedEnd untraced_end_;
  OutputCalls outputs_;
  PipeCalls pipes_;
  FutexWaits futex_waits_;
  FailedExecs failed_execs_;
  Suspensions suspensions_;
  Sandboxes sandboxes_;
  UntracedClones untraced_clones_;
  InnerPids inner_pids_;
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
