#pragma once

#include <sys/types.h>

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/os/clock.hpp"
#include "core/os/process/exit_status.hpp"
#include "core/record/notice.hpp"
#include "core/record/process_numbers.hpp"
#include "core/record/timeline.hpp"

namespace record {

/// Makes one ordered, complete run from what the processes of a demo report and
/// what the kernel says about them, and passes each event on as soon as no
/// earlier one can come. The director drives it.
///
/// Events are ordered by their senders' time stamps. A message may arrive late,
/// so the director says with release() up to which moment it has received
/// everything. Events that a process cannot report itself are added here: a
/// fork whose parent died before it could report it, and the end of a killed
/// process.
class Recorder {
 public:
  /// The most events kept back, so that memory is bounded when one process
  /// stands still between its stamp and its message.
  static constexpr std::size_t kMostHeld = 262'144;

  explicit Recorder(Consumer& consumer) : consumer_(consumer) {}

  /// An act that has been done.
  void take(Notice notice);

  /// Bytes that arrived as standard output of `writer`; they may come before its
  /// start. They were not written before `earliest`.
  void output(pid_t writer, std::string bytes, os::Stamp earliest = {});

  /// The name of a process of the run; "process" if it is unknown.
  std::string name_of(pid_t pid) const;
  /// Whether a process is known to be running.
  bool knows(pid_t pid) const;

  /// `stranger` writes and will never report its start: a process of the demo
  /// executed a program that does not use mp. Adds a fork and a start for it.
  void introduce(pid_t stranger);

  /// The kernel, or the parent that reaped it, says that `pid` has ended, at `at` at
  /// the latest. Without a status the end is unknown: then what the process had
  /// announced counts, or the end is recorded without a status. `by_us`: a SIGKILL
  /// that ends it was sent by mpdemo.
  void ended(pid_t pid, std::optional<os::ExitStatus> status, os::Stamp at, bool by_us = false);

  /// Every event stamped before `watermark` has been taken: hands them on.
  void release(os::Stamp watermark);

  /// Whether there are events that only a later watermark can release.
  bool keeps_any() const { return !pending_.empty(); }

  /// Passes on all the rest. Returns how many events the run has.
  std::uint64_t finish();

 private:
  /// What is known of one process, from its fork to its end.
  struct Life {
    bool is_running() const { return started && !ended; }

    std::string name;
    pid_t ppid = 0;
    os::Stamp forked_at{};
    os::Stamp last{};           // of its latest event, its end left out
    std::string unfinished;     // a text whose rest is still to come
    std::optional<Event> exit;  // announced; valid once it has happened
    bool started = false;
    bool ended = false;
  };

  /// Output of a process whose start is not known yet.
  struct Unclaimed {
    pid_t writer;
    std::string bytes;
  };

  void note_fork(Event fork, pid_t child);
  void note_start(Event start, const std::optional<Origin>& origin);
  void queue(Event event);
  void emit_before(os::Stamp watermark);

  Consumer& consumer_;
  std::multimap<os::Stamp, Event> pending_;
  std::unordered_map<pid_t, Life> lives_;
  std::vector<Unclaimed> unclaimed_;  // in the order of arrival
  pid_t first_ = 0;
  os::Stamp watermark_{};
  std::optional<os::Stamp> origin_;
  os::Stamp emitted_{};
  std::uint64_t seq_ = 0;
  ProcessNumbers numbers_;
};

}  // namespace record
