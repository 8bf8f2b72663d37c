#include "core/tracer/calls/suspensions.hpp"

#include <signal.h>

#include <utility>

#include "core/os/process/process.hpp"

namespace tracer {

using probe::Act;
using probe::Kind;

void Suspensions::delivers(int signal) {
  const bool stops =
      signal == SIGSTOP || signal == SIGTSTP || signal == SIGTTIN || signal == SIGTTOU;
  may_be_any_ = may_be_any_ || stops;
}

void Suspensions::report_stop(pid_t process, State& state, int signal) {
  state.signal = signal;
  state.last_stop = ++moment_;
  for (const pid_t thread : os::threads_of(process)) ++threads_[thread].owes;
  Act stop;
  stop.kind = Kind::stop;
  stop.signal = signal;
  report_({process, process}, std::move(stop));
}

void Suspensions::report_resume(pid_t process, State& state) {
  state.signal = 0;
  state.last_resume = ++moment_;
  Act resume;
  resume.kind = Kind::resume;
  report_({process, process}, std::move(resume));
}

void Suspensions::has_stopped(const Caller& caller, int signal) {
  may_be_any_ = true;
  Thread& thread = threads_[caller.thread];
  State& state = processes_[caller.process];
  if (thread.owes == 0 && state.signal == 0) report_stop(caller.process, state, signal);
  if (thread.owes > 0) --thread.owes;
  thread.has_reported = true;
}

void Suspensions::has_resumed(const Caller& caller) {
  const auto found = processes_.find(caller.process);
  if (found == processes_.end()) return;
  Thread& thread = threads_[caller.thread];
  // It may have been too late to stop.
  if (!std::exchange(thread.has_reported, false) && thread.owes > 0) --thread.owes;
  if (thread.owes == 0 && found->second.signal != 0) report_resume(caller.process, found->second);
}

void Suspensions::is_said_to_have_stopped(pid_t process, int signal, std::uint64_t since) {
  State& state = processes_[process];
  if (state.signal != 0 || state.last_stop > since) return;
  report_stop(process, state, signal);
}

void Suspensions::is_said_to_have_resumed(pid_t process, std::uint64_t since) {
  State& state = processes_[process];
  if (state.signal != 0 && state.last_resume <= since) report_resume(process, state);
}

int Suspensions::stopped_by(pid_t process) const {
  const auto found = processes_.find(process);
  return found == processes_.end() ? 0 : found->second.signal;
}

}  // namespace tracer
