#include "core/observe/suspensions.hpp"

#include <signal.h>

#include <utility>

namespace observe {

using probe::Act;
using probe::Kind;

void Suspensions::delivers(int signal) {
  const bool stops =
      signal == SIGSTOP || signal == SIGTSTP || signal == SIGTTIN || signal == SIGTTOU;
  may_be_any_ = may_be_any_ || stops;
}

void Suspensions::has_stopped(pid_t process, int signal) {
  may_be_any_ = true;
  if (!stopped_.try_emplace(process, signal).second) return;
  Act stop;
  stop.kind = Kind::stop;
  stop.signal = signal;
  tell_({process, process}, std::move(stop));
}

void Suspensions::has_resumed(pid_t process) {
  if (stopped_.erase(process) == 0) return;
  Act resume;
  resume.kind = Kind::resume;
  tell_({process, process}, std::move(resume));
}

int Suspensions::stopped_by(pid_t process) const {
  const auto found = stopped_.find(process);
  return found == stopped_.end() ? 0 : found->second;
}

}  // namespace observe
