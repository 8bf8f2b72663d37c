#pragma once

#include <sys/types.h>

#include <chrono>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <unordered_map>
#include <vector>

#include "core/choice/source.hpp"
#include "core/choice/turns.hpp"
#include "core/os/clock.hpp"
#include "core/os/ptrace/tracee.hpp"
#include "core/tracer/calls/calls.hpp"
#include "core/tracer/calls/intents.hpp"
#include "core/tracer/calls/signal_changes.hpp"
#include "core/tracer/lens/lens.hpp"
#include "core/tracer/memory/guarded_memory.hpp"
#include "core/tracer/observer.hpp"
#include "core/tracer/run_history.hpp"
#include "core/tracer/run_recorder.hpp"
#include "core/tracer/source/debug_lines.hpp"
#include "core/tracer/thread_activity.hpp"
#include "core/tracer/threads.hpp"

namespace tracer {

/// Holds each thread of a run before each call that others can notice, and is a
/// source of points: when no thread is on its way to such a call any more, Turns
/// decides which one goes on. PtraceObserver drives it: it reports every stop to the
/// gate, and resumes the threads that the gate lets go.
///
/// A thread is on its way unless it is held or known to be elsewhere, see ThreadActivity.
/// After a fork both sides reach the gate before the audience is asked.
///
/// One thread is on its way at a time: the stops of others are put off until it is at rest.
///
/// Time is virtual here: a thread that sleeps stays held, is asleep until it is chosen
/// to wake, and never enters the kernel.
class Gate : private choice::Source {
 public:
  /// What the gate wants done.
  struct Orders {
    /// The thread makes the call at which it was held, at that line of its source.
    std::function<void(const Caller& caller, const Place& place)> let_go;
    /// A stop that was put off is answered now.
    std::function<void(const os::Stop& stop)> answer;
    /// The thread sleeps from now on, and stays where it is; and its sleep is over.
    std::function<void(const Caller& caller)> fall_asleep;
    std::function<void(const Caller& caller)> wake;
    /// The program learns something that no choice decides: see OutsideCalls::noted().
    std::function<void(const std::string& what)> learns;
    /// Records what the thread has done with a file.
    std::function<void(const Caller& caller, probe::Act act)> report;
    /// Records all output so far.
    std::function<void()> catch_up;
  };

  Gate(const Request& request, Orders orders, const Intents& intents, const RunRecorder& recorder,
       Calls& calls, const Threads& threads, const Lens* lens, GuardedMemory& memory,
       DebugLines& lines)
      : audience_(*request.audience),
        sources_(request.sources),
        honours_sleep_(request.options.honours_sleep),
        turns_(request.options, *this, audience_),
        orders_(std::move(orders)),
        intents_(intents),
        recorder_(recorder),
        calls_(calls),
        threads_(threads),
        lens_(lens),
        memory_(memory),
        lines_(lines) {
    if (request.options.tells_state) history_.emplace();
  }

  /// Whether a stop of a living thread is to be answered later: another thread is on its
  /// way. So no two do something at once, and the same choices give the same run: a new
  /// process starts when its maker is at rest, a thread that was woken goes on when the
  /// one that has woken it is.
  bool puts_off(const os::Stop& stop);

