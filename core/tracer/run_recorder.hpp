#pragma once

#include <sys/types.h>

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/os/clock.hpp"
#include "core/os/process/exit_status.hpp"
#include "core/record/timeline.hpp"
#include "core/tracer/calls/caller.hpp"
#include "core/tracer/observer.hpp"
#include "core/tracer/output/output_lines.hpp"
#include "core/tracer/source/place.hpp"

namespace tracer {

/// Turns what an observer sees into a run that obeys the laws: it knows the
/// living processes, their parents and their names, and it numbers and stamps
/// the events. An observer drives it, in the order in which things happened.
class RunRecorder {
 public:
  RunRecorder(record::Consumer& consumer, const Request& request);

  /// The program has been executed in the first process.
  void begin(pid_t first);
  /// How a process was made.
  struct Making {
    std::string inherited = {};  ///< what it starts with
    pid_t thread = 0;            ///< the parent's thread that made it
    probe::ForkMode mode = probe::ForkMode::fork;
    std::string name = {};  ///< what the program calls it
  };
  /// A process has made another one, which has done nothing yet.
  void forked(pid_t parent, pid_t child, const Making& making);
  /// The program calls one of its processes so; "worker": it is one of several. Its name
  /// is the first free one like that.
  void is_called(pid_t pid, const std::string& name);
  /// `pid` writes, and we have not seen its fork.
  void introduce(pid_t pid, pid_t parent);
  void executed(pid_t pid);
  /// A process has made another thread, or such a thread has ended. Recorded, and
  /// named from now on, if the request wants to see threads.
  void thread_began(const Caller& maker, pid_t thread);
  void thread_ended(const Caller& thread);
  /// "thread-2"; empty: the first thread of its process, or threads are not
  /// shown.
  std::string name_of_thread(pid_t thread) const;
  /// Whether the process only looks for the program that was meant. What it does, and
  /// what the processes do that it makes meanwhile, is recorded as beneath.
  bool is_beneath(pid_t pid) const;
  /// The process goes on from that line of its source: what it does now is recorded
  /// with it. An empty one: unknown.
  void is_at(pid_t pid, const Place& place);
  void act(pid_t pid, probe::Act act);
  /// `unseen`: how many further bytes are unknown.
  void output(const Caller& writer, Stream stream, std::string bytes, std::uint64_t unseen = 0);
  void ended(pid_t pid, std::optional<os::ExitStatus> status);
  /// From now on a SIGKILL that ends a process counts as sent by mpdemo.
  void note_that_we_kill() { we_kill_ = true; }
  /// The kernel has told `parent` how `child` ended. Records nothing if the
  /// child still runs: its parent has asked about something else.
  void reaped(const Caller& parent, pid_t child);
  /// Everything is recorded. Completes the end of `result`.
  void finish(Result& result);

  /// How many acts are recorded.
  std::uint64_t acts() const { return seq_; }
  /// Whether a process of the run is alive.
  bool knows(pid_t pid) const;
  /// In the order of their appearance.
  std::vector<pid_t> alive() const;
  std::string name_of(pid_t pid) const;
  /// Whether a child of a process has ended and has not been reaped.
  bool has_ended_child(pid_t pid) const;
  std::vector<pid_t> ended_children(pid_t pid) const;
  /// The parent that a process has now; 0: it has never appeared.
  pid_t parent_of(pid_t pid) const;
  /// How many processes there have been of the program itself.
  int met() const { return met_ - met_beneath_; }
  /// Whether a process has children that it has not reaped.
  bool has_children(pid_t pid) const;
  /// Whether a process would have to wait for the end of that child, or of any if 0: it has
  /// not ended. False: it has, or there is no such child.
  bool must_wait_for(pid_t pid, pid_t child) const;
  /// The process that has to reap a zombie; 0: the process lives, or has been
  /// reaped.
  pid_t parent_of_zombie(pid_t pid) const;
  /// By order of appearance, from 1; 0: it has never appeared.
  int number_of(pid_t pid) const;
  pid_t first() const { return first_; }
  /// The PID of a process as it knows it itself, in its sandbox.
  pid_t shown(pid_t pid) const;

 private:
  struct Process {
    std::string name;
    std::string called = {};  // by the program; empty: it has no name there
    int number = 0;
    pid_t shown = 0;  // its PID in the events
    pid_t ppid = 0;
    int children_born = 0;
    int born_beneath = 0;
    std::vector<pid_t> children;
    int zombies = 0;  // of its children
    std::optional<os::ExitStatus> status;
    bool ended = false;
    bool reaped = false;
    int threads = 1;  // so far
    Place place;
    std::string beneath;  // what it does is not the program's, but that tool's
  };

  Process& make(pid_t child, pid_t parent, const std::string& name);
  std::string free_name_like(const std::string& called);
  void remove(pid_t pid);
  std::vector<pid_t> in_order(std::vector<pid_t> processes) const;

  record::Consumer& consumer_;
  record::Run run_;
  std::string command_;  // as it would be typed
  pid_t first_ = 0;
  bool we_kill_ = false;
  os::Stamp began_{};
  std::uint64_t seq_ = 0;
  int met_ = 0;
  int met_beneath_ = 0;
  std::unordered_map<pid_t, Process> processes_;
  std::set<std::string> names_;  // that were given
  bool shows_threads_;
  const Sandbox* sandbox_;  // events have the PIDs that the program knows there
  std::unordered_map<pid_t, std::string> threads_;  // names; first threads have none
};

/// An act with its other process filled in.
probe::Act act_towards(const RunRecorder& recorder, probe::Kind kind, pid_t peer);

}  // namespace tracer
