#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "core/os/ptrace/tracee.hpp"
#include "core/probe/act.hpp"
#include "core/tracer/calls/calls.hpp"
#include "core/tracer/files/file_use.hpp"
#include "core/tracer/files/interpreter_files.hpp"
#include "core/tracer/files/shared_files.hpp"
#include "core/tracer/run_recorder.hpp"

namespace tracer {

/// Interprets what a thread is about to do with the call at which it has
/// stopped, if others can notice it: before such calls the gate holds a thread.
/// The gate drives it; it records nothing.
class Intents {
 public:
  Intents(const Calls& calls, const RunRecorder& recorder, SharedFiles& files)
      : calls_(calls), recorder_(recorder), files_(files) {}

  /// Adds the calls at which a thread must stop only to be held: those that
  /// make a process, execute a program, or end.
  static void add_to(os::SystemCallFilter& filter);
  static bool is_only_held(std::uint64_t number);

  /// Whether the call would have to wait for another process, as things are. Of a call that
  /// cannot be foreseen: false.
  bool must_wait(const Caller& caller, const os::SystemCall& call) const;

  /// Empty: no other process can notice it, so it need not be held.
  std::optional<probe::Act> of(const Caller& caller, const os::SystemCall& call);
  /// Whether the call only asks for something that others decide, and does not wait for it:
  /// an ended child, or the parent.
  bool only_asks(const Caller& caller, const os::SystemCall& call) const;
  /// What such a call does with a file, if it is held for that.
  std::optional<FileUse> file_use(const Caller& caller, const os::SystemCall& call) const;
  /// Notes such a use, which may also be one of a word of memory.
  void note(const Caller& caller, const FileUse& use) {
    files_.note(recorder_.name_of(caller.process), use);
  }
  /// Whether others can notice what it does with the file, as far as is known.
  bool is_noticed(const FileUse& use) const { return files_.is_shared(use); }
  /// The same for an act by which a process gives up its end of a pipe.
  bool is_noticed_closing(const probe::Act& act) const {
    return files_.loses_readers(act.object.to_string());
  }
  /// Notes which pipes have lost their readers.
  void note_lost_readers();

  /// The process executes another program.
  void executed(pid_t process) { interpreters_.executed(process); }
  /// The process has made another.
  void forked(pid_t process, pid_t child) { interpreters_.forked(process, child); }
  /// Whether a process was not held, and others had a part in what it did: see InterpreterFiles.
  bool has_unchosen() const { return interpreters_.has_unchosen(); }

 private:
  std::optional<probe::Act> of_fork(const Caller& caller, const os::SystemCall& call) const;
  std::optional<probe::Act> of_wait(const Caller& caller, const os::SystemCall& call) const;
  std::optional<probe::Act> of_close(const Caller& caller, const os::SystemCall& call) const;
  std::optional<probe::Act> of_parent(const Caller& caller) const;
  std::optional<probe::Act> of_write(const Caller& caller, const os::SystemCall& call);
  std::optional<probe::Act> of_read(const Caller& caller, const os::SystemCall& call);
  std::optional<probe::Act> of_kill(const Caller& caller, const os::SystemCall& call) const;
  std::optional<probe::Act> of_file(const Caller& caller, const os::SystemCall& call);

  const Calls& calls_;
  const RunRecorder& recorder_;
  SharedFiles& files_;
  InterpreterFiles interpreters_;
};

/// Whether a call that makes a process lets its caller wait until the child has
/// executed a program or has ended. See vfork(2).
bool waits_for_exec(pid_t thread, const os::SystemCall& call);

/// What a thread waits for that sleeps in a call of that number: "a signal".
/// Every call has an answer.
std::string_view awaited_in(std::uint64_t number);

}  // namespace tracer
