#pragma once

#include <sys/types.h>

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/choice/digest.hpp"
#include "core/choice/footprint.hpp"
#include "core/os/ptrace/borrowed_thread.hpp"
#include "core/os/ptrace/memory_access.hpp"
#include "core/os/ptrace/system_call_filter.hpp"
#include "core/os/ptrace/tracee.hpp"
#include "core/probe/act.hpp"
#include "core/tracer/calls/caller.hpp"
#include "core/tracer/files/file_use.hpp"

namespace tracer {

/// What a thread is about to do in memory that processes share.
struct MemoryAccess {
  probe::Act act;             ///< get or put
  std::vector<FileUse> uses;  ///< of the words that it touches
  choice::Digest at;          ///< where in its program, with which registers
  /// It has come back to where it was, and knows nothing that it did not know then: it reads
  /// in a loop, until another changes what it reads.
  bool asks_again = false;
  choice::Footprint footprint = {};
  bool is_of_word = false;  ///< it is of a word of the C library, see leave_to_words()
};

/// Makes each access to memory that processes share by mmap(2) an act: the processes may not
/// use that memory, and where one tries, it stops. The observer of a controlled run drives it:
/// it lets a thread do the one instruction when its turn has come.
///
/// The kernel itself cannot use such memory either, so it is open while a call has an address
/// in it, or while a word of the C library is done, which is an act as a whole.
class GuardedMemory {
 public:
  /// Adds the calls by which a program may undo the guard.
  static void add_to(os::SystemCallFilter& filter);
  /// A thread is about to make such a call, if it is one. Where the call is about memory that is
  /// guarded, that is left to the program from now on. False: it is another call.
  bool takes(const Caller& caller, const os::SystemCall& call);

  /// A thread is about to map memory that this can guard.
  static bool can_guard(const Caller& caller, const os::SystemCall& call);
  /// It has, and is at the return of that call. `owner`: what its process is called; `name`:
  /// what its source calls the memory, empty: not known. `at_once`: others may have the same.
  void mapped(const Caller& caller, const os::SystemCall& call, std::uint64_t address,
              const std::string& owner, const std::string& name, bool at_once);
  /// From the fork on both processes are to be guarded, each when it has returned from that.
  void forked(pid_t parent, pid_t child);
  void forget(pid_t process);

  /// The thread has stopped at a signal. Empty: not since it wants to use such memory.
  std::optional<MemoryAccess> wanted_by(const Caller& caller);
  /// Whether it still waits for that.
  bool has_waiting(pid_t thread) const { return waiting_.count(thread) != 0; }
  /// What came of it.
  struct Done {
    probe::Act act;          ///< with the value
    choice::Digest learned;  ///< all that the process can know by it
    bool is_new = true;      ///< false: it asked again, and was told the same
  };
  /// Its turn has come: it does that one instruction.
  Done let(const Caller& caller);
  /// It will not: a signal comes first, or its process ends.
  void withdraw(pid_t thread) { waiting_.erase(thread); }

  /// What is at that address of the process, if it is such memory. Empty: it is not.
  std::optional<probe::ObjectRef> word_at(pid_t process, std::uint64_t address) const;

  /// There is an object of the C library at that address of the process, a semaphore or a lock:
  /// its words are acts, and what they do in it is none. What is in it is not looked at.
  void leave_to_words(pid_t process, std::uint64_t address, std::size_t size);

  /// Whether the process is to be guarded, as soon as it is at no call.
  bool has_to_guard(pid_t process) const { return unguarded_.count(process) != 0; }
  /// Its thread is at the return of a call, at a signal, or at its first stop.
  void guard(const Caller& caller);
  /// A thread of the process is about to let the kernel, or a word, use its memory.
  void open(const Caller& caller);
  /// That is over.
  void close(const Caller& caller);
  bool is_open(pid_t process) const { return open_.count(process) != 0; }
  /// Whether an argument of the call is an address in such memory, open or not.
  bool is_used_by(const Caller& caller, const os::SystemCall& call) const;
  /// The same if an argument of the call is an address in it. False: none is.
  bool open_for(const Caller& caller, const os::SystemCall& call);
  /// The process is not guarded any more, until it has to be again.
  void give_up(const Caller& caller);

