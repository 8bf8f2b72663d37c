#pragma once

#include <sys/types.h>

#include <functional>
#include <optional>
#include <unordered_set>
#include <utility>
#include <vector>

#include "core/os/ptrace/tracee.hpp"
#include "core/probe/act.hpp"
#include "core/tracer/calls/call_targets.hpp"
#include "core/tracer/calls/caller.hpp"
#include "core/tracer/calls/waits.hpp"
#include "core/tracer/pipes/descriptors.hpp"
#include "core/tracer/pipes/pipe_book.hpp"

namespace tracer {

/// Knows a program's FIFOs, and which threads wait for another process to open
/// the other end. PipeCalls drives it: with each open for writing, and with a
/// reader's first read, since most files opened for reading are no FIFOs. See
/// fifo(7).
class Fifos {
 public:
  using Report = std::function<void(const Caller& caller, probe::Act act)>;

  Fifos(PipeBook& pipes, Descriptors& descriptors, Report report)
      : pipes_(pipes), descriptors_(descriptors), report_(std::move(report)) {}

  /// Whether the file that a process opens is a FIFO.
  bool is_opened(const Caller& caller, const Named& named);
  /// A process has an unrecorded end of a FIFO.
  void has_opened(const Caller& caller, const os::Holding& holding);
  /// If an unknown descriptor of a process refers to a FIFO, it is known from now
  /// on.
  std::optional<Descriptor> add(const Caller& caller, int descriptor);
  /// The same for a process that has executed a program, and had the
  /// descriptors `before`: a shell may have opened a FIFO for it by
  /// redirection.
  void add_others(const Caller& caller, const std::vector<Descriptor>& before);

  /// Records, once, that a thread waits for a FIFO to be opened; `call`: the call
  /// that it is in.
  void look_at(const Caller& caller, const os::SystemCall& call);
  /// The thread has stopped again, so it waits no more.
  void settle(pid_t thread) { told_.erase(thread); }
  /// The same, as what it waits for.
  std::optional<BlockedCall> wait_of(const Caller& caller, const os::SystemCall& call);

 private:
  PipeBook& pipes_;
  Descriptors& descriptors_;
  Report report_;
  bool is_any_ = false;             // as far as we know; otherwise no thread is looked at
  std::unordered_set<pid_t> told_;  // threads
};

}  // namespace tracer
