#pragma once

#include <sys/types.h>

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/mp/pool/task_board.hpp"
#include "core/mp/process/child.hpp"
#include "core/os/clock.hpp"
#include "core/os/process/exit_status.hpp"
#include "core/probe/act.hpp"

namespace mp::detail {

/// What a pool wants of its workers.
struct WorkerSetTerms {
  std::size_t workers = 1;
  std::optional<int> max_tasks;       ///< a worker leaves after this many; empty: never
  std::function<void()> initializer;  ///< run first in each worker; may be empty
  probe::ObjectRef pool;              ///< empty when nobody watches
  const void* stack = nullptr;        ///< where the program's stack ended then
};

/// The worker processes of one pool: starts them, notices which have ended, ends
/// them. The PoolState drives it, one thread at a time, and deals with what dead
/// workers leave.
class WorkerSet {
 public:
  WorkerSet(TaskBoard& board, WorkerSetTerms terms)
      : board_(board), terms_(std::move(terms)), members_(terms_.workers) {}

  /// A worker that has ended, and has been reaped.
  struct Departure {
    std::size_t index;
    std::string name;  ///< "worker-1"
    pid_t pid;
    os::ExitStatus how;
    bool intended;  ///< it ended as intended
    bool at_once;   ///< it died before it did anything useful: see kYoung
  };
  /// A worker has died at once if it took no task and died younger than this,
  /// or before its initializer returned.
  static constexpr std::chrono::milliseconds kYoung{100};

  /// Forks a worker for an empty place, for which `board` has a slot ready.
  /// Throws std::system_error when the kernel refuses.
  void hire(std::size_t index, probe::Place place);

  /// Reaps the workers that have ended and returns them; costs a waitpid(2) per
  /// worker.
  std::vector<Departure> census();

  /// The first worker; nullptr: there is none. Valid even if it is removed while
  /// the caller waits for it.
  std::shared_ptr<Child> anyone() const;
  void forget(const std::shared_ptr<Child>& gone);
  /// SIGTERM to all, and SIGKILL to those that are left 0.3 s later; reaps them.
  void dismiss_all(probe::Place place);

  std::size_t size() const { return members_.size(); }
  /// The PIDs of the workers, in the order of their places.
  std::vector<pid_t> pids() const;
  bool is_vacant(std::size_t index) const { return !members_[index].child; }

 private:
  struct Member {
    std::shared_ptr<Child> child;  // empty: vacant
    os::Stamp hired{};
  };

  [[noreturn]] void become_worker(std::size_t index, const std::string& name, pid_t parent);
  std::optional<Departure> look_at(std::size_t index);

  TaskBoard& board_;
  WorkerSetTerms terms_;
  std::vector<Member> members_;
};

}  // namespace mp::detail
