#pragma once

#include <sys/types.h>

#include <stdexcept>
#include <string>

namespace mp {

/// An error between processes; an error of the kernel is a std::system_error.
/// Each text says what happened, to what, and what to do about it.
class Error : public std::runtime_error {
 public:
  explicit Error(const std::string& what) : std::runtime_error(what) {}
};

/// No sender is left, and every message has been received. The EOFError of
/// Python's multiprocessing.
class EndOfFile : public Error {
 public:
  using Error::Error;
};

/// The object was closed, in this process or in all, and refuses the call.
class Closed : public Error {
 public:
  using Error::Error;
};

/// The bytes of a message are no value of the requested type.
class DecodeError : public Error {
 public:
  using Error::Error;
};

/// A call could not be completed within its time limit.
class Timeout : public Error {
 public:
  using Error::Error;
};

/// A process ended while it held a lock: the guarded data may be half changed.
class OwnerDied : public Error {
 public:
  OwnerDied(const std::string& what, pid_t pid) : Error(what), pid_(pid) {}
  /// The process that held the lock. It is gone; its PID may be reused.
  pid_t pid() const { return pid_; }

 private:
  pid_t pid_;
};

/// Those who meet at a barrier do not come together: one has died, or given up waiting, or
/// somebody called it off. The BrokenBarrierError of Python's threading.
class BrokenBarrier : public Error {
 public:
  using Error::Error;
};

/// A worker ended in the middle of a task, whose result will never come.
class WorkerDied : public Error {
 public:
  WorkerDied(const std::string& what, pid_t pid, int signal)
      : Error(what), pid_(pid), signal_(signal) {}
  /// The worker. It is gone; its PID may be reused.
  pid_t pid() const { return pid_; }
  /// The number of the signal that killed it; 0 when it ended by itself.
  int signal() const { return signal_; }

 private:
  pid_t pid_;
  int signal_;
};

}  // namespace mp
