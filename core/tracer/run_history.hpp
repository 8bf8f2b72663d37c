#pragma once

#include <sys/types.h>

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>

#include "core/choice/digest.hpp"

namespace tracer {

/// What can still happen in a traced run depends on this: what each process has done and
/// learned from its calls, and what is in the things that processes share. The gate drives
/// it with each call at which it has held a thread, when the call is done.
///
/// A process is known by its place in the tree of forks, and nothing by a PID or an address.
/// What a process wrote to the program's output follows from what it did.
class RunHistory {
 public:
  /// The first process of the run.
  void begins(pid_t first);
  void forked(pid_t parent, pid_t child);
  /// The process has gone, and so has what it knew.
  void ended(pid_t process, std::string_view how);

  /// The process has done something, and has learned that from it.
  void did(pid_t process, const choice::Digest& what);
  /// The process has changed something that others can see: what is in it is known by the
  /// order of all such changes.
  void changed(pid_t process, const std::string& object, std::string_view how);
  /// The process has a lock on a file, alone or together with others; or has given it back.
  /// Who has ended has not given anything back: that it has ended says enough.
  void locked(pid_t process, const std::string& file, bool is_alone);
  void unlocked(pid_t process, const std::string& file);
  /// Bytes went into a pipe, or that many came out.
  void went_in(const std::string& pipe, std::string_view bytes);
  void came_out(const std::string& pipe, std::size_t bytes);
  /// A signal is on its way to a process; several of one number are one.
  void sent(pid_t target, int signal);
  void arrived(pid_t target, int signal);

  /// "1.2" for the second child of the first process; "?": it is not of this run.
  std::string place_of(pid_t process) const;
  choice::Digest learned(pid_t process) const;
  /// What is in all that processes share.
  choice::Digest contents() const;

 private:
  struct Life {
    std::string place;
    int forks = 0;
    choice::Digest history;
    std::uint64_t signals = 0;  // on their way: a bit each
  };

  std::unordered_map<pid_t, Life> lives_;
  std::map<std::string, std::string> ends_;  // of each place that has ended: how
  std::map<std::string, choice::Digest> objects_;
  std::map<std::string, std::string> pipes_;
  std::map<std::string, std::set<std::string>> locks_;  // who has it, by place
};

}  // namespace tracer
