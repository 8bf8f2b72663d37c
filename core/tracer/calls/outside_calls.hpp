#pragma once

#include <sys/types.h>

#include <cstdint>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/os/process/cpus.hpp"
#include "core/os/ptrace/system_call_filter.hpp"
#include "core/os/ptrace/tracee.hpp"
#include "core/tracer/calls/caller.hpp"

namespace tracer {

/// What a controlled program can learn from outside the run, so that the same choices
/// might give another run: it answers some of these calls, the same in every run, and
/// notes the others. PtraceObserver shows it each call before the gate does.
class OutsideCalls {
 public:
  /// `cpus`: where the program might run if we did not keep it on one.
  explicit OutsideCalls(os::CpuMask cpus) : cpus_(std::move(cpus)) {}

  static void add_to(os::SystemCallFilter& filter);

  /// At the stop after an exec: the program reads the clock by calls that can be seen.
  void executed(pid_t process);

  /// Who calls: its name in the run, and whether it may share memory without consequences,
  /// since a lens tells what is done there.
  struct About {
    std::string name;
    bool has_lens = false;
  };
  /// True: the call has no other meaning for us; the thread can go on.
  bool takes(const Caller& caller, const os::SystemCall& call, const About& about);

  /// A thread uses memory that processes share, without being held.
  void runs_on_in_memory() { noted_.insert("memory"); }
  /// The program says that it uses that.
  void note(const std::string& what) { noted_.insert(what); }
  /// A process has made a second thread.
  void has_thread(bool has_lens);

  /// What has not been controlled: "clock", "memory", "network", "polls", "random",
  /// "threads", "timers".
  const std::set<std::string>& noted() const { return noted_; }

 private:
  void give_random_bytes(pid_t thread, const os::SystemCall& call, const std::string& name);
  void give_cpus(pid_t thread, const os::SystemCall& call) const;
  void note_file(pid_t thread, const os::SystemCall& call);

  os::CpuMask cpus_;
  std::set<std::string> noted_;
  std::unordered_map<std::string, std::uint64_t> random_;  // by name: its generator
};

}  // namespace tracer
