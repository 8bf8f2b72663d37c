#pragma once

#include <sys/types.h>

#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "core/os/descriptors/fd.hpp"
#include "core/os/process/signals.hpp"
#include "core/os/ptrace/system_call_filter.hpp"
#include "core/os/ptrace/system_call_listener.hpp"
#include "core/tracer/sandbox.hpp"

namespace tracer {

/// The program cannot be executed; the sentence says why.
struct CannotExecute : std::runtime_error {
  CannotExecute(const std::string& sentence, bool found)
      : std::runtime_error(sentence), is_there(found) {}
  bool is_there;  ///< there is such a file, but it cannot be run
};

/// A child that will execute the program: it waits until it may go, and reports
/// what goes wrong. An observer makes one, and lets it go once it is traced. The
/// terminal, the process group, the signals and all other descriptors are those
/// that we were started with; in a sandbox, it has a session of its own.
class Launch {
 public:
  /// What the child installs in itself before the exec.
  struct Filters {
    os::SystemCallFilter* for_tracer = nullptr;    ///< else it will not go
    os::SystemCallFilter* for_listener = nullptr;  ///< if the kernel lets it
  };
  /// Its descriptors 0, 1 and 2; nullptr: the ones that we were started with.
  struct Standard {
    const os::Fd* input = nullptr;
    const os::Fd* output = nullptr;
    const os::Fd* error = nullptr;
  };
  /// What is the same in every run of the program.
  enum class Repeats { nothing, addresses };
  /// `sandbox`: where it runs; nullptr: here. `executable`: the file, if the program is called
  /// otherwise.
  Launch(const std::vector<std::string>& program, const Standard& standard, const Filters& filters,
         Repeats repeats = Repeats::nothing, Sandbox* sandbox = nullptr,
         std::string executable = {});
  Launch(const Launch&) = delete;
  Launch& operator=(const Launch&) = delete;
  /// The run is over.
  ~Launch();

  pid_t pid() const { return pid_; }

  void go();
  /// Cancels the start; returns when the child has ended.
  void cancel();

  /// What the child reports when it has executed the program, or has given up.
  enum class Outcome { executed, filter_refused };
  /// Waits for it. Throws CannotExecute; then the child has ended.
  Outcome outcome();

  /// After the exec: the listener for the calls that its filter names. Empty:
  /// the kernel has refused it.
  std::optional<os::SystemCallListener> listener();

 private:
  bool starts_apart(Sandbox& sandbox, const Standard& standard, const Filters& filters,
                    Repeats repeats, os::Fd& go_ahead, os::Fd& report);
  [[noreturn]] void become_program(const Standard& standard, const Filters& filters,
                                   Repeats repeats);

  const std::vector<std::string>& program_;
  std::string executable_;
  pid_t pid_ = 0;
  Sandbox* sandbox_ = nullptr;  // it is no child of ours then
  os::Fd go_ahead_;             // closed: go
  os::Fd report_;
  os::Fd listener_from_;  // a socket
  std::optional<os::Limits> limits_;
};

}  // namespace tracer
