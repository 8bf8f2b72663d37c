#include "core/tracer/calls/namespace_pids.hpp"

#include <linux/sched.h>
#include <sys/syscall.h>

#include <algorithm>

#include "core/os/process/proc_file.hpp"
#include "core/tracer/calls/untraced_clones.hpp"

namespace tracer {

void NamespacePids::add_to(os::SystemCallFilter& filter) {
  filter.add_if_any(SYS_unshare, 0, CLONE_NEWPID);
  filter.add_if_any(SYS_clone, 0, CLONE_NEWPID);
  filter.add(SYS_clone3);  // its flags are in memory, where no filter looks
  filter.add(SYS_setns);   // a descriptor says what it joins
}

bool NamespacePids::begins(pid_t thread, const os::SystemCall& call) {
  switch (call.number) {
    case SYS_unshare:
    case SYS_setns:
      is_any_ = true;
      return true;
    case SYS_clone:
    case SYS_clone3:
      is_any_ = is_any_ || (clone_flags(thread, call) & CLONE_NEWPID) != 0;
      return true;
    default:
      return false;
  }
}

const NamespacePids::Chain& NamespacePids::chain_of(pid_t process) const {
  static const Chain ours;
  const auto found = chains_.find(process);
  return found == chains_.end() ? ours : found->second;
}

void NamespacePids::begins_with(pid_t process) {
  const std::vector<pid_t> pids = os::pids_of(process);
  if (pids.size() < 2) return;
  is_any_ = true;
  add(process, {}, pids);
}

void NamespacePids::forked(pid_t parent, pid_t child) {
  if (!is_any_) return;
  chains_.erase(child);
  const std::vector<pid_t> pids = os::pids_of(child);
  if (pids.size() >= 2) add(child, chain_of(parent), pids);
}

/// `chain`: where its parent is.
void NamespacePids::add(pid_t process, Chain chain, const std::vector<pid_t>& pids) {
  chain.resize(pids.size() - 1);
  const Namespace own = os::pid_namespace_of(process);
  if (own != 0) chain.back() = own;
  for (std::size_t i = 0; i < chain.size(); ++i) outer_[{chain[i], pids[i + 1]}] = process;
  chains_[process] = std::move(chain);
}

std::optional<pid_t> NamespacePids::outer(pid_t process, pid_t inner) const {
  const Chain& chain = chain_of(process);
  if (chain.empty()) return inner;
  const auto found = outer_.find({chain.back(), inner});
  if (found == outer_.end()) return std::nullopt;
  return found->second;
}

std::vector<pid_t> NamespacePids::seen_by(pid_t process,
                                          const std::vector<pid_t>& processes) const {
  const Chain& chain = chain_of(process);
  if (chain.empty()) return processes;
  std::vector<pid_t> seen;
  for (const pid_t other : processes) {
    const Chain& its = chain_of(other);
    if (std::find(its.begin(), its.end(), chain.back()) != its.end()) seen.push_back(other);
  }
  return seen;
}

}  // namespace tracer
