#pragma once

#include <sys/types.h>

#include <stdexcept>
#include <string>

namespace mp {

/// What goes wrong between processes, as opposed to a refusal of the kernel,
/// which is a std::system_error. Each text says what happened, to what, and
/// what to do about it.
class Error : public std::runtime_error {
 public:
  explicit Error(const std::string& what) : std::runtime_error(what) {}
};

/// Nobody is left who could send, and every message has been received. The
/// EOFError of Python's multiprocessing.
class EndOfFile : public Error {
 public:
  using Error::Error;
};

/// The object was closed, here or for everybody, and refuses the call.
class Closed : public Error {
 public:
  using Error::Error;
};

/// The bytes of a message are no value of the type that was asked for.
class DecodeError : public Error {
 public:
  using Error::Error;
};

/// The time limit of a call passed before it could be done.
class Timeout : public Error {
 public:
  using Error::Error;
};

/// A process ended while it held a lock: what the lock guards may be half done.
class OwnerDied : public Error {
 public:
  OwnerDied(const std::string& what, pid_t pid) : Error(what), pid_(pid) {}
  /// The process that held the lock. It is gone; its PID may come back.
  pid_t pid() const { return pid_; }

 private:
  pid_t pid_;
};

/// A worker ended in the middle of a task, whose result will never come.
class WorkerDied : public Error {
 public:
  WorkerDied(const std::string& what, pid_t pid, int signal)
      : Error(what), pid_(pid), signal_(signal) {}
  /// The worker. It is gone; its PID may come back.
  pid_t pid() const { return pid_; }
  /// The number of the signal that killed it; 0 when it ended by itself.
  int signal() const { return signal_; }

 private:
  pid_t pid_;
  int signal_;
};

}  // namespace mp
