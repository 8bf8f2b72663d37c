#pragma once

#include <sys/types.h>

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "core/os/process/exit_status.hpp"

namespace os {

/// Why a traced thread has stopped, or that it has ended. A plain value, made
/// from what wait(2) reports; ptrace(2) explains each kind.
struct Stop {
  enum class Why : std::uint8_t {
    ended,    ///< it is gone; see `status`
    forked,   ///< it has made a process: message() is its ID
    vforked,  ///< the same, and it waits until the child executes a program or ends
    cloned,   ///< the same, or it has made a thread
    executed,
    filtered,   ///< a call that the filter names is about to be made
    returned,   ///< such a call has been made
    signalled,  ///< `signal` is about to be delivered
    suspended,  ///< its process was stopped by `signal`, as by Ctrl-Z
    exiting,    ///< it is about to end, and its process still has its children
    trapped     ///< its first stop, or the end of a suspension
  };

  pid_t thread = 0;
  Why why = Why::trapped;
  int signal = 0;
  ExitStatus status = ExitStatus::exited(0);
};

/// The next stop of any traced thread; empty when there is none for now. A stop
/// that is reported must be answered by one of Tracee's ways to go on.
std::optional<Stop> next_stop();
/// The same, polling for that long without sleeping.
std::optional<Stop> stop_within(std::chrono::nanoseconds limit);
/// The same, waiting for it; empty when no thread is traced any more.
std::optional<Stop> await_stop();
/// The same for one thread.
std::optional<Stop> await_stop_of(pid_t thread);

/// A system call as its thread makes it.
struct SystemCall {
  std::uint64_t number = 0;
  std::array<std::uint64_t, 6> arguments{};
  /// If a 32-bit program makes it: its number there, and structures in memory
  /// have narrower fields; else 0.
  std::uint64_t compat = 0;
  /// What the filter that stopped it returned: SECCOMP_RET_DATA.
  std::uint32_t mark = 0;

  bool is_compat() const { return compat != 0; }
  /// The number that the kernel uses for it while it is made.
  std::uint64_t own_number() const { return is_compat() ? compat : number; }
};

/// Whether this result never reaches the program: a signal came, and the kernel
/// repeats the call. From -512 to -514, ERESTARTSYS and its kind.
constexpr bool is_repeated(std::int64_t result) {
  return result >= -514 && result <= -512;
}

/// One thread of another process that this process traces. It does not own the
/// thread: the kernel kills all traced threads when this process ends, for
/// whatever reason. An observer drives it while the thread is stopped; for a
/// dying thread, queries return nothing and commands have no effect.
class Tracee {
 public:
  explicit Tracee(pid_t thread) : thread_(thread) {}

  /// From now on this process traces it and all threads and processes that it
  /// makes. False: the kernel refuses, or another process traces it already.
  bool seize() const;

  // Ways to go on.
  void go_on(int deliver = 0) const;
  /// Goes on, and stops again when the filtered call has returned.
  void go_on_to_return() const;
  /// From now on it also stops before its end, `exiting`, as do all that it
  /// makes, unless they are killed. It must be stopped.
  void stop_before_end() const;
  /// It stays suspended, and its resumption will be reported.
  void stay_suspended() const;
  /// It goes on, untraced.
  void detach() const;

  /// Makes it stop, `trapped` or `suspended`, as soon as possible: a wait is
  /// interrupted, and resumed when it goes on. It need not be stopped.
  void interrupt() const;

  /// At a fork: the new ID. At an exec: the ID that the thread had before.
  std::optional<pid_t> message() const;
  /// At a filtered call.
  std::optional<SystemCall> call() const;
  /// At the return of a call: its result, negative for an error.
  std::optional<std::int64_t> result() const;
  /// At a signal: the result of its last call, if it comes from a call. Empty on
  /// an unsupported architecture.
  std::optional<std::int64_t> interrupted_result() const;
  /// The process that sent the signal about to be delivered, or whose end or
  /// stop it reports; 0: the kernel, or unknown.
  pid_t sender() const;

  /// Copies `size` bytes from the thread's memory; false when not all are there.
  bool read(std::uint64_t address, void* into, std::size_t size) const;
  bool write(std::uint64_t address, const void* from, std::size_t size) const;
  /// Writes eight bytes, even where the thread itself may not write.
  bool write_anyway(std::uint64_t address, std::uint64_t word) const;
  /// A NUL-terminated text in its memory, at most `limit` bytes.
  std::string read_text(std::uint64_t address, std::size_t limit) const;

  /// At a filtered call: the call is not made, and returns `result`. False on an
  /// unsupported architecture.
  bool answer_instead(std::int64_t result) const;
  /// The same, but another call is made instead; for a 64-bit program.
  bool call_instead(const SystemCall& call) const;
  /// The same, or at the return, or at a fork: changes the first argument of
  /// the call.
  bool set_first_argument(std::uint64_t value, bool is_compat) const;
  /// At the return of a call: makes another one. The thread stops twice: when it
  /// begins that call, without a result(), and at its return. For a 64-bit program.
  bool call_next(const SystemCall& call) const;
  /// At the return of a call: sets its result and restores these arguments.
  bool return_as(const SystemCall& call, std::int64_t result) const;
  /// Its stack pointer; 0: it is dying.
  std::uint64_t stack() const;
  /// Of a 64-bit program; false: of no other, and on no other architecture than x86-64.
  bool set_stack(std::uint64_t address) const;
  /// At a filtered call: skips it and makes the thread repeat it at once.
  bool make_again() const;

 private:
  pid_t thread_;
};

/// The call that a thread sleeps in, if any; see proc(5), /proc/PID/syscall.
std::optional<SystemCall> call_in_progress(pid_t thread);

/// How many bytes a thread has read and written so far: in files and pipes, and in
/// sockets by read(2) and write(2). Empty where the kernel does not count them. See
/// proc(5), /proc/PID/io.
struct Transferred {
  std::uint64_t read = 0;
  std::uint64_t written = 0;
};
std::optional<Transferred> transferred(pid_t process, pid_t thread);

/// A pipe or socket that a process has open. A FIFO is a pipe with a file name;
/// its number is derived from the file's inode.
struct OpenFile {
  enum class Kind : std::uint8_t { other, pipe, socket, fifo } kind = Kind::other;
  std::uint64_t inode = 0;

  bool operator==(const OpenFile&) const = default;
};
/// The pipe or socket behind a descriptor of a process. See proc(5),
/// /proc/PID/fd.
OpenFile open_file(pid_t process, int descriptor);

/// The FIFO at a path as a process sees it: an absolute path, or relative to a
/// folder's descriptor, which may be AT_FDCWD. Empty: it is no FIFO.
std::optional<OpenFile> fifo_at(pid_t process, int folder, const std::string& path);

/// The process that a pidfd of another process refers to; 0: none.
pid_t process_of_pidfd(pid_t owner, int descriptor);

/// Whether `thread` is a thread of `process`, and not a process of its own.
bool is_thread_of(pid_t thread, pid_t process);

}  // namespace os
