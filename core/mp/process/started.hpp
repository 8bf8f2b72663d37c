#pragma once

#include <sys/types.h>

#include <memory>
#include <vector>

#include "core/mp/process/child.hpp"

namespace mp::detail {

/// The processes that this one has started and not yet reaped, so that listing
/// the living reaps the others, and exit(3) leaves none. Process drives it, from
/// any thread; it is empty in a forked process.
class Started {
 public:
  /// Those of this process.
  static Started& all();

  void add(std::shared_ptr<Child> child, bool is_daemon);
  void forget(const Child* child);
  /// The PIDs of those that are still running. Reaps the others.
  std::vector<pid_t> alive();

  /// What the destructor of a Process does: terminates a daemon, then waits for
  /// the end. A daemon that is still running a second later is killed.
  static void end(Child& child, bool is_daemon);

 private:
  struct Entry {
    std::shared_ptr<Child> child;
    bool is_daemon;
  };

  void end_all();
  std::vector<Entry> copy();
  void leave_out_the_parents();

  int generation_ = 0;  // of the process that started them: see os::generation()
  std::vector<Entry> entries_;
};

}  // namespace mp::detail
