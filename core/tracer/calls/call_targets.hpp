#pragma once

#include <fcntl.h>
#include <sys/types.h>
#include <sys/uio.h>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/os/ptrace/tracee.hpp"
#include "core/tracer/calls/caller.hpp"

namespace tracer {

// What the arguments of a call mean, and its result: on what and on whom it acts.
// Nothing here tells anything; Calls and PipeCalls do.

/// Of a call that waits for children: for which, and whether it may take long.
struct Waiting {
  pid_t child = 0;  ///< 0: any
  bool blocks = false;
  bool is_by_pidfd = false;  ///< the child is known by our PID for it
};
Waiting waiting_of(pid_t process, const os::SystemCall& call);

/// Of a call whose first argument is a descriptor.
int descriptor_of(const os::SystemCall& call);

/// The pieces of memory that a call names, at most 1024, as many as can be read.
std::vector<iovec> pieces_at(pid_t thread, const os::SystemCall& call, std::uint64_t address,
                             std::uint64_t count);

/// How many bytes a call is about to write, or has room for.
std::uint64_t size_of_transfer(pid_t thread, const os::SystemCall& call);

/// Of a call that moves bytes in a way of its own: from where, and to where; -1: it
/// is memory. Both may be pipes.
struct Move {
  int from = -1;
  int to = -1;
};
/// Empty: it is none of those, or one whose whole meaning is its first argument.
std::optional<Move> move_of(const os::SystemCall& call);
/// The descriptor that a call of any kind writes to; -1: it writes nothing.
int written_to(const os::SystemCall& call);
/// How many bytes such a call may move at most, and how many it has moved.
std::uint64_t size_to_copy(const os::SystemCall& call);
std::uint64_t size_moved(pid_t thread, const os::SystemCall& call, std::uint64_t result);
/// Of a message that has gone through a call for several: its length in bytes.
std::uint64_t length_of_message(pid_t thread, std::uint64_t address);

/// Of a call that has just copied `size` bytes out of a file: where they stand.
struct Source {
  int descriptor;
  std::uint64_t offset;
};
std::optional<Source> source_of(const Caller& caller, const os::SystemCall& call,
                                std::uint64_t size);

/// "1 byte", "2 bytes"
std::string counted(std::uint64_t bytes);

/// What a transfer does, and whether the kernel counts its bytes in /proc/PID/io.
bool is_reading(const os::SystemCall& call);
bool is_counted(const os::SystemCall& call);

/// Whether a call makes a copy of a descriptor.
bool is_copying(const os::SystemCall& call);

/// Whether what a call makes is a stream: a read takes what is there, however it
/// was written.
bool makes_stream(const os::SystemCall& call);

/// Whether such a call may also return that a child was stopped, or continued.
bool asks_for_stops(const os::SystemCall& call);

/// What such a call has told its caller.
struct ChildReport {
  enum class What : std::uint8_t {
    unknown,  ///< the caller has asked for no status
    ended,    ///< and was reaped
    looked,   ///< ended, and left as it is
    stopped,
    continued
  };
  pid_t child = 0;
  What what = What::unknown;
  int signal = 0;                          ///< which one has stopped it
  std::optional<os::ExitStatus> end = {};  ///< how it ended
};
/// Empty: it has told of none.
std::optional<ChildReport> report_of(pid_t thread, const os::SystemCall& call, std::int64_t result);

/// Whether a call that receives leaves the bytes where they are.
bool only_looks(const os::SystemCall& call);

/// Whether transfers may fail from now on, rather than wait, because of this call;
/// and whether this one may.
bool makes_impatient(const os::SystemCall& call);
bool is_impatient(const os::SystemCall& call);

/// Whether a call that receives a message has room for descriptors in it.
bool may_bring_descriptors(pid_t thread, const os::SystemCall& call);

/// How long a call is about to sleep.
std::optional<std::chrono::nanoseconds> sleep_of(pid_t thread, const os::SystemCall& call);

/// A call that sends a signal.
struct Signalling {
  pid_t target = 0;  ///< 0, and below: a group, as in kill(2)
  int signal = 0;
};
Signalling signalling_of(pid_t process, const os::SystemCall& call);

/// Who of `alive` gets it.
std::vector<pid_t> targets_of(const Signalling& signalling, pid_t sender,
                              const std::vector<pid_t>& alive);

/// Whether it opens a file by its name.
bool is_opening(const os::SystemCall& call);

/// What such a call names: seen from that folder's descriptor, or as it stands.
struct Named {
  int folder = AT_FDCWD;
  std::string path;
  std::uint64_t flags = 0;  ///< as in open(2)

  /// Whether it may be the kernel's name for something that is open already.
  bool is_kernels() const { return path.starts_with("/dev/") || path.starts_with("/proc/"); }
};
Named named_by(pid_t thread, const os::SystemCall& call);

/// If it is one of the caller's own descriptors, as "/dev/stdout" is.
struct Opening {
  int descriptor;
  bool closes_on_exec;
};
std::optional<Opening> opening_of(pid_t thread, pid_t process, const Named& named);

}  // namespace tracer
