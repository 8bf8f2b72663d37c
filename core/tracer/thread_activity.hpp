#pragma once

#include <sys/types.h>

#include <cstdint>
#include <optional>
#include <unordered_map>
#include <vector>

#include "core/choice/point.hpp"
#include "core/os/clock.hpp"
#include "core/os/process/thread_state.hpp"
#include "core/os/ptrace/tracee.hpp"
#include "core/tracer/calls/caller.hpp"

namespace tracer {

/// Whether they are the same call, with the same arguments.
bool is_same_call(const os::SystemCall& one, const os::SystemCall& other);

/// Knows what threads do that are not held: whether one is on its way to its next act, sleeps,
/// computes for long, or polls. The gate drives it: it reports the stops of threads, and looks
/// at those that have not stopped until each is at rest.
///
/// A thread is at rest when it is asleep in the kernel while all others are held or asleep,
/// too, since only they could wake it (while others compute, after 5 ms; if it may wait for a
/// disk, after 100 ms); when it has computed for 50 ms since it was let go; or when it polls:
/// it gives its processor back, or makes the same few calls, again and again. The time that
/// counts is that of its processor, so the load of the machine makes no difference.
class ThreadActivity {
 public:
  /// How long a thread may compute before it is taken to do that forever.
  enum class Pace {
    usual,         ///< 50 ms
    slow,          ///< 500 ms: each of its lines is told
    in_long_loop,  ///< 20 s: only the beginning of its loop was told, and it will end
  };

  /// The thread has stopped, for whatever reason.
  void stops(pid_t thread);
  /// It is held from now on.
  void is_held(pid_t thread) { repeated_.erase(thread); }
  /// It goes on, as it was chosen.
  void goes_on(pid_t thread);
  /// It is the one that may do something now: what it did before does not count any more, and
  /// those that ask for what it is about to do may find it.
  void sets_out(pid_t thread);
  /// It makes a call at which it is not held. The same few calls again and again are a poll;
  /// this one counts as so many.
  void asks(pid_t thread, const os::SystemCall& call, int times = 1);
  void forget(pid_t thread);

  /// A look at all threads that have not stopped begins.
  void begin_look() { just_asleep_.clear(); }
  /// blocked or busy, if it is at rest. Empty: it is on its way.
  std::optional<choice::Standing> look_at(const Caller& caller, Pace pace, bool waits_for_exec);
  /// The look is over: whether those that have just fallen asleep will stay so, as all others
  /// were still since the last look. `may_be_woken`: one that computes could wake them.
  bool are_all_still(bool may_be_woken);

  /// Whether it makes the same few calls again and again.
  bool only_asks(pid_t thread) const;
  /// Of those that are at rest: which was the first, the second and so on.
  std::uint64_t rest_of(pid_t thread) const { return rests_.at(thread); }

 private:
  /// The few calls at which a thread was not held last, and how often it has made one
  /// of them again.
  struct Repeated {
    std::vector<os::SystemCall> calls;
    int times = 0;
  };
  /// A thread that sleeps: since when, in which state, and how often it had run.
  struct Asleep {
    os::Stamp at;
    char state;
    long slices;
  };

  std::optional<choice::Standing> standing_of(const Caller& caller, Pace pace, bool waits_for_exec);
  bool sleeps_long_enough(pid_t thread, const os::ThreadState& state, bool is_certain);

  // All by thread:
  std::unordered_map<pid_t, Asleep> asleep_since_;
  std::unordered_map<pid_t, os::ThreadState> let_go_at_;  // as it was then
  std::unordered_map<pid_t, Repeated> repeated_;
  std::unordered_map<pid_t, long> slices_at_stop_;  // when it stopped last
  std::unordered_map<pid_t, long> just_asleep_;     // and their slices
  std::unordered_map<pid_t, long> last_asleep_;     // the same at the last look
  std::unordered_map<pid_t, std::uint64_t> rests_;
  std::uint64_t next_rest_ = 0;
};

}  // namespace tracer
