#pragma once

#include <sys/types.h>

#include <cstdint>
#include <functional>
#include <unordered_map>

#include "core/probe/act.hpp"
#include "core/tracer/calls/caller.hpp"

namespace tracer {

/// Knows which processes a signal has stopped, and records each stop and resume
/// once. Calls drives it with what an observer sees of their threads, and with what
/// their parents learn from wait calls, which may be earlier. See signal(7).
class Suspensions {
 public:
  using Report = std::function<void(const Caller& caller, probe::Act act)>;

  explicit Suspensions(Report report) : report_(std::move(report)) {}

  /// A signal is about to be delivered.
  void delivers(int signal);
  /// Whether any process may have stopped so far.
  bool may_be_any() const { return may_be_any_; }

  /// A thread has stopped, or goes on.
  void has_stopped(const Caller& caller, int signal);
  void has_resumed(const Caller& caller);
  /// Its parent has learned of it, in a call that began at the moment `since`.
  void is_said_to_have_stopped(pid_t process, int signal, std::uint64_t since);
  void is_said_to_have_resumed(pid_t process, std::uint64_t since);
  void ended(pid_t process) { processes_.erase(process); }
  void forget(pid_t thread) { threads_.erase(thread); }

  /// How much has been recorded so far.
  std::uint64_t moment() const { return moment_; }
  /// The signal that has stopped it; 0: it is not stopped.
  int stopped_by(pid_t process) const;

 private:
  /// What has been recorded of one process.
  struct State {
    int signal = 0;  // that has stopped it
    std::uint64_t last_stop = 0;
    std::uint64_t last_resume = 0;
  };
  /// A thread of a process. Threads report in any order, and the parent may be
  /// earlier than all of them: then they report nothing new.
  struct Thread {
    int owes = 0;  // recorded stops that it has not reported yet
    bool has_reported = false;
  };

  void report_stop(pid_t process, State& state, int signal);
  void report_resume(pid_t process, State& state);

  Report report_;
  bool may_be_any_ = false;
  std::uint64_t moment_ = 0;
  std::unordered_map<pid_t, State> processes_;  // that have stopped, once at least
  std::unordered_map<pid_t, Thread> threads_;   // of those
};

}  // namespace tracer