  /// A thread has stopped before a call. Whether it is held there.
  bool keeps(const Caller& caller, const os::SystemCall& call);
  /// A thread has stopped before an act that its lens has told: it is held there.
  void hold_word(const Caller& caller, const os::SystemCall& call, probe::Act act);
  /// That act is over. `fails`: it was in vain, which is not recorded.
  void word_ends(const Caller& caller, bool fails);
  /// Whether it shall try that act, and not wait in it: so that where several wait, a choice
  /// decides which of them goes on.
  bool tries(pid_t thread) const;
  /// It has tried, and would have to wait.
  void has_to_wait(pid_t thread);
  /// A thread has stopped before it uses memory that processes share. Whether it is held there.
  bool keeps_access(const Caller& caller, const MemoryAccess& access);
  /// A thread is about to wait for another, or to wake one, at a word of such memory. Whether
  /// it is held there: where a library does that, it is a part of a word's act.
  bool keeps_futex(const Caller& caller, const os::SystemCall& call);
  /// It has used it.
  void accessed(const Caller& caller, GuardedMemory::Done done);
  /// Whether the thread must stop at the return of the call that it was let into: what came
  /// of it is a part of the run's state.
  bool wants_result(pid_t thread) const;
  /// It has stopped there. False: it is to stop before the same call again.
  bool returned(const Caller& caller);
  /// A thread is let into a call in which it may sleep, and at which it is not held.
  void may_sleep(pid_t thread) { sleepers_.insert(thread); }
  /// The call that the thread is to make instead of the one that it was let into: it tries
  /// to get a lock, and does not wait. Empty: none.
  std::optional<os::SystemCall> tries_instead(pid_t thread) const;
  /// Whether the call that the thread was let into sends a SIGKILL to a process of the run
  /// that is held: it will die when it is chosen. The call is not to be made then.
  bool puts_off_death(const Caller& caller);
  /// The thread has done something that no other process could notice.
  void acted(const Caller& caller, const probe::Act& act);
  /// A signal is being delivered to the process.
  void delivers(pid_t process, int signal);
  /// The first process is about to begin.
  void begins(pid_t first);
  /// The process has ended.
  void ended(pid_t process, std::string_view how);
  /// A thread makes a call that only learns something, like the time: again and again, it
  /// may do nothing but wait.
  void asks_outside(const Caller& caller, const os::SystemCall& call) { repeats(caller, call); }
  /// A thread asks for something that may not be there yet, and will ask again.
  void asks_in(pid_t thread, const os::SystemCall& call) {
    // What it waits for was there, and is not its own to take: others come soon.
    constexpr int kAsMany = 20;
    activity_.asks(thread, call, kAsMany);
  }
  /// A signal has interrupted the call that the thread was let into.
  void broken_off(pid_t thread);
  /// The thread of that process has made another process.
  void forked(const Caller& caller, pid_t child);
  /// The thread has stopped, for whatever reason.
  void stirred(pid_t thread);
  /// The process executes another program.
  void executed(pid_t process) {
    lines_.forget(process);
    intents_.executed(process);
  }
  /// The thread has ended.
  void forget(pid_t thread);

  /// Makes a point, if it is time, and gives a turn. Empty: the run can go on.
  std::optional<choice::Turns::Dead> attend();
  /// The audience's input can be read.
  void read_answers() { turns_.read_answers(); }
  int input() const { return audience_.input(); }
  /// How many choices there were until no thread did anything but to read the same again.
  std::size_t choices_with_effect() const { return choices_with_effect_; }
  /// When to attend again at the latest; empty: when something happens.
  std::optional<std::chrono::nanoseconds> limit() const;

  const choice::Turns& turns() const { return turns_; }

 private:
  choice::Point point() const override;
  void act(const choice::Role& role) override;
  bool run_freely() override;

  struct Held {
    Caller caller;
    os::SystemCall call;
    probe::Act act;
    /// It has been let sleep: when it wakes, in virtual time.
    std::optional<os::Stamp> until = {};
    bool is_placed = false;  ///< its source line has been looked for
    /// It waits in its call, although it has not been let into it: for what that waits for, or
    /// for a signal that ends it.
    bool is_waiting = false;
    bool is_word = false;     ///< its lens has told the act
    bool could_wait = false;  ///< it could have been chosen to begin that
    /// How far the run had come when it tried this last, and would have had to wait.
    std::optional<std::uint64_t> in_vain_at = {};
    /// Before an access to memory, which is no call: to which words. Else empty.
    std::vector<FileUse> memory = {};
    choice::Digest at = {};
    bool asks_again = false;           ///< see MemoryAccess
    choice::Footprint footprint = {};  ///< the same
  };
  /// A call that a thread was let into. It may have returned by now.
  struct Doing {
    os::SystemCall call;
    probe::Act act;
    bool waits_for_exec = false;  // by a child, see vfork(2)
    bool is_broken_off = false;   // by a signal: the same call again is not a new one
    std::optional<FileUse> file = {};
    bool is_word = false;      // see Held
    bool is_tried = false;     // a lock, without waiting for it
    bool was_waiting = false;  // see Held
  };

