#pragma once

#include <sys/types.h>

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/os/clock.hpp"
#include "core/os/ptrace/system_call_filter.hpp"
#include "core/os/ptrace/tracee.hpp"
#include "core/probe/act.hpp"
#include "core/tracer/calls/caller.hpp"
#include "core/tracer/calls/waits.hpp"
#include "core/tracer/pipes/descriptors.hpp"
#include "core/tracer/pipes/fifos.hpp"
#include "core/tracer/pipes/pipe_book.hpp"
#include "core/tracer/pipes/pipe_transfers.hpp"

namespace tracer {

/// Understands the calls by which a program makes pipes and socket pairs, hands
/// their ends on and closes them, and tells what they mean; what goes through them
/// it leaves to PipeTransfers. Calls drives it with each call that it has no part
/// in itself.
class PipeCalls {
 public:
  using Report = PipeTransfers::Report;

  PipeCalls(OutputCalls& outputs, Report report);
  PipeCalls(const PipeCalls&) = delete;
  PipeCalls& operator=(const PipeCalls&) = delete;

  /// The calls of which it knows the meaning. `outputs_are_files`: one of the
  /// program's streams is a regular file.
  static void add_to(os::SystemCallFilter& filter, bool outputs_are_files);

  /// Empty when the call is none of those.
  std::optional<Next> begins(const Caller& caller, const os::SystemCall& call);
  /// What a call has returned at whose return the thread has stopped. False: it
  /// was none of those.
  bool returned(const Caller& caller, std::int64_t result);
  /// A thread has come out of the call that it was in, if it was in one.
  void settle(pid_t thread, Came came) { transfers_.settle(thread, came); }

  /// The first process starts with a stream under this number.
  void starts_with(pid_t process, int descriptor, Stream stream) {
    descriptors_.starts_with(process, descriptor, stream);
  }
  void forked(pid_t parent, pid_t child);
  void executed(pid_t process);
  void ended(pid_t process) { descriptors_.ended(process); }
  void forget(pid_t thread);
  /// The pipes of which a process has ends: "both ends of pipe-1".
  std::string held_by(pid_t process) const;

  const PipeBook& book() const { return pipes_; }
  const Descriptors& descriptors() const { return descriptors_; }
  Fifos& fifos() { return fifos_; }

  /// Tells who has been waiting at a pipe since before `long_ago`, once each, and
  /// settles who is out of its call. Returns whether anybody may have to be told
  /// of later.
  bool report_blocked(os::Stamp long_ago) { return transfers_.report_blocked(long_ago); }
  /// Adds who waits.
  void add_waits(std::vector<BlockedCall>& waits) const { transfers_.add_waits(waits); }

 private:
  /// A call at whose return the thread stops.
  struct Returning {
    Caller caller;
    os::SystemCall call;
  };

  Next opens(const Caller& caller, const os::SystemCall& call);
  Next duplicates(const Caller& caller, const os::SystemCall& call);
  void closes(const Caller& caller, std::uint32_t first, std::uint32_t last);
  Next stops_at_return(const Caller& caller, const os::SystemCall& call);
  void has_opened(const Returning& returning);
  void has_duplicated(const Returning& returning, int copy);
  void has_opened_again(const Returning& returning, int copy);
  void report_closed(const Caller& caller, const os::Holding& holding);

  Report report_;
  PipeBook pipes_;
  Descriptors descriptors_;
  Fifos fifos_;
  PipeTransfers transfers_;
  std::unordered_map<pid_t, Returning> returning_;  // by thread
};

}  // namespace tracer
