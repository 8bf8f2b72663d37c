#pragma once

#include <sys/types.h>

#include <set>
#include <unordered_map>

#include "core/os/process/proc_file.hpp"

namespace tracer {

/// Notices that a process was sent a signal after it had changed, since its last act, how it
/// treats that: no choice led to the moment of the change, so the signal could as well have
/// come before. The gate drives it, in runs whose points tell their state.
class SignalChanges {
 public:
  /// The process is about to act, or begins.
  void acts(pid_t process) { treated_[process] = os::signal_treatment(process); }
  /// It runs a handler.
  void handles(pid_t process) { handlers_.insert(process); }
  void ended(pid_t process);
  /// A signal has been sent to it.
  void sent(pid_t process, int signal);

  bool has_unchosen() const { return has_unchosen_; }

 private:
  std::unordered_map<pid_t, os::SignalTreatment> treated_;  // as it was when it last acted
  std::set<pid_t> handlers_;                                // processes that have handled one
  bool has_unchosen_ = false;
};

}  // namespace tracer
