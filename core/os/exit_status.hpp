#pragma once

#include <string>

namespace os {

/// How a process ended: by itself with a code, or killed by a signal. A plain
/// value, made from what wait(2) reports.
class ExitStatus {
 public:
  static ExitStatus exited(int code) { return ExitStatus(code, false); }
  static ExitStatus killed(int signal) { return ExitStatus(signal, true); }
  /// From the status word of waitpid(2), which /proc/PID/stat shows too.
  static ExitStatus from_wait(int status);

  bool was_killed() const { return killed_; }
  bool ok() const { return !killed_ && number_ == 0; }
  /// The exit code, 0 to 255; of a killed process 128 + signal, as shells say.
  int code() const { return killed_ ? 128 + number_ : number_; }
  /// The number of the signal that killed it; 0 when none did.
  int signal() const { return killed_ ? number_ : 0; }

  bool operator==(const ExitStatus&) const = default;

 private:
  ExitStatus(int number, bool killed) : number_(number), killed_(killed) {}

  int number_;
  bool killed_;
};

/// "exited with 0", "was killed by SIGKILL (9)".
std::string to_string(const ExitStatus& status);

}  // namespace os
