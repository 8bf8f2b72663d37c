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

/// Knows a program's FIFOs, and who waits until somebody opens the other end of
/// one. PipeCalls drives it: it hears of who opens one to write, and most of what
/// is opened to read is a file, so that a reader is met when it first reads. See
/// fifo(7).
class Fifos {
 public:
  using Report = std::function<void(const Caller& caller, probe::Act act)>;

  Fifos(PipeBook& pipes, Descriptors& descriptors, Report report)
      : pipes_(pipes), descriptors_(descriptors), report_(std::move(report)) {}

  /// Whether what a process opens is one of them.
  bool is_opened(const Caller& caller, const Named& named);
  /// A process has an end of one of which nobody has told.
  void has_opened(const Caller& caller, const os::Holding& holding);
  /// If an unknown descriptor of a process stands for one, it is known from now on.
  std::optional<Descriptor> add(const Caller& caller, int descriptor);
  /// The same of a process that has executed a program, and had these `before`:
  /// what it starts with, by redirection, was opened in its place.
  void add_others(const Caller& caller, const std::vector<Descriptor>& before);

  /// Tells who waits for somebody to open one, once; `call`: what a thread is in.
  void look_at(const Caller& caller, const os::SystemCall& call);
  /// The thread has stopped again, so it waits no more.
  void settle(pid_t thread) { told_.erase(thread); }
  /// The same, as what it waits for.
  std::optional<BlockedCall> wait_of(const Caller& caller, const os::SystemCall& call);

 private:
  PipeBook& pipes_;
  Descriptors& descriptors_;
  Report report_;
  bool is_any_ = false;             // as far as we know; else nobody is looked at
  std::unordered_set<pid_t> told_;  // threads
};

}  // namespace tracer
