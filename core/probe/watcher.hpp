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

/// Until when to wait; without one, for ever.
using Deadline = std::optional<os::Stamp>;

/// What a program needs that a watched process executes, to be watched by the
/// same watcher: a function of the program that makes it, what that function is
/// to be told, and the descriptors that must stay open.
struct ExecHandoff {
  void (*adopt)(const std::string& told) = nullptr;
  std::string told;
  std::vector<int> descriptors;
};

/// Sees every observable act of this process. The stage puts one into each
/// process of a demo, and the operations of mp drive it; a program that uses
/// mp by itself has none.
class Watcher {
 public:
  virtual ~Watcher() = default;

  /// Holds the process until it may go on with `act`, which comes next, and
  /// should it have to wait, gives up at the deadline.
  virtual void hold(const Act& act, Deadline deadline = std::nullopt) = 0;

  /// `act` has been done.
  virtual void done(const Act& act) = 0;

  /// `act`, which gives something to others, is tried now: should it succeed,
  /// it happened after this moment, and before anybody could notice.
  virtual void trying(const Act& act) = 0;

  /// `act` cannot be done yet. True: its object may have changed, or the time
  /// is up: try again. False: wait for the object yourself, then try again.
  virtual bool blocked(const Act& act, Deadline deadline) = 0;

  /// `act` will not be done: its time is up, or it failed with an error.
  virtual void gave_up(const Act& act) = 0;

  /// This process has set something going in another one, which it has forked or
  /// sent a signal, or wants to see whether another one has ended. Where a stage
  /// chooses who acts next, returns when all others have come to rest, so that
  /// what follows does not depend on who is faster; elsewhere at once.
  virtual void stand_by() = 0;

  /// This process has seen something of others in no act of its own: a queue's size, say.
  /// What it does next may depend on it.
  virtual void learned(std::string_view what) = 0;

  /// Whether acts that come by the million, like loads and stores, are to be
  /// told. Only a stage that chooses who acts next has a use for them.
  virtual bool sees_quiet_acts() const = 0;

  /// The clock that limits and sleeps are measured by.
  virtual os::Stamp now() const = 0;

  /// How much faster than written the demo sleeps; 1: as written.
  virtual double speed() const = 0;

  /// A name for a new object: "queue-1" for the first queue of the run.
  virtual std::string name_object(ObjectType type) = 0;

  /// Before a fork (it may refuse it by throwing std::system_error), after it in each process, and
  /// when the kernel refused it.
  /// The child is called `name`, or by its place in the tree when that is empty.
  virtual void forking(const Act& act, const std::string& name) = 0;
  virtual void forked_child() = 0;
  virtual void forked_parent(pid_t child) = 0;
  virtual void fork_failed() = 0;

  /// What the reader calls that process: "child-1"; empty when unknown.
  virtual std::string name_of(pid_t pid) const = 0;

  /// This process is about to execute its program anew.
  virtual ExecHandoff exec_handoff() const = 0;
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

/// The clock of this process's limits and sleeps: the machine's, or that of the
/// stage, where time passes only when nobody could act without it.
inline os::Stamp now() {
  const Watcher* seen = watcher();
  return seen ? seen->now() : os::now();
}

/// Whether this process has a stage that chooses who acts next.
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

/// Whether an act of this kind gives something that others can take. It is
/// stamped before it is done, all others after, so that no taking is ever
/// stamped before its giving.
constexpr bool gives(Kind kind) {
  return kind == Kind::put || kind == Kind::send || kind == Kind::unlock ||
         kind == Kind::terminate || kind == Kind::close || kind == Kind::task;
}

/// An act that needs no waiting: holds, then records it as done.
inline void perform(const Act& act) {
  if (Watcher* seen = watcher()) [[unlikely]] {
    seen->hold(act);
    seen->done(act);
  }
}

/// Completes an act that may have to wait, and that has been held before (see
/// perform): tries until it succeeds and gives what the last try gave, or
/// nothing when the time is up.
///
/// `attempt` must not block; it returns an optional that is empty until it
/// succeeds. `wait` blocks until another try is worth it, at most until the
/// deadline it is given; it is used only where no stage decides that.
/// `describe` fills in what is known of the act once it is done.
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

/// An act that may have to wait: holds, then completes it. `make_act` is called
/// only when somebody watches; with nobody watching all this costs one branch.
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
/// held and told only where a stage chooses who acts next.
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

/// The name of a new object, "queue-1"; empty when nobody watches.
inline std::string name_object(ObjectType type) {
  return watcher() ? watcher()->name_object(type) : std::string();
}

}  // namespace probe
