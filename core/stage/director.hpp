#pragma once

#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "core/choice/source.hpp"
#include "core/choice/turns.hpp"
#include "core/os/clock.hpp"
#include "core/os/descriptors/poller.hpp"
#include "core/os/process/group_kill_switch.hpp"
#include "core/os/process/process.hpp"
#include "core/os/process/signals.hpp"
#include "core/record/event_channel.hpp"
#include "core/record/output_channel.hpp"
#include "core/record/recorder.hpp"
#include "core/stage/process_table.hpp"
#include "core/stage/shared_slots.hpp"
#include "core/stage/stage.hpp"

namespace stage {

/// Runs one demo once: a single loop that polls both channels, the ends of
/// processes, signals and the audience. stage::run() makes one and drives it; its
/// destructor leaves no process behind.
class Director : private choice::Source {
 public:
  Director(const RunSpec& spec, const choice::RunOptions& options, record::Consumer& consumer,
           choice::Audience& audience);
  Director(const Director&) = delete;
  Director& operator=(const Director&) = delete;
  ~Director() override;

  choice::Result run();

 private:
  choice::Point point() const override;
  void act(const choice::Role& role) override;

  void start_first_process();
  [[noreturn]] void become_first_process(int slot);

  // The loop, in the order of one round.
  std::optional<os::Stamp> next_deadline() const;
  void handle_signals();
  void listen(const std::vector<int>& readable);
  void open_gates();
  void look_for_standstill();

  bool announces_birth(const record::Notice& notice) const;
  void read_lines();
  void record_line(pid_t writer, std::string line);
  void stop_polling_ended_channels();
  void on_event(record::Notice notice);
  /// A process that has ended, and its status, unless its parent has reaped it.
  struct Death {
    pid_t pid;
    std::optional<os::ExitStatus> status;
  };
  void note_death(const Death& death, os::Stamp at);
  void remove_noted();
  void remove(pid_t pid, std::optional<os::ExitStatus> status, os::Stamp at);
  void judge(pid_t pid, const os::ExitStatus& status);
  void release_unborn();
  void leave();
  void give_up(std::string status, std::string reason);
  void kill_all();
  std::string who_waits() const;
  void suspend();
  os::Stamp time_taken() const;

  const RunSpec& spec_;
  const choice::RunOptions& options_;
  choice::Audience& audience_;

  os::OrphanAdoption adoption_;  // also while the destructor ends the remaining processes
  os::SignalFd signals_;
  os::Poller poller_;
  os::GroupKillSwitch kill_switch_;
  SharedSlots slots_;
  record::EventChannel events_;
  record::OutputChannel output_;
  record::Recorder recorder_;
  ProcessTable processes_;
  choice::Turns turns_;

  pid_t first_ = 0;  // also the process group of the demo
  os::Stamp began_{};
  std::optional<os::Stamp> still_since_;              // since when all processes wait
  std::vector<std::pair<pid_t, std::string>> lines_;  // of standard output, not recorded yet
  std::vector<Death> deaths_;                         // noted, not recorded yet
  std::vector<int> in_doubt_;  // slots reserved by processes that are dead now
  std::set<pid_t> condemned_;  // processes that an act of the demo ended
  bool settles_ = false;       // no process acts, but not all sleep yet
  bool given_up_ = false;
  bool heard_any_ = false;  // in this round
  bool events_ended_ = false;
  bool output_ended_ = false;
  choice::Result result_;
};

}  // namespace stage
