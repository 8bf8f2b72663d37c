#pragma once

#include <sys/types.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <unordered_map>
#include <vector>

#include "core/tracer/calls/caller.hpp"

namespace tracer {

/// The threads of a run that are traced, each with its process, in the order in which they
/// appeared. PtraceObserver and DetachedProcesses keep it up to date; whoever has to choose
/// among threads asks it which came first.
///
/// An ID says nothing about that: the kernel begins anew when it has given out the last one,
/// see proc(5), /proc/sys/kernel/pid_max.
class Threads {
 public:
  /// A thread that is known already keeps its place.
  void add(const Caller& thread) {
    if (threads_.try_emplace(thread.thread, Entry{thread.process, next_}).second) ++next_;
  }
  void erase(pid_t thread) { threads_.erase(thread); }
  void clear() { threads_.clear(); }

  bool has(pid_t thread) const { return threads_.count(thread) != 0; }
  /// Empty: it is not traced.
  std::optional<pid_t> process_of(pid_t thread) const;
  /// Throws std::out_of_range if it is not traced.
  pid_t known_process_of(pid_t thread) const { return threads_.at(thread).process; }
  std::size_t size() const { return threads_.size(); }
  bool empty() const { return threads_.empty(); }

  std::vector<Caller> in_order() const;
  /// Whether it appeared before the other. One that is not traced comes after all that are.
  bool comes_before(pid_t one, pid_t other) const { return place_of(one) < place_of(other); }

 private:
  struct Entry {
    pid_t process;
    std::uint64_t place;
  };

  std::uint64_t place_of(pid_t thread) const;

  std::unordered_map<pid_t, Entry> threads_;
  std::uint64_t next_ = 0;
};

}  // namespace tracer
