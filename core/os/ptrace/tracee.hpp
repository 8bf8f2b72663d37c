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
    ended,    ///< it is gone: `status`
    forked,   ///< it has made a process: message() is its ID
    vforked,  ///< the same, and it waits until that executes a program or ends
    cloned,   ///< the same, or a thread
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
/// The same, and looks again and again for that long, without sleeping.
std::optional<Stop> stop_within(std::chrono::nanoseconds limit);
/// The same, and waits for it; empty when nobody is traced any more.
std::optional<Stop> await_stop();
/// The same of one thread.
std::optional<Stop> await_stop_of(pid_t thread);

/// A system call as its thread makes it.
struct SystemCall {
  std::uint64_t number = 0;
  std::array<std::uint64_t, 6> arguments{};
  /// If it is made as 32-bit programs do, the number that those have for it, and
  /// structures in memory have narrower fields; 0: it is not.
  std::uint64_t compat = 0;
  /// What the filter has answered with by which it was stopped: SECCOMP_RET_DATA.
  std::uint32_t mark = 0;

  bool is_compat() const { return compat != 0; }
  /// The number under which the kernel knows it while it is made.
  std::uint64_t own_number() const { return is_compat() ? compat : number; }
};

/// Whether that result means that no program sees it: a signal came, and the
/// kernel makes the call again. From -512 to -514, ERESTARTSYS and its kind.
constexpr bool is_repeated(std::int64_t result) {
  return result >= -514 && result <= -512;
}

/// One thread of another process that this process traces. It does not own the
/// thread: the kernel kills all of them when this process ends, in whatever way.
/// An observer drives it, while the thread is stopped; of one that is dying no
/// question gets an answer, and no order is followed.
class Tracee {
 public:
  explicit Tracee(pid_t thread) : thread_(thread) {}

  /// From now on this process traces it, and all that it will make, until the
  /// end. False: the kernel refuses, or somebody else traces it already.
  bool seize() const;

  // Ways to go on.
  void go_on(int deliver = 0) const;
  /// And to stop again when the call that was filtered has returned.
  void go_on_to_return() const;
  /// From now on it stops before its end, too, `exiting`, and so does all that it
  /// will make; but who is killed may not. It is stopped.
  void stop_before_end() const;
  /// It stays suspended, and will tell when it goes on.
  void stay_suspended() const;
  /// It goes on, and is traced no more.
  void detach() const;

  /// Lets it stop, `trapped` or `suspended`, as soon as it can: what it waits for
  /// is broken off, and taken up again when it goes on. It need not be stopped.
  void interrupt() const;

  /// Of a stop at a fork, the new ID; at an exec, the ID the thread had before.
  std::optional<pid_t> message() const;
  /// Of a stop at a filtered call.
  std::optional<SystemCall> call() const;
  /// Of a stop at its return: the result, negative for an error.
  std::optional<std::int64_t> result() const;
  /// Of a stop for a signal: what its last call has returned, if it comes from a
  /// call. Empty where nobody has written how to tell.
  std::optional<std::int64_t> interrupted_result() const;
  /// Who sent the signal that is about to be delivered, or whose end or stop it
  /// it tells; 0: the kernel, or nobody can tell.
  pid_t sender() const;

  /// Copies `size` bytes from the thread's memory; false when not all are there.
  bool read(std::uint64_t address, void* into, std::size_t size) const;
  bool write(std::uint64_t address, const void* from, std::size_t size) const;
  /// The same of eight bytes, even where the thread itself may not write.
  bool write_anyway(std::uint64_t address, std::uint64_t word) const;
  /// A text in its memory that ends with a NUL, at most `limit` bytes of it.
  std::string read_text(std::uint64_t address, std::size_t limit) const;

  /// Of a stop at a filtered call: the call is not made, and returns `result`. False
  /// where nobody has written how to.
  bool answer_instead(std::int64_t result) const;
  /// The same: another call is made instead, of a 64-bit program.
  bool call_instead(const SystemCall& call) const;
  /// The same, or at its return, or at a fork that it makes: changes the first
  /// argument of the call.
  bool set_first_argument(std::uint64_t value, bool is_compat) const;
  /// At the return of a call: makes another one. It stops twice, as it begins that,
  /// without a result(), and at its return. Of a 64-bit program.
  bool call_next(const SystemCall& call) const;
  /// At the return of a call: it returns this, and its arguments are those.
  bool return_as(const SystemCall& call, std::int64_t result) const;
  /// Where its stack ends; 0: it is dying.
  std::uint64_t stack() const;
  /// The same: the call is made when the thread comes to it again, at once.
  bool make_again() const;

 private:
  pid_t thread_;
};

/// The call that a thread sleeps in, if it does; see proc(5), /proc/PID/syscall.
std::optional<SystemCall> call_in_progress(pid_t thread);

/// How many bytes a thread has read and written so far, in files and pipes, and in
/// sockets by read(2) and write(2). Empty where the kernel does not count them. See
/// proc(5), /proc/PID/io.
struct Transferred {
  std::uint64_t read = 0;
  std::uint64_t written = 0;
};
std::optional<Transferred> transferred(pid_t process, pid_t thread);

/// What a process has open, as far as pipes and sockets are concerned; a FIFO is a
/// pipe with the name of a file, and its number is made from that file's.
struct OpenFile {
  enum class Kind : std::uint8_t { other, pipe, socket, fifo } kind = Kind::other;
  std::uint64_t inode = 0;

  bool operator==(const OpenFile&) const = default;
};
/// What stands behind a descriptor of a process. See proc(5), /proc/PID/fd.
OpenFile open_file(pid_t process, int descriptor);

/// Which FIFO a process means by a path: an absolute one, or seen from the folder
/// that a descriptor stands for, AT_FDCWD perhaps. Empty: it is none.
std::optional<OpenFile> fifo_at(pid_t process, int folder, const std::string& path);

/// The process that a pidfd of another process stands for; 0: none.
pid_t process_of_pidfd(pid_t owner, int descriptor);

/// Whether `thread` is a thread of `process`, and not a process of its own.
bool is_thread_of(pid_t thread, pid_t process);

}  // namespace os
