#pragma once

#include <sys/types.h>

#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "core/os/clock.hpp"
#include "core/probe/act.hpp"

namespace probe {

/// Until when to wait; without one, forever.
using Deadline = std::optional<os::Stamp>;

/// What a program that a watched process executes needs in order to have the
/// same watcher: the function that makes the watcher, that function's argument,
/// and the descriptors that must stay open.
struct ExecHandoff {
  void (*adopt)(const std::string& told) = nullptr;
  std::string told;
  std::vector<int> descriptors;
};

/// Sees every observable act of this process. The stage puts one into each
/// process of a demo, and the operations of mp drive it; a program that uses mp
/// without mpdemo has none.
class Watcher {
 public:
  virtual ~Watcher() = default;

  /// Holds the process until it may do `act`, its next one. If the act has to
  /// wait, it gives up at the deadline.
  virtual void hold(const Act& act, Deadline deadline = std::nullopt) = 0;

  /// `act` has been done.
  virtual void done(const Act& act) = 0;

  /// `act`, which gives something to others, is tried now: if it succeeds, it
  /// happened after this moment and before another process could notice.
  virtual void trying(const Act& act) = 0;

  /// `act` cannot be done yet. True: its object may have changed, or the time
  /// is up; try again. False: the caller must wait for the object itself, then
  /// try again.
  virtual bool blocked(const Act& act, Deadline deadline) = 0;

  /// `act` will not be done: the time is up, or it failed with an error.
  virtual void gave_up(const Act& act) = 0;

  /// This process has started something in another one (it has forked it or sent
  /// it a signal), or is about to check whether another one has ended. In a
  /// controlled run this returns when all other processes have come to rest, so
  /// that what follows does not depend on speed; otherwise at once.
  virtual void stand_by() = 0;

  /// This process has seen something of others that no act of its own shows. What it does
  /// next may depend on it.
  virtual void learned(std::string_view what) = 0;

  /// Whether acts that come by the million, like loads and stores, are to be
  /// reported. Only a controlled run needs them.
  virtual bool sees_quiet_acts() const = 0;

  /// The clock for limits and sleeps.
  virtual os::Stamp now() const = 0;

  /// By which factor the demo's sleeps are shorter than written; 1: as written.
  virtual double speed() const = 0;

  /// What a new object is called that is made at that place: queue-1 for the first queue
  /// of the run, and by the page's variable if the place is one that declares it.
  virtual ObjectRef name_object(ObjectType type, Place place) = 0;

  /// Called before a fork (which it may refuse by throwing std::system_error), after it in each
  /// process, and if the kernel refused it. The child is called `name` or, if that is empty, by
  /// its place in the tree.
  virtual void forking(const Act& act, const std::string& name) = 0;
  virtual void forked_child() = 0;
  virtual void forked_parent(pid_t child) = 0;
  virtual void fork_failed() = 0;

  /// The name of a process, "child-1"; empty when unknown.
  virtual std::string name_of(pid_t pid) const = 0;

