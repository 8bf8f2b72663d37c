#pragma once

#include <sys/types.h>

#include <cstdint>
#include <optional>
#include <vector>

#include "core/os/process/exit_status.hpp"

namespace os {

/// Copies this process: 0 in the child, the child's PID in the parent. Throws
/// std::system_error when the kernel refuses (EAGAIN: too many processes).
pid_t fork();

/// Ends this process now: nothing is flushed, no destructor runs. A forked
/// child always ends like this, so that nothing of its parent's happens twice.
[[noreturn]] void exit_now(int code);

/// Reaps `child` if it has ended; empty while it runs. Throws
/// std::system_error with ECHILD when it is no child of this process.
std::optional<ExitStatus> try_reap(pid_t child);

/// The same in a program where another part may reap it first, or which ignores
/// SIGCHLD: then its status is unknown.
std::optional<ExitStatus> try_reap_or_lose(pid_t child);

/// Blocks until `child` has ended, and leaves it to be reaped. Throws
/// std::system_error with ECHILD when it is no child of this process.
void await_end(pid_t child);

/// A child that had ended, and how.
struct Reaped {
  pid_t pid;
  ExitStatus status;
};

/// Reaps any one child that has ended; empty when all remaining ones are
/// running.
std::optional<Reaped> try_reap_any();

/// Whether this process has a child of its own, running or not yet reaped.
bool has_children();

/// This process's own children, running or not yet reaped, from
/// /proc/self/task.
std::vector<pid_t> children();

/// The children of another process, in the order in which they were made.
std::vector<pid_t> children_of(pid_t pid);

/// Called once, at the start of the program: the children that this process
/// already has are not its own. The program that executed us started them, as
/// in `sleep 9 & exec mpdemo`; we neither wait for them nor end them.
void disown_children();
/// Whether `pid` is one of those. When one has been reaped, call
/// forget_foreign_child().
bool is_foreign_child(pid_t pid);
bool has_foreign_children();
void forget_foreign_child(pid_t pid);

/// What /proc says about a process; empty when there is none with that PID.
struct ProcessState {
  pid_t parent;
  char state;                       ///< proc(5): R, S, D, T (stopped), Z (zombie) ...
  std::optional<ExitStatus> ended;  ///< for a zombie: how it ended
  std::uint64_t began;              ///< its start, in ticks of a clock that all processes share

  bool has_ended() const { return state == 'Z' || state == 'X'; }
};
std::optional<ProcessState> state_of(pid_t pid);

/// All processes that /proc lists.
std::vector<pid_t> processes();

/// The threads of a process; none if it is gone.
std::vector<pid_t> threads_of(pid_t process);

/// Whether a process sleeps or is stopped: then it is neither dying nor in a
/// signal handler. A signal wakes its receiver before kill(2) returns, and the
/// death of a parent wakes the children that die with it before the parent
/// counts as ended.
bool is_at_rest(pid_t pid);

/// Makes orphans below this process its children. See PR_SET_CHILD_SUBREAPER
/// in prctl(2).
void adopt_orphans();

/// The same, as long as this lives.
class OrphanAdoption {
 public:
  OrphanAdoption();
  OrphanAdoption(const OrphanAdoption&) = delete;
  OrphanAdoption& operator=(const OrphanAdoption&) = delete;
  ~OrphanAdoption();

 private:
  int before_ = 0;
};

/// Puts `pid` (0: this process) at the head of a process group of its own.
void lead_group(pid_t pid);

/// Sends a signal to a process; false when there is none with that PID.
bool send_signal(pid_t pid, int signal);
/// Sends a signal to every process of a group; false when it is empty.
bool send_signal_to_group(pid_t group, int signal);

/// Whether this is the PID of a process, not the ID of one of its other
/// threads.
bool is_process(pid_t pid);

/// The process group of a process; -1 when there is none with that PID.
pid_t group_of(pid_t pid);

/// Makes the next PIDs larger than 300. In a new container PIDs are as small as
/// the numbers that programs print, and a reader, or code that replaces PIDs in
/// a text, would confuse them.
void leave_small_pids();

/// Raises the limit of open descriptors to the hard limit: the stage watches
/// each process through one.
void raise_descriptor_limit();

}  // namespace os
