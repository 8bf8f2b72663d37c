#pragma once

#include <sys/types.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace os {

/// The text of /proc/PID/NAME, at most 4096 bytes; empty when there is no such
/// process. See proc(5).
std::string proc_file(pid_t pid, const char* name);

/// Where a link below /proc/PID leads, such as "cwd" or "fd/3"; empty: there is none.
std::string link_of(pid_t pid, const char* name);

/// The process that a thread belongs to; 0: there is no such thread.
pid_t process_of(pid_t thread);

/// The tracer of a process; 0: none.
pid_t tracer_of(pid_t pid);

/// Whether a process has a handler of its own for a signal.
bool catches(pid_t pid, int signal);

/// The signals for which it has a handler; the lowest bit is signal 1.
std::uint64_t caught_signals(pid_t pid);
/// How a process treats each signal; the lowest bit is signal 1.
struct SignalTreatment {
  std::uint64_t blocked = 0;  ///< by its first thread
  std::uint64_t ignored = 0;
  std::uint64_t caught = 0;

  bool differs(const SignalTreatment& other, int signal) const {
    const std::uint64_t changed =
        (blocked ^ other.blocked) | (ignored ^ other.ignored) | (caught ^ other.caught);
    return (changed >> (signal - 1) & 1) != 0;
  }
};
SignalTreatment signal_treatment(pid_t pid);

/// The file that is mapped at this address of a process, if others can map it by
/// that name; empty: no other process can.
std::string file_mapped_at(pid_t pid, std::uint64_t address);

/// The first signal that waits for a thread, is not blocked there, and does something: it
/// has a handler, or ends the process. 0: there is none. `blocked`: instead of those that it
/// blocks now, a bit each from signal 1 on. See proc(5), /proc/PID/status.
int awaited_signal(pid_t thread, std::optional<std::uint64_t> blocked = std::nullopt);
/// All signals that wait for a thread.
std::uint64_t pending_signals(pid_t thread);

/// Whether a process other than these has that file in its memory, as far as we may see.
bool is_mapped_by_others(const std::string& file, const std::vector<pid_t>& pids);

/// The memory at this address of a process, if it is shared with others: the same text for
/// each of them, wherever it has that memory. Empty: it is the process's own.
std::string shared_memory_at(pid_t pid, std::uint64_t address);

/// Whether a process ignores a signal.
bool ignores(pid_t pid, int signal);

/// The PIDs of a process, from the PID namespace of /proc inwards to its own: one, if
/// they are the same. Empty: there is no such process.
std::vector<pid_t> pids_of(pid_t pid);

/// The number of the PID namespace that a process is in; 0: it has ended.
std::uint64_t pid_namespace_of(pid_t pid);

/// How many seccomp filters it has; 0 before Linux 5.9.
std::uint64_t filters_of(pid_t pid);

/// Whether its program was executed with more rights than the process had before, so that
/// the loader takes nothing from the environment. See getauxval(3), AT_SECURE.
bool is_privileged(pid_t pid);

}  // namespace os