  /// This process is about to execute its program again.
  virtual ExecHandoff exec_handoff() const = 0;
};

namespace detail {
inline Watcher* g_watcher = nullptr;
}

/// The watcher of this process; nullptr: none.
inline Watcher* watcher() {
  return detail::g_watcher;
}

/// From now on `watcher` (nullptr: none) sees the acts of this process and of
/// the processes forked from it. It must outlive them.
inline void watch(Watcher* watcher) {
  detail::g_watcher = watcher;
}

/// The clock for this process's limits and sleeps: the machine's or, in a
/// controlled run, the virtual one, which advances only when no process could
/// act otherwise.
inline os::Stamp now() {
  const Watcher* seen = watcher();
  return seen ? seen->now() : os::now();
}

/// Whether this process is in a controlled run.
inline bool is_directed() {
  const Watcher* seen = watcher();
  return seen && seen->sees_quiet_acts();
}

/// See Watcher::stand_by().
inline void stand_by() {
  if (Watcher* seen = watcher()) seen->stand_by();
}

/// See Watcher::learned(). `describe` says what was seen: it is asked only where a stage
/// chooses who acts next.
template <typename Describe>
void learned(Describe describe) {
  Watcher* seen = watcher();
  if (seen && seen->sees_quiet_acts()) [[unlikely]]
    seen->learned(describe());
}

/// This process looks at something of others, at a queue's size say: `see` does, `at` says
/// what at, and `describe` what was seen. Where a stage chooses who acts next it chooses the
/// moment, too, though a look is not reported as an act; elsewhere nothing is added to it.
template <typename At, typename See, typename Describe>
auto look(At at, See see, Describe describe) -> decltype(see()) {
  if (!is_directed()) [[likely]]
    return see();
  Act act;
  act.kind = Kind::notice;
  act.object = at();
  watcher()->hold(act);
  auto seen = see();
  watcher()->learned(describe(seen));
  return seen;
}

/// Whether an act of this kind gives something that others can take. Such an
/// act is time-stamped before it is done, all others after, so a get is never
/// stamped before its put.
constexpr bool gives(Kind kind) {
  return kind == Kind::put || kind == Kind::send || kind == Kind::unlock ||
         kind == Kind::terminate || kind == Kind::close || kind == Kind::task;
}

/// An act that never has to wait: holds it, then reports it as done.
inline void perform(const Act& act) {
  if (Watcher* seen = watcher()) [[unlikely]] {
    seen->hold(act);
    seen->done(act);
  }
}

/// Completes an act that may have to wait and that was held before (see
/// perform): tries until it succeeds, and returns the result of the last try,
/// or nothing when the time is up.
///
/// `attempt` must not block; it returns an optional that is empty until it
/// succeeds. `wait` blocks until another try is worth it, at most until the
/// given deadline; it is used only if no stage decides that. `describe` fills
/// in what is known about the act once it is done.
template <typename Attempt, typename Wait, typename Describe>
auto complete(Watcher* seen, Act act, Deadline deadline, Attempt attempt, Wait wait,
              Describe describe) -> decltype(attempt()) {
  try {
    for (;;) {
      if (seen && gives(act.kind)) seen->trying(act);
      if (auto result = attempt()) {
        if (seen) {
          describe(act, *result);
          seen->done(act);
        }
        return result;
      }
      if (deadline && now() >= *deadline) break;
      if (!seen || !seen->blocked(act, deadline)) wait(deadline);
    }
  } catch (...) {
    if (seen) {
      seen->learned("it failed");
      seen->gave_up(act);
    }
    throw;
  }
  if (seen) seen->gave_up(act);
  return {};
}

/// An act that may have to wait: holds it, then completes it. `make_act` is
/// called only if there is a watcher; without one, all this costs one branch.
template <typename MakeAct, typename Attempt, typename Wait, typename Describe>
auto perform(MakeAct make_act, Deadline deadline, Attempt attempt, Wait wait, Describe describe)
    -> decltype(attempt()) {
  Watcher* seen = watcher();
  if (!seen) [[likely]] {
    for (;;) {
      if (auto result = attempt()) return result;
      if (deadline && os::now() >= *deadline) return {};
      wait(deadline);
    }
  }
  const Act act = make_act();
  seen->hold(act, deadline);
  return complete(seen, act, deadline, attempt, wait, describe);
}

/// A load or a store of shared memory. There are millions of them, so they are
/// held and reported only in a controlled run.
template <typename MakeAct, typename Access>
auto perform_quietly(MakeAct make_act, Access access) {
  Watcher* seen = watcher();
  if (!seen || !seen->sees_quiet_acts()) [[likely]]
    return access();
  const Act act = make_act();
  seen->hold(act);
  if constexpr (std::is_void_v<decltype(access())>) {
    access();
    seen->done(act);
  } else {
    auto result = access();
    seen->done(act);
    return result;
  }
}

/// What a new object is called; empty when nobody watches. A pipe has no place: a page has
/// variables for its ends only.
inline ObjectRef name_object(ObjectType type, Place place = {}) {
  return watcher() ? watcher()->name_object(type, place) : ObjectRef();
}

}  // namespace probe
