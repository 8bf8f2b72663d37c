#include "core/tracer/calls/signal_changes.hpp"

namespace tracer {

void SignalChanges::ended(pid_t process) {
  treated_.erase(process);
  handlers_.erase(process);
}

void SignalChanges::sent(pid_t process, int signal) {
  const auto before = treated_.find(process);
  if (before == treated_.end() || signal <= 0) return;
  os::SignalTreatment now = os::signal_treatment(process);
  // A handler blocks its own signal while it runs.
  if (handlers_.count(process) != 0) now.blocked = before->second.blocked;
  has_unchosen_ |= before->second.differs(now, signal);
}

}  // namespace tracer