  /// The thread is about to do something else, so it is in no loop over such memory. If it was,
  /// its process is guarded again.
  void leaves_loop(const Caller& caller);
  /// Whether it was let run on, since it had used the memory so often in a row.
  bool is_in_loop(pid_t thread) const { return in_loop_.count(thread) != 0; }

  /// Whether the thread has gone through its whole loop, and was told nothing new, since
  /// anything in such memory changed.
  bool loops_in_vain(pid_t thread) const {
    const auto times = in_vain_.find(thread);
    return times != in_vain_.end() && times->second >= read_.at(thread).size();
  }

  /// What is in all such memory, as far as it has been used.
  choice::Digest contents() const;
  /// A process has used such memory without being held.
  bool has_unseen() const { return has_unseen_; }
  /// The stop of a thread that ended while it was let do something; to be answered. Once.
  std::optional<os::Stop> take_lost();

 private:
  using Offset = std::uint64_t;

  /// One piece of memory, whoever has it.
  struct Memory {
    std::string key;   ///< the same in every run
    std::string name;  ///< for the reader
    std::map<Offset, choice::Digest> pages = {};
    std::map<Offset, std::size_t> words = {};  ///< objects of the C library: how large each is
  };
  /// Where a process has one.
  struct Region {
    std::uint64_t begin = 0;
    std::uint64_t end = 0;
    Offset offset = 0;
    int protection = 0;
    std::size_t memory = 0;
    bool is_guarded = false;

    bool contains(std::uint64_t address) const { return begin <= address && address < end; }
  };
  struct Waiting {
    std::uint64_t address = 0;
    os::AccessSize size;
    bool writes = false;
    choice::Digest at;
    std::optional<choice::Digest> memory;  ///< its own, if it has been here before
    std::string place;                     ///< the same in every run
    probe::Act act;
  };
  enum class Trial { reads, writes, lost };

  const Region* region_at(pid_t process, std::uint64_t address, bool guarded_only) const;
  std::optional<os::BorrowedThread> borrow(const Caller& caller);
  Trial attempt(os::BorrowedThread& thread, const Caller& caller, std::uint64_t address,
                std::set<std::uint64_t>& pages);
  bool step_through(os::BorrowedThread& thread, const Caller& caller, std::uint64_t address,
                    std::set<std::uint64_t>& pages);
  bool is_news(pid_t thread, const Waiting& wanted, const choice::Digest& learned);
  void give_back(os::BorrowedThread& thread);
  void set_all(const Caller& caller, bool guarded);
  bool is_in_word(const Region& region, std::uint64_t address) const;
  void look_at(pid_t process, const Region& region, std::uint64_t page);
  probe::ObjectRef object_at(const Region& region, std::uint64_t address) const;
  static std::optional<choice::Digest> own_memory_of(const Caller& caller);
  std::string value_at(pid_t process, std::uint64_t address, os::AccessSize size) const;

  std::vector<Memory> memories_;
  std::unordered_map<pid_t, std::vector<Region>> regions_;  // by process
  std::set<pid_t> unguarded_;                               // processes that are to be guarded
  std::set<pid_t> open_;                                    // processes
  std::unordered_map<pid_t, Waiting> waiting_;              // by thread
  /// What a thread has read since it last did something else, or learned something else: by
  /// the place in its program and its registers.
  struct Read {
    choice::Digest learned;
    std::optional<choice::Digest> memory;  ///< its own, as it was
  };
  std::unordered_map<pid_t, std::unordered_map<choice::Digest, Read>> read_;
  std::unordered_map<pid_t, std::size_t> in_vain_;  // reads without anything new, by thread
  std::unordered_map<pid_t, int> in_a_row_;         // accesses, by thread
  std::set<pid_t> in_loop_;                         // threads
  std::uint64_t instruction_ = 0;                   // see BorrowedThread
  bool has_unseen_ = false;
  std::optional<os::Stop> lost_;
};

}  // namespace tracer
