#pragma once

#include <sys/types.h>

#include <functional>
#include <memory>
#include <optional>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "core/os/descriptors/poller.hpp"
#include "core/os/process/exit_status.hpp"
#include "core/os/process/pidfd.hpp"
#include "core/os/ptrace/borrowed_thread.hpp"
#include "core/os/ptrace/tracee.hpp"
#include "core/tracer/calls/calls.hpp"
#include "core/tracer/output/notified_calls.hpp"
#include "core/tracer/output/output_lines.hpp"
#include "core/tracer/output/program_streams.hpp"
#include "core/tracer/run_recorder.hpp"
#include "core/tracer/threads.hpp"
#include "core/tracer/watchdog.hpp"

namespace tracer {

/// Processes that another process of the run wants to trace. Only one process can
/// trace another, so we release them, and record only their output and their end.
/// PtraceObserver drives it with the calls that ask for this, and with the stops
/// that follow.
///
/// In a process that is no longer traced, the calls that our filter names would
/// fail. So it first gets another filter, which takes precedence and sends these
/// calls to a listener of ours; it and its descendants keep that filter until they
/// end.
class DetachedProcesses {
 public:
  /// All of these are the observer's, and outlive this object. `threads`: released ones
  /// are removed. `answer`: for a stop that is not handled here.
  DetachedProcesses(RunRecorder& recorder, const ProgramStreams& streams, OutputLines& lines,
                    os::Poller& poller, Calls& calls, Threads& threads,
                    std::function<void(const os::Stop&)> answer)
      : recorder_(recorder),
        streams_(streams),
        lines_(lines),
        poller_(poller),
        calls_(calls),
        threads_(threads),
        answer_(std::move(answer)) {}

  /// A thread is about to ask to trace a process, or to be traced; it will be
  /// let go on later.
  void asks_to_trace(const Caller& caller);
  /// A thread has stopped. True: it was expected, and the observer must leave it
  /// alone.
  bool has_stopped(const os::Stop& stop);
  void has_executed(pid_t process);
  /// A thread has ended; the observer has removed it.
  void has_ended(pid_t thread, pid_t process);
  /// Handles what the kernel reports about a child of ours that is no longer
  /// traced. True: it was one.
  bool takes_end(const os::Stop& stop);
  /// A detached process has ended.
  void end(pid_t process, std::optional<os::ExitStatus> status);

  /// `ready`: what the poller has found.
  void attend(const std::vector<int>& ready);

  bool is_over() const;
  bool is_any() const { return notified_ != nullptr; }
  bool has(pid_t process) const { return watched_.count(process) != 0; }
  /// A request could not be fulfilled.
  bool was_refused() const { return was_refused_; }
  /// A tracer wanted calls to stop that its own filter names: it would silently
  /// miss those that our filter names, too.
  bool has_refused_filter() const { return has_refused_filter_; }
  /// The status of the first process, if it was detached and has ended.
  std::optional<os::ExitStatus> status_of_first() const { return status_of_first_; }

  /// Returns when none of them is left; returns those whose end has not been
  /// recorded.
  std::vector<pid_t> kill_all();

 private:
  /// A process whose threads must all stop before it can be released.
  struct Pending {
    std::unordered_map<pid_t, os::Stop::Why> stopped;
    struct Caller {
      pid_t thread;
      std::function<void()> go_on;
    };
    std::vector<Caller> callers;  // threads that go on then
  };

  void asks_to_be_traced(const Caller& caller);
  std::optional<pid_t> target_of(const os::SystemCall& call) const;
  bool keep(const NotifiedCalls::Held& held, int listener);
  void report_output(const NotifiedCalls::Held& held);
  void add(pid_t writer);
  Pending& release(pid_t process);
  void look(pid_t process);
  bool install(pid_t process, os::BorrowedThread& thread);
  void detach(pid_t process);
  void refuse(pid_t process);
  void conclude(pid_t process);
  void watch(pid_t process);
  std::vector<pid_t> threads_of(pid_t process) const;

  RunRecorder& recorder_;
  const ProgramStreams& streams_;
  OutputLines& lines_;
  os::Poller& poller_;
  Calls& calls_;
  Threads& threads_;
  std::function<void(const os::Stop&)> answer_;
  std::unique_ptr<Watchdog> watchdog_;
  std::unique_ptr<NotifiedCalls> notified_;
  std::unordered_map<pid_t, Pending> pending_;
  std::unordered_map<pid_t, os::Pidfd> watched_;
  std::unordered_set<pid_t> refused_;
  std::unordered_set<pid_t> answered_;  // threads, see asks_to_be_traced()
  bool was_refused_ = false;
  bool has_refused_filter_ = false;
  std::optional<os::ExitStatus> status_of_first_;
};

}  // namespace tracer
