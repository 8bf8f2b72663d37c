#pragma once

#include <sys/types.h>

#include "core/probe/act.hpp"

namespace probe {

/// Sees every observable act of this process. The stage puts one into each
/// process of a demo, and the operations of mp drive it; a program that uses
/// mp by itself has none.
class Watcher {
 public:
  virtual ~Watcher() = default;

  /// Holds the process until it may go on with `act`, which comes next.
  virtual void hold(const Act& act) = 0;

  /// `act` has been done.
  virtual void done(const Act& act) = 0;

  /// `act` cannot be done yet. True: its object may have changed, try again.
  /// False: wait for the object yourself, then try again.
  virtual bool blocked(const Act& act) = 0;

  /// Before a fork (it may refuse it by throwing std::system_error), after it in each process, and
  /// when the kernel refused it.
  virtual void forking(const Act& act) = 0;
  virtual void forked_child() = 0;
  virtual void forked_parent(pid_t child) = 0;
  virtual void fork_failed() = 0;

  /// What the reader calls that process: "child-1"; empty when unknown.
  virtual std::string name_of(pid_t pid) const = 0;
};

namespace detail {
inline Watcher* g_watcher = nullptr;
}

/// Who watches this process; nullptr when nobody does.
inline Watcher* watcher() {
  return detail::g_watcher;
}

/// From now on `watcher` (nullptr: nobody) sees this process's acts, and those
/// of the processes forked from it. It must outlive them.
inline void watch(Watcher* watcher) {
  detail::g_watcher = watcher;
}

/// An act that needs no waiting: holds, then records it as done.
inline void perform(const Act& act) {
  if (Watcher* seen = watcher()) [[unlikely]] {
    seen->hold(act);
    seen->done(act);
  }
}

/// An act that may have to wait: tries until it succeeds and returns what the
/// last try gave. `attempt` must not block and gives something that is false
/// until it succeeds; `wait` blocks until another try is worth it, and is used
/// only where no stage decides that. On success `describe` completes the act.
template <typename Attempt, typename Wait, typename Describe>
auto perform_when_possible(Act act, Attempt attempt, Wait wait, Describe describe) {
  Watcher* seen = watcher();
  for (;;) {
    if (auto result = attempt()) {
      if (seen) [[unlikely]] {
        describe(act, *result);
        seen->done(act);
      }
      return *result;
    }
    if (!seen || !seen->blocked(act)) wait();
  }
}

}  // namespace probe
