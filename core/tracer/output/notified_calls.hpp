#pragma once

#include <sys/types.h>

#include <cstddef>
#include <functional>
#include <utility>
#include <vector>

#include "core/os/descriptors/poller.hpp"
#include "core/os/ptrace/system_call_filter.hpp"
#include "core/os/ptrace/system_call_listener.hpp"
#include "core/tracer/output/output_tap.hpp"
#include "core/tracer/watchdog.hpp"

namespace tracer {

/// Answers the calls that listeners hold: a process that opens one of a tap's
/// sockets by name gets a copy of it, as it would of a pipe; every other call is
/// made as if there were no listener. An observer's loop drives it.
class NotifiedCalls {
 public:
  using Held = os::SystemCallListener::Held;
  /// Called first for each call. True: the callee will let it go later.
  using Keep = std::function<bool(const Held& held, int listener)>;

  /// The arguments outlive it. The watchdog learns which processes call. `tap`:
  /// nullptr if the program has none.
  NotifiedCalls(const OutputTap* tap, os::Poller& poller, Watchdog& watchdog, Keep keep = {})
      : tap_(tap), poller_(poller), watchdog_(watchdog), keep_(std::move(keep)) {}
  ~NotifiedCalls();
  NotifiedCalls(const NotifiedCalls&) = delete;
  NotifiedCalls& operator=(const NotifiedCalls&) = delete;

  /// The calls that have to be held for that.
  static os::SystemCallFilter filter();

  void add(os::SystemCallListener listener);

  /// `ready`: what the poller has found. Returns how many of those are listeners.
  std::size_t answer(const std::vector<int>& ready);

  /// A call that was kept is made.
  void let_go(const Held& held, int listener) const;
  /// It is not made, and returns a negative error.
  void refuse(const Held& held, int listener, int error) const;

  /// No process is left that could make such a call.
  bool is_over() const;

 private:
  void answer_all(const os::SystemCallListener& listener);
  bool opens_stream(const os::SystemCallListener& listener, const Held& held) const;

  const OutputTap* tap_;
  os::Poller& poller_;
  Watchdog& watchdog_;
  Keep keep_;
  std::vector<os::SystemCallListener> listeners_;
};

}  // namespace tracer
