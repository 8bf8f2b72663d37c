#pragma once

#include <sys/types.h>

#include <memory>
#include <vector>

#include "core/mp/process/child.hpp"

namespace mp::detail {

/// What this process has started and not seen the end of, so that looking for
/// the living reaps the dead, and exit(3) leaves none behind. Process drives it,
/// from any thread; a forked process has started nothing.
class Started {
 public:
  /// Those of this process.
  static Started& all();

  void add(std::shared_ptr<Child> child, bool is_daemon);
  void forget(const Child* child);
  /// The PIDs of those that have not ended. Reaps those that have.
  std::vector<pid_t> alive();

  /// What the destructor of a Process does: waits for its end, having terminated
  /// a daemon. One that has not ended a second after that is killed.
  static void end(Child& child, bool is_daemon);

 private:
  struct Entry {
    std::shared_ptr<Child> child;
    bool is_daemon;
  };

  void end_all();
  std::vector<Entry> copy();
  void leave_out_the_parents();

  int generation_ = 0;  // of the process whose they are: see os::generation()
  std::vector<Entry> entries_;
};

}  // namespace mp::detail
