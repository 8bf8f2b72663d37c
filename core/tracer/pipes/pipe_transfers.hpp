#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <unordered_map>
#include <utility>
#include <vector>

#include "core/os/clock.hpp"
#include "core/os/ptrace/system_call_filter.hpp"
#include "core/os/ptrace/tracee.hpp"
#include "core/probe/act.hpp"
#include "core/tracer/calls/call_targets.hpp"
#include "core/tracer/calls/caller.hpp"
#include "core/tracer/calls/waits.hpp"
#include "core/tracer/pipes/begun_calls.hpp"
#include "core/tracer/pipes/descriptors.hpp"
#include "core/tracer/pipes/fifos.hpp"
#include "core/tracer/pipes/output_calls.hpp"
#include "core/tracer/pipes/pipe_book.hpp"

namespace tracer {

/// Interprets the calls by which a program reads and writes, and records what goes
/// through its pipes and which threads wait at one. PipeCalls drives it with each
/// call, and again when the thread is out of it.
class PipeTransfers {
 public:
  using Report = std::function<void(const Caller& caller, probe::Act act)>;

  PipeTransfers(OutputCalls& outputs, PipeBook& pipes, Descriptors& descriptors, Fifos& fifos,
                Report report)
      : outputs_(outputs),
        pipes_(pipes),
        descriptors_(descriptors),
        fifos_(fifos),
        report_(std::move(report)) {}

  /// From now on a thread that may have to wait stops at the return of its call.
  void stop_at_returns() { stop_at_returns_ = true; }

  /// The calls that it interprets. `outputs_are_files`: one of the program's
  /// streams is a regular file.
  static void add_to(os::SystemCallFilter& filter, bool outputs_are_files);

  /// Empty when the call is none of those.
  std::optional<Next> begins(const Caller& caller, const os::SystemCall& call);
  /// The thread has stopped at the return of a call. False: it was none of
  /// those.
  bool returned(const Caller& caller, std::int64_t result);
  /// A thread is out of the call that it was in, if any.
  void settle(pid_t thread, Came came);
  void forget(pid_t thread);

  /// Records, once each, the threads that have been waiting at a pipe since
  /// before `long_ago`, and settles those that are out of their calls. Returns
  /// whether it has to be called again.
  bool report_blocked(os::Stamp long_ago);
  /// Adds the threads that wait.
  void add_waits(std::vector<BlockedCall>& waits) const;

 private:
  /// A transfer that a thread may have to wait in.
  struct Transfer {
    Caller caller;
    os::SystemCall call;
    PipeBook::End end;
    os::OpenFile file;
    std::uint64_t size;  // bytes: to write, or room for them
    os::Stamp since;
    std::optional<os::Transferred> before;  // if the size says too little
    bool may_bring_descriptors = false;
    std::optional<std::chrono::nanoseconds> computed = {};  // at the first look
    bool told_blocked = false;
    bool stops_at_return = false;

    /// Otherwise only the descriptors in a message matter.
    bool is_of_pipe() const { return !end.object.empty(); }
  };

  /// A call like splice, which says how many bytes it moved only when it has
  /// returned.
  struct Moving {
    os::SystemCall call;
    std::optional<PipeBook::End> from;
    std::optional<PipeBook::End> to;
  };

  Next begins_to_move(const Caller& caller, const os::SystemCall& call, const Move& move);
  void has_moved(const Caller& caller, const Moving& moving, std::int64_t result);
  Next begins_to_read(const Caller& caller, const os::SystemCall& call);
  Next begins_to_write(const Caller& caller, const os::SystemCall& call);
  Next begins_to_wait(Transfer transfer);
  void has_come(const Transfer& transfer, std::uint64_t size);
  std::uint64_t size_of(const Transfer& transfer) const;
  bool is_in(const Transfer& transfer) const;
  static bool is_through(Transfer& transfer);
  PipeBook::Report reporter(probe::Kind kind) const;

  OutputCalls& outputs_;
  PipeBook& pipes_;
  Descriptors& descriptors_;
  Fifos& fifos_;
  Report report_;
  bool are_impatient_ = false;  // some may fail rather than wait
  bool stop_at_returns_ = false;
  BegunCalls<Transfer> transfers_;
  std::unordered_map<pid_t, Moving> moving_;  // by thread
};

}  // namespace tracer
