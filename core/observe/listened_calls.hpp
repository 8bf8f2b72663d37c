#pragma once

#include <sys/types.h>

#include <cstddef>
#include <vector>

#include "core/observe/output_tap.hpp"
#include "core/observe/warden.hpp"
#include "core/os/poller.hpp"
#include "core/os/system_call_filter.hpp"
#include "core/os/system_call_listener.hpp"

namespace observe {

/// Answers the calls that listeners hold: who opens one of the program's streams
/// by name gets a copy of it, as of a pipe, and every other call is made as if
/// nobody had asked. An observer's loop drives it.
class ListenedCalls {
 public:
  /// They outlive it. The warden comes to know who calls.
  ListenedCalls(const OutputTap& tap, os::Poller& poller, Warden& warden)
      : tap_(tap), poller_(poller), warden_(warden) {}
  ~ListenedCalls();
  ListenedCalls(const ListenedCalls&) = delete;
  ListenedCalls& operator=(const ListenedCalls&) = delete;

  /// The calls that have to be held for that.
  static os::SystemCallFilter filter();

  void add(os::SystemCallListener listener);

  /// `ready`: what the poller has found. Returns how many of those are listeners.
  std::size_t answer(const std::vector<int>& ready);

  /// Nobody is left who could make such a call.
  bool is_over() const;

 private:
  void answer_all(const os::SystemCallListener& listener);
  bool opens_stream(const os::SystemCallListener& listener,
                    const os::SystemCallListener::Held& held) const;

  const OutputTap& tap_;
  os::Poller& poller_;
  Warden& warden_;
  std::vector<os::SystemCallListener> listeners_;
};

}  // namespace observe
