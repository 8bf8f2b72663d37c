#pragma once

#include <sys/types.h>

#include <functional>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include "core/observe/chronicle.hpp"
#include "core/observe/output_tap.hpp"
#include "core/observe/pipe_book.hpp"
#include "core/observe/waits.hpp"
#include "core/os/clock.hpp"
#include "core/os/system_call_filter.hpp"
#include "core/os/tracee.hpp"

namespace observe {

/// Understands the system calls at which a traced program stops, and tells in
/// the chronicle what they mean. PtraceObserver drives it with each call, and
/// with what it returned if that was asked for.
class Calls {
 public:
  /// A thread that has stopped, and the process that it belongs to.
  struct Caller {
    pid_t thread;
    pid_t process;
  };
  enum class Next { goes_on, stops_at_return, asks_to_trace };
  /// Told before an act of a process is told: what it wrote before comes first.
  using BeforeAct = std::function<void(pid_t process)>;
  /// Told of a child that its parent has waited for, and that was not traced.
  using UntracedEnd = std::function<void(pid_t child, os::ExitStatus status)>;

  Calls(Chronicle& chronicle, const OutputTap& tap, BeforeAct before_act, UntracedEnd untraced_end)
      : chronicle_(chronicle),
        tap_(tap),
        before_act_(std::move(before_act)),
        untraced_end_(std::move(untraced_end)) {}

  /// The calls of which anything is told.
  static os::SystemCallFilter filter();

  Next begins(const Caller& caller);
  void returned(const Caller& caller);
  /// Whether a process has a handler for a signal that is delivered to it.
  bool handles(pid_t process, int signal) const;
  // What becomes of its handlers.
  void forked(pid_t parent, pid_t child);
  void executed(pid_t process) { hears_of_children_.erase(process); }

  /// Whether a thread may have written to our streams since its last stop.
  bool takes_writer(pid_t thread) { return writers_.erase(thread) != 0; }

  /// Who waits for what, of those who have been waiting for a while.
  std::vector<Wait> waits() const;
  /// Whether somebody may be woken by a clock.
  bool has_timers() const { return has_timers_; }

  /// The thread is no more.
  void forget(pid_t thread);

  /// Tells who has been waiting in a call for a while. Returns whether anybody
  /// may have to be told of later.
  bool tell_blocked();

 private:
  /// A call that a thread is in.
  struct Doing {
    Caller caller;
    os::SystemCall call;
    os::Stamp since;
    std::optional<PipeBook::End> end;  // of a pipe: where it reads or writes
    os::OpenFile file;                 // the same
    bool told_blocked = false;
  };

  void act(const Caller& caller, probe::Act act);
  Next begins_to_wait(const Caller& caller, const os::SystemCall& call);
  Next begins_to_read(const Caller& caller, const os::SystemCall& call);
  Next begins_to_write(const Caller& caller, const os::SystemCall& call);
  Next opens_again(const Caller& caller, const os::SystemCall& call);
  void sets_handler(const Caller& caller, const os::SystemCall& call);
  void sleeps(const Caller& caller, const os::SystemCall& call);
  void signals(const Caller& caller, const os::SystemCall& call);
  Next keep(const Caller& caller, const os::SystemCall& call,
            std::optional<PipeBook::End> end = std::nullopt, const os::OpenFile& file = {});

  void has_waited(const Doing& doing, std::int64_t result);
  void has_opened(const Doing& doing);
  PipeBook::Tell teller(probe::Kind kind);

  Chronicle& chronicle_;
  const OutputTap& tap_;
  BeforeAct before_act_;
  UntracedEnd untraced_end_;
  PipeBook pipes_;
  bool has_timers_ = false;
  std::unordered_set<pid_t> writers_;                  // threads, see takes_writer()
  std::unordered_set<pid_t> hears_of_children_;        // processes with a handler for SIGCHLD
  std::unordered_map<pid_t, Doing> doing_;             // by thread
  std::unordered_map<pid_t, os::SystemCall> repeats_;  // a call that a signal interrupted
};

}  // namespace observe
