#pragma once

#include <sys/types.h>

#include <cstddef>
#include <functional>
#include <optional>
#include <string>

#include "core/mp/pool/task_board.hpp"
#include "core/probe/watcher.hpp"

namespace mp::detail {

/// What a worker is given when it is forked.
struct WorkerTerms {
  std::size_t index;                  ///< its slot on the board
  pid_t parent;                       ///< it dies with this process
  std::optional<int> max_tasks;       ///< it leaves after this many
  std::function<void()> initializer;  ///< run first; may be empty
  probe::ObjectRef pool;              ///< empty when nobody watches
};

/// One worker: claims a task, runs it, sends the result, until it may leave. The
/// PoolState drives it in a forked child, which ends with it.
class Worker {
 public:
  Worker(TaskBoard& board, WorkerTerms terms);

  void run();

 private:
  void initialize();
  std::optional<TaskBoard::Task> await_task();
  void execute(const TaskBoard::Task& task);
  void send(const TaskBoard::Task& task, bool failed);
  bool send_some(const TaskBoard::Task& task, std::string_view& rest);
  probe::Act act_on(const TaskBoard::Task* task) const;

  TaskBoard& board_;
  WorkerTerms terms_;
  std::string result_;  // with its head; its memory is reused
};

}  // namespace mp::detail
