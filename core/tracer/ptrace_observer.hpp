#pragma once

#include <sys/types.h>

#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

#include "core/os/descriptors/poller.hpp"
#include "core/os/ptrace/tracee.hpp"
#include "core/tracer/calls/calls.hpp"
#include "core/tracer/calls/outside_calls.hpp"
#include "core/tracer/detached_processes.hpp"
#include "core/tracer/gate.hpp"
#include "core/tracer/launch.hpp"
#include "core/tracer/memory/guarded_memory.hpp"
#include "core/tracer/observer.hpp"
#include "core/tracer/output/output_lines.hpp"
#include "core/tracer/output/program_streams.hpp"
#include "core/tracer/run_recorder.hpp"
#include "core/tracer/signal_relay.hpp"
#include "core/tracer/threads.hpp"

namespace tracer {

/// Sees everything that a program's processes do with each other, by ptrace(2):
/// a filter stops them only at calls that matter. One loop polls their output
/// and our signals, and answers the stops.
class PtraceObserver : public Observer {
 public:
  /// Starts the program, and holds it before its first instruction. Empty: the
  /// kernel refuses; `why` is a sentence about it, and nothing has been started.
  static std::unique_ptr<PtraceObserver> start(const Request& request, std::string& why);
  ~PtraceObserver() override;

  Result observe(record::Consumer& consumer) override;
  bool passes_on() const override { return true; }
  void lose_reader() override { streams_.lose_reader(); }

 private:
  explicit PtraceObserver(const Request& request);

  bool seize_program(std::string& why);
  bool reach_program();
  bool answer_all();
  void answer(const os::Stop& stop);
  void answer_now(const os::Stop& stop);
  void answer_call(const Caller& caller);
  bool has_told(const Caller& caller, const os::SystemCall& call);
  void make_call(const Caller& caller);
  bool answer_access(const Caller& caller);
  void make_access(const Caller& caller);
  void map_memory(const Caller& caller, const os::SystemCall& call);
  bool is_mapping(const Caller& caller, const os::SystemCall& call) const;
  bool open_to_kernel(const Caller& caller);
  void end_memory_use(const Caller& caller);
  void go_on_in_call(pid_t thread);
  void leaves_loop(const Caller& caller);
  bool has_lost();
  bool is_from_outside(const Caller& caller, const os::SystemCall& call);
  void note_uncontrolled();
  void fall_asleep(const Caller& caller, const os::SystemCall& call);
  void answer_fork(const os::Stop& stop);
  void look_at_limits();
  void answer_exec(const os::Stop& stop);
  void answer_signal(const os::Stop& stop);
  void answer_suspension(const os::Stop& stop);
  void answer_end(const os::Stop& stop);
  void forget(const Caller& caller);
  void add(pid_t thread, const os::Stop& stop);
  void adopt_unannounced(pid_t dead_parent);
  Came came_to(const os::Stop& stop) const;
  bool is_held() const;
  bool is_over() const;
  void handle_signals();
  void poll();
  std::optional<std::chrono::nanoseconds> poll_limit() const;
  void make_calls();
  void make_gate();
  void attend_gate();
  void conclude_turns();
  void stop_with_job();
  void look_for_standstill();
  void look_at_clock();
  os::Stamp time_taken() const;
  void give_up(choice::Turns::Dead why);
  bool is_left() const;
  enum class Told { yes, no };
  void kill_all(Told told);

  /// A thread whose fork is not recorded yet: it waits for that.
  struct Early {
    os::Stop stop;
    pid_t parent;
  };

  const Request& request_;
  SignalRelay& relay_;
  ProgramStreams streams_;
  OutputLines lines_;
  os::Poller poller_;
  std::unique_ptr<Launch> launch_;
  std::unique_ptr<RunRecorder> recorder_;
  std::unique_ptr<Calls> calls_;
  DebugLines debug_lines_{request_.sources};
  std::unique_ptr<Lens> lens_;             // of a controlled run
  GuardedMemory memory_;                   // of a controlled run
  std::unordered_set<pid_t> uses_memory_;  // threads in calls for which it is open
  std::unique_ptr<Gate> gate_;             // of a controlled run
  std::optional<OutsideCalls> outside_;    // of a controlled run
  SharedFiles files_;                      // if the request knows none
  std::unique_ptr<DetachedProcesses> detached_;
  Threads threads_;
  std::map<pid_t, Early> early_;
  bool may_be_blocked_ = false;
  os::Stamp began_{};
  bool may_stand_still_ = false;  // something has happened since the last standstill
  bool is_suspended_ = false;     // the first process
  Result result_;
};

}  // namespace tracer
