#pragma once

#include <sys/types.h>

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/choice/holders.hpp"
#include "core/os/memory/memory_file.hpp"
#include "core/os/ptrace/system_call_filter.hpp"
#include "core/os/ptrace/tracee.hpp"
#include "core/probe/act.hpp"
#include "core/tracer/calls/caller.hpp"
#include "core/tracer/sandbox.hpp"
#include "core/tracer/source/place.hpp"

namespace tracer {

/// Lets Python and bash report which line they are at: each such program gets a small
/// module or script by its environment, which removes its own traces there before the
/// user's code runs. The observer of a controlled run drives it: it tells the lens of
/// execs, forks and ends, and asks it about calls that may be reports.
///
/// A report is a question about a path below /mpdemo-lens, which does not exist, so that
/// it changes nothing; Python's lines come through a file in memory.
class Lens {
 public:
  /// `words`: the words of Python's multiprocessing are acts. `sandbox`: where the programs
  /// run that have been started since it was made; nullptr: here. Throws std::system_error
  /// when memory is short.
  explicit Lens(bool words, const Sandbox* sandbox = nullptr);
  ~Lens();
  Lens(const Lens&) = delete;
  Lens& operator=(const Lens&) = delete;

  /// Adds the calls by which it is told something.
  static void add_to(os::SystemCallFilter& filter);

  /// At the stop after an exec: gives the program its lens, if there is one for it.
  void executed(pid_t process);
  void forked(pid_t parent, pid_t child);
  void ended(pid_t process) {
    programs_.erase(process);
    holders_.on_end(process);
  }
  void thread_ended(pid_t thread) {
    acts_.erase(thread);
    inner_ids_.erase(thread);
  }

  /// What a call tells.
  struct Told {
    enum class What {
      nothing,  ///< it is an ordinary call
      report,   ///< about lines and objects
      begins,   ///< an act of the program is about to begin: a word of its library
      ends,     ///< such an act has been done
      fails     ///< such an act has failed, or was interrupted
    } what = What::nothing;
    probe::Act act = {};
  };
  /// If the call tells something, it can be made: it has no effect.
  Told take(const Caller& caller, const os::SystemCall& call);

  /// Whether what a thread does belongs to an act of the program that has begun, or the
  /// thread is one that the library has made for itself: it is not an act of its own.
  bool is_beneath(const Caller& caller) const;
  /// The act of the program that a thread is in; nullptr: none.
  const probe::Act* act_of(pid_t thread) const;
  /// Who holds the program's locks.
  const choice::Holders& holders() const { return holders_; }

  /// Whether it gave the process's program a lens.
  bool has(pid_t process) const { return programs_.count(process) != 0; }
  /// The line that a thread has reported last; empty: none yet.
  std::optional<Place> place_of(const Caller& thread) const;

 private:
  /// A program with a lens.
  struct Program {
    std::map<std::uint32_t, std::string> files;  ///< by the numbers that it gave them
    std::optional<Place> place;                  ///< of a shell
  };

  void take_act(const Caller& caller, std::string_view what, std::string_view text, Told& told);
  std::uint64_t slot_of(pid_t thread) const;
  void fill_files();
  pid_t inner_id(pid_t thread) const;
  bool can_open_ours(pid_t process) const;
  os::MemoryFile file(const char* name) const;
  std::string path_of(const os::MemoryFile& file, const char* name) const;

  std::optional<Sandbox::Folder> folder_;  // of a sandbox; else a program sees our descriptors
  std::uint64_t pid_namespace_ = 0;        // of a sandbox
  mutable std::unordered_map<pid_t, pid_t> inner_ids_;  // of threads, as they know them
  std::unordered_map<pid_t, Program> programs_;
  std::unordered_map<pid_t, probe::Act> acts_;       // that a thread is in
  std::map<std::string, probe::ObjectRef> objects_;  // by the keys that they were given
  std::map<probe::ObjectType, int> made_;            // how many of each type
  choice::Holders holders_;
  bool has_words_;
  os::MemoryFile bash_;
  os::MemoryFile python_;
  os::MemoryFile slots_;  // lines of Python's threads, by their IDs: file << 32 | line
  bool has_files_ = false;
};

}  // namespace tracer
