#pragma once

#include <sys/types.h>

#include <functional>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include "core/observe/caller.hpp"
#include "core/observe/chronicle.hpp"
#include "core/observe/output_calls.hpp"
#include "core/observe/pipe_calls.hpp"
#include "core/observe/sleepers.hpp"
#include "core/observe/waits.hpp"
#include "core/os/clock.hpp"
#include "core/os/system_call_filter.hpp"
#include "core/os/tracee.hpp"

namespace observe {

/// Understands the system calls at which a traced program stops, and tells in
/// the chronicle what they mean. PtraceObserver drives it with each call before it
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
  Calls(Chronicle& chronicle, Listeners listeners);

  /// The calls of which anything is told, beside those that `filter` has.
  /// `outputs_are_files`: one of the program's streams is a regular file.
  static os::SystemCallFilter filter(bool outputs_are_files, os::SystemCallFilter filter = {});

  /// The first process starts with a stream under this number.
  void starts_with(pid_t process, int descriptor, Stream stream) {
    pipes_.starts_with(process, descriptor, stream);
  }

  Next begins(const Caller& caller);
  /// The thread has stopped at the return of its call.
  void returned(const Caller& caller);
  /// A thread has come out of the call that it was in, if it was in one.
  void settle(const Caller& caller, Came came);
  /// The thread has stopped again, and is not dead: whom did it reap by asking for
  /// an ended child when we knew of none?
  void tell_whom_it_reaped(const Caller& caller);
  /// From now on a child may end of which only its parent knows how.
  void expect_untraced_ends() { expects_untraced_ends_ = true; }

  /// Whether a process has a handler for a signal that is delivered to it.
  bool handles(pid_t process, int signal) const;
  // What becomes of its handlers and its ends of pipes.
  void forked(pid_t parent, pid_t child);
  void executed(pid_t process);
  void ended(pid_t process);
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
  std::vector<Wait> waits(const std::vector<Caller>& threads);
  /// Whether somebody may be woken by a clock.
  bool has_timers() const { return has_timers_; }

  /// The thread is no more.
  void forget(const Caller& caller);

  /// Nothing has happened for a while: tells who has been waiting in a call. Looks
  /// at those that have stopped since, so that those that wait for long cost nothing.
  /// Returns whether anybody may have to be told of later.
  bool tell_blocked();
  /// The same, and looks at all of `threads`: one may have gone from one wait to
  /// another without a stop.
  void tell_blocked(const std::vector<Caller>& threads);

 private:
  void act(const Caller& caller, probe::Act act);
  Next begins_to_wait(const Caller& caller, const os::SystemCall& call);
  void sets_handler(const Caller& caller, const os::SystemCall& call);
  void sleeps(const Caller& caller, const os::SystemCall& call);
  void signals(const Caller& caller, const os::SystemCall& call);
  void look_at(const Caller& caller, const os::SystemCall& call);
  void has_waited(const Caller& caller, const os::SystemCall& call, std::int64_t result);
  std::optional<Wait> wait_for_child(const Caller& caller) const;

  Chronicle& chronicle_;
  BeforeAct before_act_;
  UntracedEnd untraced_end_;
  OutputCalls outputs_;
  PipeCalls pipes_;
  Sleepers sleepers_;
  bool has_timers_ = false;
  bool expects_untraced_ends_ = false;
  std::unordered_set<pid_t> hears_of_children_;        // processes with a handler for SIGCHLD
  std::unordered_set<pid_t> leaves_no_zombies_;        // processes with SA_NOCLDWAIT
  std::unordered_map<pid_t, pid_t> stirred_;           // threads, see tell_blocked(); process
  std::unordered_set<pid_t> polls_;                    // threads, see tell_whom_it_reaped()
  std::unordered_map<pid_t, os::SystemCall> waits_;    // for children, by thread
  std::unordered_map<pid_t, os::SystemCall> repeats_;  // a call that a signal interrupted
};

}  // namespace observe
