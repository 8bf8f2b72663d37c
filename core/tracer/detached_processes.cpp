#include "core/tracer/detached_processes.hpp"

#include <sys/ptrace.h>
#include <sys/syscall.h>

#include <algorithm>
#include <cerrno>
#include <utility>

#include "core/os/process/proc_file.hpp"
#include "core/os/process/process.hpp"
#include "core/os/ptrace/injected_listener.hpp"
#include "core/tracer/calls/call_targets.hpp"

namespace tracer {

using Why = os::Stop::Why;

namespace {

/// What a kernel without PTRACE_O_TRACESECCOMP returns for that request; empty: it is
/// another call.
std::optional<int> refusal_of_filter(const os::SystemCall& call) {
  const std::uint64_t request = call.arguments[0];
  const bool has_options = request == PTRACE_SEIZE || request == PTRACE_SETOPTIONS;
  if (call.number != SYS_ptrace || !has_options) return std::nullopt;
  if ((call.arguments[3] & PTRACE_O_TRACESECCOMP) == 0) return std::nullopt;
  return request == PTRACE_SEIZE ? -EIO : -EINVAL;
}

}  // namespace

// ---- requests

void DetachedProcesses::asks_to_trace(const Caller& caller) {
  const os::Tracee tracee(caller.thread);
  const auto call = tracee.call();
  if (const auto refusal = call ? refusal_of_filter(*call) : std::nullopt) {
    has_refused_filter_ = tracee.answer_instead(*refusal);
    return tracee.go_on();
  }
  if (call && call->arguments[0] == PTRACE_TRACEME) return asks_to_be_traced(caller);
  const auto target = call ? target_of(*call) : std::nullopt;
  if (!target || *target == caller.process) return tracee.go_on();
  // A thread that is to be released itself cannot wait for others.
  if (pending_.count(caller.process) != 0 && tracee.make_again()) return tracee.go_on();
  release(*target).callers.push_back({caller.thread, [tracee] { tracee.go_on(); }});
}

/// The process that is to be traced, if it can be released.
std::optional<pid_t> DetachedProcesses::target_of(const os::SystemCall& call) const {
  if (call.arguments[0] != PTRACE_ATTACH && call.arguments[0] != PTRACE_SEIZE) return std::nullopt;
  const auto target = threads_.process_of(static_cast<pid_t>(call.arguments[1]));
  return target && refused_.count(*target) == 0 ? target : std::nullopt;
}

/// A released process asks to trace.
bool DetachedProcesses::keep(const NotifiedCalls::Held& held, int listener) {
  report_output(held);
  if (const auto refusal = refusal_of_filter(held.call)) {
    has_refused_filter_ = true;
    notified_->refuse(held, listener, *refusal);
    return true;
  }
  const auto target = held.call.number == SYS_ptrace ? target_of(held.call) : std::nullopt;
  if (!target) return false;
  release(*target).callers.push_back(
      {held.thread, [this, held, listener] { notified_->let_go(held, listener); }});
  return true;
}

/// Its output is recorded before it is written: the thread does not stop at the
/// return.
void DetachedProcesses::report_output(const NotifiedCalls::Held& held) {
  const int descriptor = written_to(held.call);
  if (descriptor < 0) return;
  const auto stream = streams_.stream_at(held.thread, descriptor);
  if (!stream) return;
  const pid_t process = os::is_process(held.thread) ? held.thread : os::process_of(held.thread);
  if (process == 0) return;
  add(process);
  calls_.outputs().made_untraced({held.thread, process}, held.call, *stream);
}

/// A process that is not known yet: a child of a released one.
void DetachedProcesses::add(pid_t writer) {
  if (!recorder_.name_of(writer).empty()) return;
  const auto state = os::state_of(writer);
  lines_.flush();
  recorder_.introduce(writer, state ? state->parent : 0);
  calls_.detached(writer);
  watch(writer);
}

void DetachedProcesses::asks_to_be_traced(const Caller& caller) {
  const os::Tracee tracee(caller.thread);
  const auto state = os::state_of(caller.process);
  if (!state || !recorder_.knows(state->parent)) {
    // PTRACE_TRACEME names the parent as the tracer. The first process's parent
    // is mpdemo, where it would otherwise be a shell that traces nothing. The
    // call returns success, but only once: a second one fails, since the
    // process would then have a tracer.
    if (answered_.insert(caller.thread).second) tracee.answer_instead(0);
    return tracee.go_on();
  }
  if (refused_.count(caller.process) != 0) return tracee.go_on();
  if (!tracee.make_again()) {
    was_refused_ = true;
    return tracee.go_on();
  }
  release(caller.process);
  tracee.go_on();
}

// ---- its threads stop

std::vector<pid_t> DetachedProcesses::threads_of(pid_t process) const {
  std::vector<pid_t> threads;
  for (const Caller& one : threads_.in_order()) {
    if (one.process == process) threads.push_back(one.thread);
  }
  return threads;
}

DetachedProcesses::Pending& DetachedProcesses::release(pid_t process) {
  const auto [pending, is_new] = pending_.try_emplace(process);
  for (const pid_t thread : is_new ? threads_of(process) : std::vector<pid_t>())
    os::Tracee(thread).interrupt();
  return pending->second;
}

bool DetachedProcesses::has_stopped(const os::Stop& stop) {
  if (pending_.empty()) return false;
  const pid_t process = threads_.known_process_of(stop.thread);
  const auto pending = pending_.find(process);
  if (pending == pending_.end()) return false;
  if (stop.why != Why::trapped && stop.why != Why::suspended) {
    // Another stop came instead of the requested one.
    os::Tracee(stop.thread).interrupt();
    return false;
  }
  pending->second.stopped[stop.thread] = stop.why;
  look(process);
  return true;
}

void DetachedProcesses::has_executed(pid_t process) {
  const auto pending = pending_.find(process);
  if (pending == pending_.end()) return;
  pending->second.stopped.clear();  // one thread is left, and will stop
}

void DetachedProcesses::has_ended(pid_t thread, pid_t process) {
  answered_.erase(thread);
  refused_.erase(thread);
  for (auto& [other, pending] : pending_) {
    std::erase_if(pending.callers,
                  [thread](const auto& caller) { return caller.thread == thread; });
  }
  const auto pending = pending_.find(process);
  if (pending == pending_.end()) return;
  pending->second.stopped.erase(thread);
  look(process);
}

/// Releases it when all its threads have stopped.
void DetachedProcesses::look(pid_t process) {
  const auto& stopped = pending_.at(process).stopped;
  for (const pid_t thread : threads_of(process)) {
    // A first thread that has ended remains until the last thread has ended.
    const auto state = os::state_of(thread);
    if (stopped.count(thread) == 0 && state && !state->has_ended()) return;
  }
  if (stopped.empty()) return conclude(process);
  const pid_t one = stopped.begin()->first;
  auto borrowed = os::BorrowedThread::borrow(one);
  if (!borrowed) return refuse(process);
  const bool is_installed = install(process, *borrowed);
  if (!borrowed->give_back()) {
    // Something else has happened to this thread; the others may still stop.
    pending_.at(process).stopped.erase(one);
    return answer_(*borrowed->lost());
  }
  if (!is_installed) return refuse(process);
  detach(process);
  conclude(process);
}

bool DetachedProcesses::install(pid_t process, os::BorrowedThread& thread) {
  auto listener =
      os::inject_listener(process, thread, Calls::filter(streams_.has_file()).for_listener());
  if (!listener) return false;
  if (!watchdog_) {
    watchdog_ = std::make_unique<Watchdog>(std::vector<os::OpenFile>());
    const pid_t first = recorder_.first();
    if (recorder_.knows(first)) watchdog_->watch_over(first);
    notified_ = std::make_unique<NotifiedCalls>(
        nullptr, poller_, *watchdog_,
        [this](const auto& held, int from) { return keep(held, from); });
  }
  calls_.expect_untraced_ends();
  notified_->add(std::move(*listener));
  watch(process);
  return true;
}

void DetachedProcesses::detach(pid_t process) {
  calls_.detached(process);
  for (const auto& [thread, why] : pending_.at(process).stopped) {
    threads_.erase(thread);
    calls_.forget({thread, process});
    os::Tracee(thread).detach();
  }
}

void DetachedProcesses::refuse(pid_t process) {
  was_refused_ = true;
  refused_.insert(process);
  for (const auto& [thread, why] : pending_.at(process).stopped) {
    if (why == Why::suspended)
      os::Tracee(thread).stay_suspended();
    else
      os::Tracee(thread).go_on();
  }
  conclude(process);
}

/// The threads that want to trace it may try now.
void DetachedProcesses::conclude(pid_t process) {
  const auto pending = pending_.extract(process);
  for (const auto& caller : pending.mapped().callers) caller.go_on();
}

// ---- after the release

void DetachedProcesses::watch(pid_t process) {
  auto pidfd = os::Pidfd::open(process);
  if (!pidfd) return;
  poller_.add(pidfd->get());
  watched_.insert_or_assign(process, std::move(*pidfd));
  watchdog_->watch_over(process);
}

void DetachedProcesses::attend(const std::vector<int>& ready) {
  if (!is_any()) return;
  notified_->answer(ready);
  watchdog_->report();
  std::vector<pid_t> ended;
  for (const auto& [process, pidfd] : watched_) {
    if (std::find(ready.begin(), ready.end(), pidfd.get()) != ready.end()) ended.push_back(process);
  }
  if (ended.empty()) return;
  for (const pid_t process : ended) {
    const auto state = os::state_of(process);
    end(process, state ? state->ended : std::nullopt);
  }
}

bool DetachedProcesses::takes_end(const os::Stop& stop) {
  if (!is_any() || stop.why != Why::ended) return false;
  if (stop.thread == watchdog_->pid()) return true;
  const bool is_traced = threads_.has(stop.thread);
  if (is_traced || stop.thread != recorder_.first()) return false;
  end(stop.thread, stop.status);
  status_of_first_ = stop.status;
  return true;
}

void DetachedProcesses::end(pid_t process, std::optional<os::ExitStatus> status) {
  const auto found = watched_.find(process);
  if (found != watched_.end()) {
    poller_.remove(found->second.get());
    watched_.erase(found);
  }
  lines_.flush(process);
  if (process == recorder_.first()) status_of_first_ = status;
  recorder_.ended(process, status);
}

bool DetachedProcesses::is_over() const {
  return pending_.empty() && watched_.empty() && (!notified_ || notified_->is_over());
}

std::vector<pid_t> DetachedProcesses::kill_all() {
  std::vector<pid_t> killed;
  if (!is_any()) return killed;
  watchdog_->kill_all();
  for (const auto& [process, pidfd] : watched_) {
    poller_.remove(pidfd.get());
    killed.push_back(process);
  }
  watched_.clear();
  notified_.reset();
  watchdog_.reset();
  return killed;
}

}  // namespace tracer
