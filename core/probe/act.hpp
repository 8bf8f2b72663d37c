#pragma once

#include <sys/types.h>

#include <chrono>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

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
  look,
  read,
  write,
  seek,
  unlink,
  rename,
};

/// "print", "fork", ...: the name under which a recorded run knows the kind.
std::string_view name_of(Kind kind);

/// The kind of that name; empty when no kind has it.
std::optional<Kind> kind_named(std::string_view name);

/// The types of objects that processes share; each object of a type has a number. Those
/// after `barrier` only a program has that we did not write; `other` is none of them.
enum class ObjectType : std::uint8_t {
  queue,
  pipe,
  value,
  array,
  lock,
  semaphore,
  event,
  pool,
  rlock,
  condition,
  barrier,
  fifo,
  futex,
  other,
};
inline constexpr std::size_t kObjectTypes = static_cast<std::size_t>(ObjectType::other);
/// "queue"; empty of `other`.
std::string_view name_of(ObjectType type);

/// Whether a process holds what it has locked. To lock an event, a condition or a barrier
/// means to wait until others let it go on.
constexpr bool can_be_held(ObjectType type) {
  return type != ObjectType::event && type != ObjectType::condition && type != ObjectType::barrier;
}

/// A Value or an Array: one lock guards its loads and its stores.
constexpr bool is_memory(ObjectType type) {
  return type == ObjectType::value || type == ObjectType::array;
}

/// Which object an act is about. The operation that acts fills it in; type and number
/// tell one object from another, the name is for the reader.
struct ObjectRef {
  ObjectType type = ObjectType::other;
  int number = 0;    ///< of its type, from 1
  std::string name;  ///< the page's variable, "squares"; empty: not known

  /// What has only a name: "the kernel".
  static ObjectRef called(std::string name) { return {ObjectType::other, 0, std::move(name)}; }
  /// From what to_string() gives.
  static ObjectRef parse(std::string_view text);

  /// There is no object.
  bool empty() const { return type == ObjectType::other && name.empty(); }
  /// Type and number, "queue-1"; without a type, the name.
  std::string to_string() const;
  /// What the reader calls it: its name, or else its type and number.
  std::string shown() const { return name.empty() ? to_string() : name; }

  bool operator==(const ObjectRef&) const = default;
  auto operator<=>(const ObjectRef&) const = default;  // NOLINT(modernize-use-nullptr)
};

/// How a process is made: as a copy, as a copy that executes the program anew, or as
/// one whose parent waits until then.
enum class ForkMode : std::uint8_t { fork, spawn, vfork };
std::string_view name_of(ForkMode mode);

/// Where what a process writes goes to.
enum class Stream : std::uint8_t { output, error };

/// One end of a pipe, or of a pair of sockets, which have a first and a second one.
enum class PipeEnd : std::uint8_t { unknown, reading, writing, first, second };
/// "reading end"; empty of `unknown`.
std::string_view name_of(PipeEnd end);

/// Where on a page an act is. Made by a default argument, so it names the
/// caller's line: __builtin_LINE() does that on every compiler we build with.
struct Place {
  const char* file = "";
  int line = 0;

  static constexpr Place here(const char* file = __builtin_FILE(), int line = __builtin_LINE()) {
    return {file, line};
  }
};

/// One act of a process: what it is about to do, or has done. A plain value,
/// filled in by the operation that acts and passed through the probe.
struct Act {
  Kind kind = Kind::start;
  ForkMode fork_mode = ForkMode::fork;  ///< fork
  Stream stream = Stream::output;       ///< output
  PipeEnd pipe_end = PipeEnd::unknown;  ///< open, close, dup
  bool by_mpdemo = false;               ///< signal: mpdemo has sent it, as the run had gone on
                                        ///< for too long, or for ever
  bool ends = false;                    ///< thread: it ends; else it begins
  std::string text;                     ///< what is printed (print, output); raw bytes
  ObjectRef object;                     ///< what is acted on, if it is an object
  std::string value;                    ///< what is put, got, sent, received; the command line
                                        ///< of an exec, and of a traced start, or what that
                                        ///< child inherits; of a fail the name of the error,
                                        ///< "ENOENT"; of an output how much no call shows
  std::string bytes;                    ///< send, recv of a traced program: the first of them, at
                                        ///< most 64; empty: no call shows them
  std::string aside;                    ///< what a view says beside: those bytes, how an exec's
                                        ///< streams are wired, what is awaited; in no record
  std::string program;                  ///< exec, fail: what is executed, or cannot be
  std::string thread;                   ///< which of the process's threads acts, "thread-2";
                                        ///< empty: its first, or nobody has asked
  std::string beneath;                  ///< the library that does this for an act of the program,
                                        ///< which is told by itself, or the tool that only looks
                                        ///< for the program; empty: the program does it
  std::string file;                     ///< the page, "lessons/fork/basic.cpp"; empty: none
  int line = 0;                         ///< its line, from 1; 0: none
  std::optional<pid_t> peer;            ///< the other process: forked, awaited, reaped, noticed,
                                        ///< signalled; of a handle: who sent the signal
  std::string peer_name;                ///< what that one is called, "child-2"; of a thread act
                                        ///< the thread; or who else is meant, "everybody"
  std::optional<int> status;            ///< exit, reap: the exit code, 0 to 255
  std::optional<int> signal;            ///< exit, reap, signal, terminate, kill, handle, stop: its
                                        ///< number; of a notice, by which that process was
                                        ///< stopped, or SIGCONT
  std::optional<std::chrono::nanoseconds> duration;  ///< sleep
  std::optional<int> copy;  ///< dup: the descriptor that is a copy of the end

  /// What it is directed at, as the reader calls it: a process, or an object.
  std::string target() const { return peer_name.empty() ? object.shown() : peer_name; }

  bool operator==(const Act&) const = default;
};

/// Fills in how a process ended, for the act that says so. Of an unknown status the
/// act says nothing.
void describe_end(Act& act, const os::ExitStatus& how);

/// How a process ended, as such an act says; empty: it is not known.
std::optional<os::ExitStatus> described_end(const Act& act);

}  // namespace probe
