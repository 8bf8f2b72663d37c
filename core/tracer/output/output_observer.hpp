#pragma once

#include <sys/types.h>

#include <chrono>
#include <memory>
#include <optional>
#include <unordered_map>
#include <vector>

#include "core/os/descriptors/poller.hpp"
#include "core/os/process/pidfd.hpp"
#include "core/tracer/launch.hpp"
#include "core/tracer/observer.hpp"
#include "core/tracer/output/notified_calls.hpp"
#include "core/tracer/output/output_tap.hpp"
#include "core/tracer/run_recorder.hpp"
#include "core/tracer/signal_relay.hpp"
#include "core/tracer/watchdog.hpp"

namespace tracer {

/// Sees what a program's processes write, which of them wrote it, and when the
/// writers end; nothing else, at hardly any cost. Used where ptrace(2) is
/// refused or not wanted.
///
/// A stream is a socket, which cannot be opened by name. So, where the kernel
/// allows it, calls that open a file for writing are held and examined; as under a
/// tracer, setuid programs then gain no privileges unless we are root.
class OutputObserver : public Observer {
 public:
  /// Starts the program. Throws CannotExecute.
  explicit OutputObserver(const Request& request);
  ~OutputObserver() override;

  Result observe(record::Consumer& consumer) override;
  bool passes_on() const override { return false; }

 private:
  void add(pid_t writer);
  void watch(pid_t process);
  void look_for_ends(const std::vector<int>& ready);
  void forget(pid_t process);
  void end(pid_t process, std::optional<os::ExitStatus> status);
  bool is_over();
  std::optional<std::chrono::nanoseconds> poll_limit() const;
  void kill_all();

  const Request& request_;
  SignalRelay& relay_;
  OutputTap tap_;
  os::Poller poller_;
  std::unique_ptr<Launch> launch_;
  std::unique_ptr<Watchdog> watchdog_;
  std::unique_ptr<NotifiedCalls> calls_;
  std::unique_ptr<RunRecorder> recorder_;
  OutputLines lines_;
  OutputTap::Take take_output_;
  std::unordered_map<pid_t, os::Pidfd> watched_;
  bool has_ended_ = false;  // the first process
  os::Stamp began_{};
  Result result_;
};

}  // namespace tracer
