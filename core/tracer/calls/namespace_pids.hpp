#pragma once

#include <sys/types.h>

#include <cstdint>
#include <map>
#include <optional>
#include <unordered_map>
#include <utility>
#include <vector>

#include "core/os/ptrace/system_call_filter.hpp"
#include "core/os/ptrace/tracee.hpp"

namespace tracer {

/// Translates the PIDs that processes in PID namespaces use into ours. Calls drives
/// it with each new process; as long as none is in a namespace of its own, that
/// costs nothing. See pid_namespaces(7).
class NamespacePids {
 public:
  static void add_to(os::SystemCallFilter& filter);

  /// False: this call cannot make a namespace.
  bool begins(pid_t thread, const os::SystemCall& call);

  /// The first process, which may be in a namespace already.
  void begins_with(pid_t process);
  /// The child exists, and does nothing yet.
  void forked(pid_t parent, pid_t child);

  /// The process that `process` means by the PID `inner`; empty: unknown.
  std::optional<pid_t> outer(pid_t process, pid_t inner) const;

  /// Those of `processes` that a process can see, and so can signal.
  std::vector<pid_t> seen_by(pid_t process, const std::vector<pid_t>& processes) const;

 private:
  using Namespace = std::uint64_t;  // by its number
  /// The namespaces that a process is in, from ours inwards; empty: only ours.
  using Chain = std::vector<Namespace>;

  const Chain& chain_of(pid_t process) const;
  void add(pid_t process, Chain chain, const std::vector<pid_t>& pids);

  bool is_any_ = false;
  std::unordered_map<pid_t, Chain> chains_;
  std::map<std::pair<Namespace, pid_t>, pid_t> outer_;
};

}  // namespace tracer
