#pragma once

#include <sys/types.h>

#include <functional>
#include <memory>
#include <optional>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "core/os/descriptors/poller.hpp"
#include "core/os/process/exit_status.hpp"
#include "core/os/process/pidfd.hpp"
#include "core/os/ptrace/borrowed_thread.hpp"
#include "core/os/ptrace/tracee.hpp"
#include "core/tracer/calls/calls.hpp"
#include "core/tracer/output/listened_calls.hpp"
#include "core/tracer/output/output_lines.hpp"
#include "core/tracer/output/program_streams.hpp"
#include "core/tracer/run_recorder.hpp"
#include "core/tracer/watchdog.hpp"

namespace tracer {

/// The processes that another one of the run wants to trace, which only one can do
/// at a time: they are let go, and what they write and how they end is told still.
/// PtraceObserver drives it, with the calls by which they ask for it, and with the
/// stops that it then waits for.
///
/// A process that is traced no more would fail at the calls that our filter names.
/// So it gets another filter before, which comes first and leaves them to us; it
/// and all that it makes have that until their end, whoever traces them.
class DetachedProcesses {
 public:
  /// What it shares with the observer; all of it outlives it.
  struct Shared {
    RunRecorder& recorder;
    const ProgramStreams& streams;
    OutputLines& lines;
    os::Poller& poller;
    Calls& calls;
    std::unordered_map<pid_t, pid_t>& process_of;  ///< who is traced; the released are taken out
    std::function<void(const os::Stop&)> answer;   ///< a stop that is none of ours
  };
  explicit DetachedProcesses(Shared shared) : shared_(std::move(shared)) {}

  /// A thread is about to ask to trace a process, or to be traced; it goes on in
  /// due time.
  void asks_to_trace(const Caller& caller);
  /// A thread has stopped. True: it was waited for, and the observer shall let it
  /// be.
  bool has_stopped(const os::Stop& stop);
  void has_executed(pid_t process);
  /// A thread is no more; the observer has taken it out.
  void has_ended(pid_t thread, pid_t process);
  /// What the kernel tells us of a child of our own that is traced no more. True:
  /// it was one.
  bool takes_end(const os::Stop& stop);
  /// One of them has ended.
  void end(pid_t process, std::optional<os::ExitStatus> status);

  /// `ready`: what the poller has found.
  void attend(const std::vector<int>& ready);

  bool is_over() const;
  bool is_any() const { return calls_ != nullptr; }
  bool has(pid_t process) const { return watched_.count(process) != 0; }
  /// Somebody has asked, and it could not be done.
  bool was_refused() const { return was_refused_; }
  /// A tracer wanted to have calls stop that its own filter names: those that ours
  /// names, too, would not, and it would miss them without a word.
  bool has_refused_filter() const { return has_refused_filter_; }
  /// Of the first process, if it was one of them and has ended.
  std::optional<os::ExitStatus> status_of_first() const { return status_of_first_; }

  /// Returns when none of them is left: those whose end has not been told.
  std::vector<pid_t> kill_all();

 private:
  /// A process of which all threads have to stop before it can be released.
  struct Pending {
    std::unordered_map<pid_t, os::Stop::Why> stopped;
    struct Caller {
      pid_t thread;
      std::function<void()> go_on;
    };
    std::vector<Caller> callers;  // who go on then
  };

  void asks_to_be_traced(const Caller& caller);
  std::optional<pid_t> target_of(const os::SystemCall& call) const;
  bool keep(const ListenedCalls::Held& held, int listener);
  void report_output(const ListenedCalls::Held& held);
  void add(pid_t writer);
  Pending& release(pid_t process);
  void look(pid_t process);
  bool install(pid_t process, os::BorrowedThread& thread);
  void detach(pid_t process);
  void refuse(pid_t process);
  void conclude(pid_t process);
  void watch(pid_t process);
  std::vector<pid_t> threads_of(pid_t process) const;

  Shared shared_;
  std::unique_ptr<Watchdog> watchdog_;
  std::unique_ptr<ListenedCalls> calls_;
  std::unordered_map<pid_t, Pending> pending_;
  std::unordered_map<pid_t, os::Pidfd> watched_;
  std::unordered_set<pid_t> refused_;
  std::unordered_set<pid_t> answered_;  // threads, see asks_to_be_traced()
  bool was_refused_ = false;
  bool has_refused_filter_ = false;
  std::optional<os::ExitStatus> status_of_first_;
};

}  // namespace tracer
