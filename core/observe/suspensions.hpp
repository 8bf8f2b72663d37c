#pragma once

#include <sys/types.h>

#include <functional>
#include <unordered_map>

#include "core/observe/caller.hpp"
#include "core/probe/act.hpp"

namespace observe {

/// Knows which processes a signal has stopped, and tells when one stops and when it
/// resumes, once each. Calls drives it with what an observer sees of their threads,
/// and with what a parent hears of them, which may be earlier. See signal(7).
class Suspensions {
 public:
  using Tell = std::function<void(const Caller& caller, probe::Act act)>;

  explicit Suspensions(Tell tell) : tell_(std::move(tell)) {}

  /// A signal is about to be delivered.
  void delivers(int signal);
  /// Whether any process can have stopped by now.
  bool may_be_any() const { return may_be_any_; }

  /// One of its threads has stopped, or all have, or its parent says so.
  void has_stopped(pid_t process, int signal);
  void has_resumed(pid_t process);
  void ended(pid_t process) { stopped_.erase(process); }

  /// The signal that has stopped it; 0: it is not stopped.
  int stopped_by(pid_t process) const;

 private:
  Tell tell_;
  bool may_be_any_ = false;
  std::unordered_map<pid_t, int> stopped_;  // and by which signal
};

}  // namespace observe
