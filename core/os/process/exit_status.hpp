#pragma once

#include <string>

namespace os {

/// How a process ended: by itself with a code, or killed by a signal. A plain
/// value, made from what wait(2) reports.
class ExitStatus {
 public:
  static ExitStatus exited(int code) { return ExitStatus(code, How::exited); }
  static ExitStatus killed(int signal) { return ExitStatus(signal, How::killed); }
  /// It has ended, but its status is lost: another part of the program has
  /// reaped it, or SIGCHLD is ignored. See wait(2).
  static ExitStatus unknown() { return ExitStatus(kUnknownCode, How::unknown); }
  /// From the status word of waitpid(2), which /proc/PID/stat shows too.
  static ExitStatus from_wait(int status);

  bool is_known() const { return how_ != How::unknown; }
  bool was_killed() const { return how_ == How::killed; }
  bool ok() const { return how_ == How::exited && number_ == 0; }
  /// The exit code, 0 to 255; for a killed process 128 + signal, as in shells;
  /// for an unknown status 255, as in CPython's asyncio.
  int code() const { return was_killed() ? 128 + number_ : number_; }
  /// The number of the signal that killed it, or 0.
  int signal() const { return was_killed() ? number_ : 0; }

  bool operator==(const ExitStatus&) const = default;

 private:
  enum class How : char { exited, killed, unknown };
  static constexpr int kUnknownCode = 255;

  ExitStatus(int number, How how) : number_(number), how_(how) {}

  int number_;
  How how_;
};

/// "exited with 0", "was killed by SIGKILL (9)", "ended with an unknown status".
std::string to_string(const ExitStatus& status);

}  // namespace os
