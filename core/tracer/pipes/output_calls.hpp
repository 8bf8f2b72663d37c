#pragma once

#include <sys/types.h>

#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <unordered_map>

#include "core/os/clock.hpp"
#include "core/os/descriptors/pipe_copy.hpp"
#include "core/os/ptrace/tracee.hpp"
#include "core/tracer/calls/caller.hpp"
#include "core/tracer/output/output_lines.hpp"

namespace tracer {

/// Interprets the calls that write to a program's standard output and error, and
/// passes on the bytes that each has written. PipeTransfers drives it, before such
/// a call is made and when it has returned.
///
/// One thread at a time is in such a call, so that the order of the bytes is known;
/// a thread that waits for its reader delays the others by only a millisecond.
class OutputCalls {
 public:
  /// The bytes of one call; `unseen`: how many further bytes no call shows.
  using Take = std::function<void(const Caller& writer, Stream stream, std::string_view bytes,
                                  std::uint64_t unseen)>;
  /// It is the thread's turn: it makes its call, and stops at the return.
  using GoOn = std::function<void(const Caller& caller)>;

  OutputCalls(Take take, GoOn go_on) : take_(std::move(take)), go_on_(std::move(go_on)) {}

  Next begins(const Caller& caller, const os::SystemCall& call, Stream stream);
  /// The call has returned `result`. False: the thread was in no such call.
  bool returned(const Caller& caller, std::int64_t result);
  /// The thread has ended.
  void forget(pid_t thread);

  /// Whether a thread waits for its turn; then look_at_turns() must be called
  /// within a millisecond.
  bool has_waiting() const { return !waiting_.empty(); }
  void look_at_turns();

  /// A call of an untraced thread, held before it is made: all of it counts as
  /// written. See seccomp_unotify(2).
  void made_untraced(const Caller& caller, const os::SystemCall& call, Stream stream);

 private:
  struct Writing {
    os::SystemCall call;
    Stream stream;
    std::optional<os::PipeCopy> piped;  // the bytes available to splice
  };

  void hand_over(const Caller& caller, const Writing& writing, std::uint64_t result);
  void end_turn(pid_t thread);
  void begin_next_turn();

  Take take_;
  GoOn go_on_;
  std::unordered_map<pid_t, Writing> writing_;  // by thread
  std::optional<pid_t> turn_;                   // the thread that is in its call
  os::Stamp since_{};
  std::deque<Caller> waiting_;
};

}  // namespace tracer
