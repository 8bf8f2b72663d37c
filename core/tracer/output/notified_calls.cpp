#include "core/tracer/output/notified_calls.hpp"

#include <fcntl.h>
#include <sys/syscall.h>

#include <algorithm>
#include <utility>

#include "core/os/process/pidfd.hpp"
#include "core/os/process/proc_file.hpp"
#include "core/tracer/calls/call_targets.hpp"

namespace tracer {

NotifiedCalls::~NotifiedCalls() {
  for (const auto& listener : listeners_) poller_.remove(listener.get());
}

os::SystemCallFilter NotifiedCalls::filter() {
  os::SystemCallFilter filter;
  filter.add_if_any(SYS_openat, 2, O_ACCMODE);
#ifdef SYS_open
  filter.add_if_any(SYS_open, 1, O_ACCMODE);
#endif
  filter.add(SYS_openat2);  // its flags are in memory, where no filter looks
  return filter.for_listener();
}

void NotifiedCalls::add(os::SystemCallListener listener) {
  poller_.add(listener.get());
  watchdog_.watch_over_callers(listener.descriptor());
  listeners_.push_back(std::move(listener));
}

std::size_t NotifiedCalls::answer(const std::vector<int>& ready) {
  std::size_t answered = 0;
  for (auto one = listeners_.begin(); one != listeners_.end();) {
    const bool is_ready = std::find(ready.begin(), ready.end(), one->get()) != ready.end();
    if (is_ready) {
      answer_all(*one);
      ++answered;
    }
    if (is_ready && one->is_over()) {
      poller_.remove(one->get());
      one = listeners_.erase(one);
    } else {
      ++one;
    }
  }
  return answered;
}

void NotifiedCalls::answer_all(const os::SystemCallListener& listener) {
  // Few enough that busy callers do not keep us from everything else.
  constexpr int kMost = 64;
  for (int answered = 0; answered < kMost; ++answered) {
    const auto held = listener.next();
    if (!held) return;
    watchdog_.watch_over_caller(held->thread);
    if (keep_ && keep_(*held, listener.get())) continue;
    if (!opens_stream(listener, *held)) listener.let_go(*held);
  }
}

bool NotifiedCalls::opens_stream(const os::SystemCallListener& listener, const Held& held) const {
  if (!tap_ || !is_opening(held.call)) return false;
  const auto opening = opening_of(held.thread, held.thread, named_by(held.thread, held.call));
  if (!opening || !tap_->is_either(os::open_file(held.thread, opening->descriptor))) return false;
  const auto process = os::Pidfd::open(os::process_of(held.thread));
  if (!process) return false;
  const os::Fd stream = process->copy_of(opening->descriptor);
  // If the caller is gone, the memory read may be another process's.
  return stream.is_open() && listener.still_waits(held) &&
         listener.answer_with(held, stream, opening->closes_on_exec);
}

void NotifiedCalls::let_go(const Held& held, int listener) const {
  for (const auto& one : listeners_) {
    if (one.get() == listener) one.let_go(held);
  }
}

void NotifiedCalls::refuse(const Held& held, int listener, int error) const {
  for (const auto& one : listeners_) {
    if (one.get() == listener) one.refuse(held, error);
  }
}

bool NotifiedCalls::is_over() const {
  return listeners_.empty() ||
         std::none_of(listeners_.begin(), listeners_.end(),
                      [](const auto& listener) { return listener.may_have_callers(); });
}

}  // namespace tracer
