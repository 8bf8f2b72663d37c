#pragma once

#include <sys/types.h>

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "core/choice/holders.hpp"
#include "core/os/memory/memory_file.hpp"
#include "core/os/ptrace/system_call_filter.hpp"
#include "core/os/ptrace/tracee.hpp"
#include "core/probe/act.hpp"
#include "core/tracer/calls/caller.hpp"
#include "core/tracer/lens/unseen_words.hpp"
#include "core/tracer/sandbox.hpp"
#include "core/tracer/source/debug_lines.hpp"
#include "core/tracer/source/place.hpp"
#include "core/tracer/source/variable_name.hpp"

namespace tracer {

/// Lets Python and bash report which line they are at, and Python, C and C++ which words
/// of their libraries they use: each such program gets a small module, script or library
/// by its environment, which removes its own traces there before the user's code runs. The
/// observer of a controlled run drives it: it tells the lens of execs, forks and ends, and
/// asks it about calls that may be reports.
///
/// A report is a question about a path below /mpdemo-lens, which does not exist, so that
/// it changes nothing; Python's lines come through a file in memory.
class Lens {
 public:
  /// `words`: those of Python's multiprocessing, and those of semaphores, mutexes and the
  /// like in C, are acts. `sandbox`: where the programs run that have been started since it
  /// was made; nullptr: here. Throws std::system_error when memory is short.
  Lens(bool words, DebugLines& lines, const Sandbox* sandbox = nullptr);
  ~Lens();
  Lens(const Lens&) = delete;
  Lens& operator=(const Lens&) = delete;

  /// What a descriptor of that process is an end of; empty: of no pipe that is known.
  using PipeOf = std::function<std::optional<probe::ObjectRef>(pid_t process, int descriptor)>;
  void finds_pipes_by(PipeOf pipe_of) { pipe_of_ = std::move(pipe_of); }

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
    leaves_loop(thread);
    names_for_children_.erase(thread);
  }

  /// What a call tells.
  struct Told {
    enum class What {
      nothing,  ///< it is an ordinary call
      report,   ///< about lines and objects
      yes,      ///< it was a question, and the answer is 0
      begins,   ///< an act of the program is about to begin: a word of its library
      ends,     ///< such an act has been done
      fails,    ///< such an act has failed, or was interrupted
      tries,    ///< it asks: shall it try its act, and not wait?
      waits,    ///< it has tried, and would have to wait: it will begin once more
      named,    ///< what the program calls its process
      outside   ///< `name` is what the program may depend on: see OutsideCalls::noted()
    } what = What::nothing;
    probe::Act act = {};
    std::string name = {};  ///< of a process; empty: it has none
    /// Where the process has the object of a word of C, and how large it is; 0: there is none.
    std::uint64_t address = 0;
    std::size_t size = 0;
    void extends(std::string_view key, std::string_view function);

    bool lets_loop = false;  ///< from now on it may go on without reports, see is_in_loop()
  };
  /// If the call tells something, it can be made: it has no effect.
  Told take(const Caller& caller, const os::SystemCall& call);

  /// Whether the words of the process's library tell all that it does in shared memory.
  bool sees_memory(pid_t process) const {
    const auto program = programs_.find(process);
    return program != programs_.end() && program->second.kind == Program::Kind::python;
  }
  /// A thread has done something else than to use memory that processes share, and locks.
  void leaves_loop(pid_t thread);
  /// Whether a thread uses such memory without being held and without a report: it had done
  /// nothing else for long. It does so many times, and a limited number of times.
  bool is_in_loop(pid_t thread) const { return in_loop_.count(thread) != 0; }

  /// What the program will call the process that the thread is about to make; empty: it
  /// has not said. To be asked once it is made.
  std::string name_for_child(pid_t thread);

  /// Whether what a thread does belongs to an act of the program that has begun, or the
  /// thread is one that the library has made for itself: it is not an act of its own.
  bool is_beneath(const Caller& caller) const;
  /// The act of the program that a thread is in; nullptr: none.
  const probe::Act* act_of(pid_t thread) const;
  /// The same of a thread that sleeps in that call, if the call is made for the act.
  const probe::Act* act_in(const Caller& caller, const os::SystemCall& call) const;
  /// Who holds the program's locks.
  const choice::Holders& holders() const { return holders_; }
  /// The programs whose words it cannot see, and why; each once.
  const std::vector<UnseenWords>& unseen() const { return unseen_; }

  /// Whether it lets the process's program report its lines.
  bool has(pid_t process) const;
  /// The line that a thread has reported last; empty: none yet.
  std::optional<Place> place_of(const Caller& thread) const;

 private:
  /// A program with a lens.
  struct Program {
    enum class Kind { shell, python, c } kind = Kind::shell;
    std::map<std::uint32_t, std::string> files = {};  ///< by the numbers that it gave them
    std::optional<Place> place = {};                  ///< of a shell
    /// Of C: what is at an address, by its key; empty: memory of its own.
    std::map<std::uint64_t, std::string> objects = {};
    std::uint64_t silencer = 0;  ///< of C: what to write to, to let it be silent
  };
  /// An act that has begun, and where on the stack.
  struct Begun {
    std::uint64_t frame = 0;
    probe::Act act;
  };
  /// How many have arrived at a barrier, of how many.
  struct Meeting {
    unsigned arrived = 0;
    unsigned parties = 0;
  };
  struct Report;

  void give_lines(pid_t process, bool is_python);
  void give_words(pid_t process);
  void take_lines(const Caller& caller, const Report& report);
  void take_object(const Caller& caller, const Report& report, Told& told);
  void take_act(const Caller& caller, const Report& report, Told& told);
  void arrive(probe::Act& act);
  bool is_shared(pid_t process, std::uint64_t address);
  const probe::ObjectRef* object_of(const Caller& caller, std::string_view key,
                                    std::string_view type, std::string_view function);
  probe::ObjectRef& make(const std::string& key, std::string_view type);
  void make_end(const Caller& caller, const std::string& key, std::string_view name,
                std::string_view descriptor);
  void call(probe::ObjectRef& object, const VariableName& name) const;
  std::string key_at(pid_t process, std::string_view address) const;
  void forbids_calls(pid_t process);
  void cannot_see(pid_t process, UnseenWords::Why why);
  bool has_filters_of_its_own(pid_t process) const;
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
  std::unordered_map<pid_t, std::vector<Begun>> acts_;  // that a thread is in; a handler's last
  std::map<std::string, probe::ObjectRef> objects_;     // by the keys that they were given
  std::map<probe::ObjectType, int> made_;               // how many of each type
  std::map<probe::ObjectRef, Meeting> meetings_;        // at barriers of C
  std::unordered_map<pid_t, std::string> names_for_children_;  // of the next one, by thread
  std::unordered_map<pid_t, int> in_a_row_;  // uses of memory and locks, by thread
  std::unordered_set<pid_t> in_loop_;        // threads
  choice::Holders holders_;
  std::vector<UnseenWords> unseen_;
  PipeOf pipe_of_;
  bool has_words_;
  std::uint64_t our_filters_;  // of each process of the program, how many
  DebugLines& debug_lines_;
  os::MemoryFile bash_;
  os::MemoryFile python_;
  os::MemoryFile c_;
  os::MemoryFile slots_;  // lines of Python's threads, by their IDs: file << 32 | line
  bool has_files_ = false;
};

}  // namespace tracer
