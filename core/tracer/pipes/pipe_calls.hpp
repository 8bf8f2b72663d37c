#pragma once

#include <sys/types.h>

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
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

/// Interprets the calls that make pipes and socket pairs, pass their ends on and
/// close them, and records what they mean; PipeTransfers does the same for reads
/// and writes. Calls drives it with each call that it does not handle itself.
class PipeCalls {
 public:
  using Report = PipeTransfers::Report;

  /// Whether a library does for itself what a thread does now.
  using IsLibrary = std::function<bool(const Caller& caller)>;

  PipeCalls(OutputCalls& outputs, Report report, IsLibrary is_library);
  PipeCalls(const PipeCalls&) = delete;
  PipeCalls& operator=(const PipeCalls&) = delete;

  /// The calls that it interprets. `outputs_are_files`: one of the program's
  /// streams is a regular file.
  static void add_to(os::SystemCallFilter& filter, bool outputs_are_files);

  /// Empty when the call is none of those.
  std::optional<Next> begins(const Caller& caller, const os::SystemCall& call);
  /// The thread has stopped at the return of a call. False: it was none of
  /// those.
  bool returned(const Caller& caller, std::int64_t result);
  /// A thread is out of the call that it was in, if any.
  void settle(pid_t thread, Came came) { transfers_.settle(thread, came); }

  /// The first process starts with this stream under this number.
  void starts_with(pid_t process, int descriptor, Stream stream) {
    descriptors_.starts_with(process, descriptor, stream);
  }
  void forked(pid_t parent, pid_t child);
  void executed(pid_t process);
  void ended(pid_t process);
  /// What close(2) of that descriptor is, if it is the process's only one to read a pipe: once
  /// none reads it, those that write come to something else. Empty: it is not, or a library has
  /// made that pipe, whose own words tell what it does with it.
  std::optional<probe::Act> closing_to_read(const Caller& caller, int descriptor) const;
  /// The pipes into which others could write when they lost their last reader.
  std::vector<PipeBook::End> without_reader() const;
  /// Whether a process has given up such a reading end by another call than close(2).
  bool has_closed_in_passing() const;
  void forget(pid_t thread);
  /// The ends of pipes that a process has: "both ends of pipe-1".
  std::string held_by(pid_t process) const;

  /// From now on a thread that may have to wait for a transfer stops after it.
  void stop_at_returns() { transfers_.stop_at_returns(); }

  const PipeBook& book() const { return pipes_; }
  const Descriptors& descriptors() const { return descriptors_; }
  Fifos& fifos() { return fifos_; }

  /// Records, once each, the threads that have been waiting at a pipe since
  /// before `long_ago`, and settles those that are out of their calls. Returns
  /// whether it has to be called again.
  bool report_blocked(os::Stamp long_ago) { return transfers_.report_blocked(long_ago); }
  /// Adds the threads that wait.
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
  bool leaves_writers(pid_t process, const os::OpenFile& file) const;
  void note_lost_reader(pid_t process, const os::Holding& holding);
  void close_in_passing(const Caller& caller, const os::Holding& holding);
  Next stops_at_return(const Caller& caller, const os::SystemCall& call);
  void has_opened(const Returning& returning);
  void has_duplicated(const Returning& returning, int copy);
  void has_opened_again(const Returning& returning, int copy);
  void report_closed(const Caller& caller, const os::Holding& holding);

  Report report_;
  IsLibrary is_library_;
  PipeBook pipes_;
  std::unordered_set<std::uint64_t> made_by_library_;  // inodes
  std::vector<PipeBook::End> without_reader_;
  std::vector<PipeBook::End> closed_in_passing_;
  Descriptors descriptors_;
  Fifos fifos_;
  PipeTransfers transfers_;
  std::unordered_map<pid_t, Returning> returning_;  // by thread
};

}  // namespace tracer