  /// A thread that is not held, and why it does not reach the gate.
  struct Elsewhere {
    pid_t process = 0;
    choice::Standing how = choice::Standing::busy;
    probe::Act act;  ///< what it is doing, or waits for
    /// Where it sleeps in a futex that processes share; 0: it does not.
    std::uint64_t futex = 0;
  };

  void hold(const Caller& caller, const os::SystemCall& call, probe::Act act);
  void repeats(const Caller& caller, const os::SystemCall& call);
  bool answer_next();
  void sets_out(pid_t thread);
  std::optional<choice::Standing> elsewhere(pid_t thread, pid_t process);
  bool is_still();
  const Doing* sleeps_in(const Caller& caller, const std::optional<os::SystemCall>& call) const;
  Elsewhere find(pid_t thread, pid_t process, choice::Standing how) const;
  choice::Role role_of(pid_t thread, pid_t process) const;
  choice::Role held_role(pid_t thread, const Held& held) const;
  choice::Role role_elsewhere(pid_t thread, const Elsewhere& one) const;
  template <typename T>
  std::vector<pid_t> in_order(const std::unordered_map<pid_t, T>& by_thread) const;
  std::unordered_map<pid_t, pid_t> speakers() const;
  void explain(choice::Point& point) const;
  choice::Digest futex_queues() const;
  std::vector<BlockedCall> known_waits() const;
  BlockedCall what_does(const Elsewhere& one) const;
  bool must_wait(const Held& held) const;
  bool looks(pid_t thread, const Doing& doing) const;
  bool is_about_to_be_signalled(const Held& held) const;
  bool begins_to_wait(const Held& held) const;
  static probe::Act waiting_in(const Held& held);
  void report_file(const Caller& caller, const Doing& doing, std::int64_t result);
  bool is_unnoticed(const Held& held) const;
  choice::Footprint footprint_of(const Held& held) const;
  bool lets_all_wait();
  std::optional<choice::Turns::Dead> has_no_end() const;
  void find_lines();
  void let_go(pid_t thread);
  void end_sleep(pid_t thread, int signal);
  int awaited_signal(const Held& held) const;
  void stirred_by_choice(pid_t thread);

  choice::Audience& audience_;
  const std::map<std::string, std::string>& sources_;  // see Request
  bool honours_sleep_;
  choice::Turns turns_;
  Orders orders_;
  Intents intents_;
  const RunRecorder& recorder_;
  Calls& calls_;
  const Threads& threads_;
  const Lens* lens_;
  GuardedMemory& memory_;
  DebugLines& lines_;
  ThreadActivity activity_;
  choice::Holders file_locks_;
  std::optional<RunHistory> history_;  // if points tell the state
  std::size_t choices_with_effect_ = 0;
  std::uint64_t progress_ = 0;     // how many acts have been done
  bool all_wait_ = false;          // no thread can go on: each may make the call that waits
  bool has_let_all_wait_ = false;  // and no thread has come back since
  std::unordered_map<pid_t, std::uint64_t> in_vain_;  // by thread, see Held
  std::unordered_map<pid_t, int> asked_;              // by thread: see choice::Role
  std::set<pid_t> sleepers_;                          // threads in such calls
  std::set<pid_t> asked_in_vain_;                     // threads, an odd number of times
  // All by thread; whoever goes through them in search of the first goes in_order().
  std::unordered_map<pid_t, os::Stop> put_off_;
  std::unordered_map<pid_t, Held> held_;
  std::unordered_map<pid_t, Elsewhere> elsewhere_;  // all others, if none is on the way
  std::unordered_map<pid_t, Doing> doing_;
  std::optional<os::Stamp> still_since_;
  os::Stamp clock_{0};    // virtual
  pid_t on_its_way_ = 0;  // the thread that may do something; 0: all are at rest
  bool looks_again_ = false;
  std::chrono::nanoseconds next_look_{0};
  os::Stamp may_look_at_{};    // the thread on its way is given that long to stop by itself
  bool falls_asleep_ = false;  // the last choice: no thread went on its way
  bool is_open_ = false;
  bool may_be_signalled_ = false;  // a signal may wait for a thread that is held
  std::set<pid_t> doomed_;         // processes that have been sent a SIGKILL, and are held
  SignalChanges signal_changes_;
  bool has_unchosen_ = false;  // see choice::Point
};

}  // namespace tracer
