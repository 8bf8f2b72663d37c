#pragma once

#include <sys/types.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/os/process/exit_status.hpp"

namespace probe {

/// What a process does. The names are those of the recorded run, schema 1.
enum class Kind : std::uint8_t {
  start,
  print,
  fork,
  wait,
  reap,
  exit,
  signal,
  sleep,
  put,
  get,
  send,
  recv,
  lock,
  unlock,
  terminate,
  task,
  close,
  block,
  wake,
  output,
  // Only in traced programs:
  exec,
  kill,
  handle,
  open,
  dup,
  thread,
  stop,
  resume,
  notice,
  fail,
};

/// "print", "fork", ...: the name under which a recorded run knows the kind.
std::string_view name_of(Kind kind);

/// The kind of that name; empty when no kind has it.
std::optional<Kind> kind_named(std::string_view name);

/// The types of objects that processes share; each object of a type has a
/// number, and the type and the number are its name: "queue-1".
enum class ObjectType : std::uint8_t { queue, pipe, value, array, lock, semaphore, event, pool };
inline constexpr std::size_t kObjectTypes = static_cast<std::size_t>(ObjectType::pool) + 1;
std::string_view name_of(ObjectType type);

/// Where on a page an act is. Made by a default argument, so it names the
/// caller's line: __builtin_LINE() does that on every compiler we build with.
struct Place {
  const char* file = "";
  int line = 0;

  static constexpr Place here(const char* file = __builtin_FILE(), int line = __builtin_LINE()) {
    return {file, line};
  }
};

/// The value of an end by a signal that mpdemo has sent because the run took
/// too long, or would never end.
inline constexpr std::string_view kByMpdemo = "mpdemo";

/// One act of a process: what it is about to do, or has done. A plain value,
/// filled in by the operation that acts and passed through the probe.
struct Act {
  Kind kind = Kind::start;
  std::string text;           ///< what is printed (print, output); raw bytes
  std::string object;         ///< "queue-1", "child-2": what is acted on; of an exec the
                              ///< program's name; "stderr" of an output that went there;
                              ///< of a thread its name, which begins or, if `value` is
                              ///< "end", ends; of a fail what could not be executed
  std::string value;          ///< what is put, got, sent, received; "2 s" of a sleep,
                              ///< "spawn" of a fork whose child executes the program anew,
                              ///< "vfork" of one whose parent waits until that,
                              ///< the command line of an exec, and of a traced start,
                              ///< or what that child inherits; of a close or a dup
                              ///< which end of a pipe, and as what; of a fail the name of
                              ///< the error, "ENOENT"; of a signal kByMpdemo, or nothing
  std::string thread;         ///< which of the process's threads acts, "thread-2"; empty:
                              ///< its first, or nobody has asked
  std::string file;           ///< the page, "lessons/fork/basic.cpp"; empty: none
  int line = 0;               ///< its line, from 1; 0: none
  std::optional<pid_t> peer;  ///< the other process: forked, awaited, reaped, noticed,
                              ///< signalled;
                              ///< of a handle: who sent the signal
  std::optional<int> status;  ///< exit, reap: the exit code, 0 to 255
  std::optional<int> signal;  ///< exit, reap, signal, terminate, kill, handle, stop: its
                              ///< number; of a notice, by which that process was stopped,
                              ///< or SIGCONT

  bool operator==(const Act&) const = default;
};

/// Fills in how a process ended, for the act that says so. Of an unknown status the
/// act says nothing.
void describe_end(Act& act, const os::ExitStatus& how);

/// How a process ended, as such an act says; empty: it is not known.
std::optional<os::ExitStatus> described_end(const Act& act);

}  // namespace probe
