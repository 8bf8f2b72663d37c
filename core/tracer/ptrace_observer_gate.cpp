#include <utility>

#include "core/tracer/ptrace_observer.hpp"

// What PtraceObserver does with its gate: without an audience there is none, and
// everybody goes on at once.

namespace tracer {

void PtraceObserver::make_gate() {
  Gate::Orders orders;
  orders.let_go = [this](const Caller& caller) { make_call(caller); };
  orders.catch_up = [this] { lines_.flush(); };
  gate_ = std::make_unique<Gate>(*request_.audience, std::move(orders),
                                 Intents(*calls_, *recorder_), *recorder_, *calls_);
  poller_.add(gate_->input());
}

void PtraceObserver::attend_gate() {
  if (result_.signal != 0) return request_.audience->interrupted(result_.signal);
  gate_->attend(process_of_);
  result_.quit = gate_->quits();
}

/// As soon as the program has. What is held at the gate will not.
void PtraceObserver::stop_with_job() {
  const bool has_stopped = is_suspended_ || detached_->has(recorder_->first());
  if (!gate_ && !has_stopped) return;
  if (gate_) request_.audience->suspended();
  relay_.stop();
  if (gate_) request_.audience->resumed();
}

void PtraceObserver::answer_call(const Caller& caller) {
  const auto call = gate_ ? os::Tracee(caller.thread).call() : std::nullopt;
  const bool is_ours = call && call->mark == os::SystemCallFilter::kMark;
  if (!is_ours || !gate_->keeps(caller, *call)) make_call(caller);
}

/// The call before which the thread has stopped.
void PtraceObserver::make_call(const Caller& caller) {
  const os::Tracee tracee(caller.thread);
  const auto call = gate_ ? tracee.call() : std::nullopt;
  const bool is_ours = call && call->mark == os::SystemCallFilter::kMark;
  if (is_ours && Intents::is_only_held(call->number)) return tracee.go_on();
  may_be_blocked_ = true;
  switch (calls_->begins(caller)) {
    case Next::goes_on:
      return tracee.go_on();
    case Next::stops_at_return:
      return tracee.go_on_to_return();
    case Next::waits_its_turn:
      return;
    case Next::asks_to_trace:
      return detached_->asks_to_trace(caller);
  }
}

void PtraceObserver::forget(const Caller& caller) {
  calls_->forget(caller);
  if (gate_) gate_->forget(caller.thread);
}

}  // namespace tracer
