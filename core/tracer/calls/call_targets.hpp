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

// What the arguments and the result of a call mean: on which objects and
// processes it acts. Nothing is recorded here; Calls and PipeCalls do that.

/// A call that waits for children: for which ones, and whether it blocks.
struct Waiting {
  pid_t child = 0;  ///< 0: any
  bool blocks = false;
  bool is_by_pidfd = false;  ///< `child` is a PID of our own namespace
};
Waiting waiting_of(pid_t process, const os::SystemCall& call);

/// For a call whose first argument is a descriptor.
int descriptor_of(const os::SystemCall& call);

/// The pieces of memory that a call names: at most 1024, and only those that can
/// be read.
std::vector<iovec> pieces_at(pid_t thread, const os::SystemCall& call, std::uint64_t address,
                             std::uint64_t count);

/// How many bytes a call is about to write, or can receive.
std::uint64_t size_of_transfer(pid_t thread, const os::SystemCall& call);

/// The first bytes that such a call is about to write: as many as a record keeps. Empty: they
/// cannot be read.
std::string first_bytes(pid_t thread, const os::SystemCall& call, std::uint64_t size);

/// The source and the destination of a call like sendfile or splice; -1: memory.
/// Both may be pipes.
struct Move {
  int from = -1;
  int to = -1;
};
/// Empty: it is no such call, or its first argument says everything.
std::optional<Move> move_of(const os::SystemCall& call);
/// The descriptor that a call of any kind writes to; -1: it writes nothing.
int written_to(const os::SystemCall& call);
/// How many bytes such a call may move, and how many it has moved.
std::uint64_t size_to_copy(const os::SystemCall& call);
std::uint64_t size_moved(pid_t thread, const os::SystemCall& call, std::uint64_t result);
/// The length in bytes of one message of a call for several.
std::uint64_t length_of_message(pid_t thread, std::uint64_t address);

/// Where in a file the `size` bytes are that a call has just copied.
struct Source {
  int descriptor;
  std::uint64_t offset;
};
std::optional<Source> source_of(const Caller& caller, const os::SystemCall& call,
                                std::uint64_t size);

/// "notes.txt" of "/tmp/notes.txt".
std::string last_part(const std::string& path);
/// "ENOENT"
std::string name_of_error(int error);

/// "1 byte", "2 bytes"
std::string counted(std::uint64_t bytes);

/// Whether a transfer reads, and whether the kernel counts its bytes in
/// /proc/PID/io.
bool is_reading(const os::SystemCall& call);
bool is_counted(const os::SystemCall& call);

/// Whether a call makes a copy of a descriptor.
bool is_copying(const os::SystemCall& call);

/// Whether a call makes a stream: a read takes what is there, regardless of the
/// writes.
bool makes_stream(const os::SystemCall& call);

/// Whether such a call may also report that a child was stopped or continued.
bool asks_for_stops(const os::SystemCall& call);

/// What such a call has reported to its caller.
struct ChildReport {
  enum class What : std::uint8_t {
    unknown,  ///< the caller has asked for no status
    ended,    ///< and was reaped
    looked,   ///< ended, and not reaped
    stopped,
    continued
  };
  pid_t child = 0;
  What what = What::unknown;
  int signal = 0;                          ///< the one that stopped it
  std::optional<os::ExitStatus> end = {};  ///< how it ended
};
/// Empty: it has reported no child.
std::optional<ChildReport> report_of(pid_t thread, const os::SystemCall& call, std::int64_t result);

/// Whether a call that receives leaves the bytes in place.
bool only_looks(const os::SystemCall& call);

/// Whether this call lets later transfers fail instead of wait, and whether this
/// transfer itself may.
bool makes_impatient(const os::SystemCall& call);
bool is_impatient(const os::SystemCall& call);

/// Whether a call that receives a message has room for descriptors in it.
bool may_bring_descriptors(pid_t thread, const os::SystemCall& call);

/// Whether a call waits for a number of descriptors that is 0, and for so long: programs
/// sleep with it, and Python before 3.11 does.
bool only_sleeps(const os::SystemCall& call);
/// Whether a call sleeps until a moment, by the clock that is its first argument.
bool sleeps_until(const os::SystemCall& call);
/// How long a call is about to sleep. `now`: the moment from which that counts; empty: it
/// is about now.
std::optional<std::chrono::nanoseconds> sleep_of(pid_t thread, const os::SystemCall& call,
                                                 std::optional<std::chrono::nanoseconds> now = {});

/// Whether a call that waits gives up after some time.
bool has_limit(const os::SystemCall& call);

/// A call that sends a signal.
struct Signalling {
  pid_t target = 0;  ///< 0 or negative: a group, as in kill(2)
  int signal = 0;
};
bool is_signalling(const os::SystemCall& call);
Signalling signalling_of(pid_t process, const os::SystemCall& call);

/// The processes of `alive` that get it.
std::vector<pid_t> targets_of(const Signalling& signalling, pid_t sender,
                              const std::vector<pid_t>& alive);

/// Whether it opens a file by its name.
bool is_opening(const os::SystemCall& call);

/// The path that such a call names, relative to a folder's descriptor.
struct Named {
  int folder = AT_FDCWD;
  std::string path;
  std::uint64_t flags = 0;  ///< as in open(2)

  /// Whether it may be the kernel's name for an open file.
  bool is_kernels() const { return path.starts_with("/dev/") || path.starts_with("/proc/"); }
};
Named named_by(pid_t thread, const os::SystemCall& call);

/// The descriptor, if the path names one of the caller's own, like
/// "/dev/stdout".
struct Opening {
  int descriptor;
  bool closes_on_exec;
};
std::optional<Opening> opening_of(pid_t thread, pid_t process, const Named& named);

}  // namespace tracer
