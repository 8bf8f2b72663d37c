#include "core/mp/pool/worker.hpp"

#include <fmt/core.h>

#include <cstring>
#include <utility>

#include "core/mp/pool/task.hpp"
#include "core/os/process/parentage.hpp"
#include "core/os/process/signals.hpp"
#include "core/probe/process_body.hpp"

namespace mp::detail {

Worker::Worker(TaskBoard& board, WorkerTerms terms) : board_(board), terms_(std::move(terms)) {}

void Worker::run() {
  // SIGINT and SIGTERM end a worker, even if its parent handles them.
  os::reset_signals();
  os::die_with(terms_.parent);
  initialize();
  board_.slot(terms_.index).ready.store(1);
  for (int done = 0; !terms_.max_tasks || done < *terms_.max_tasks; ++done) {
    const auto task = await_task();
    if (!task) break;
    execute(*task);
  }
  board_.leave(terms_.index);
}

void Worker::initialize() {
  if (!terms_.initializer) return;
  try {
    terms_.initializer();
  } catch (...) {
    // Sent to the parent, which reports it once: the next worker will fail the
    // same way.
    constexpr std::size_t kMost = 4096;
    const std::string text = probe::describe_current_exception().substr(0, kMost);
    const ResultHead head{ResultHead::kInitializer, 1, text.size()};
    ResultStream& stream = board_.stream(terms_.index);
    stream.write_some({reinterpret_cast<const char*>(&head), sizeof head});
    stream.write_some(text);
    probe::flush_and_exit(1);
  }
}

probe::Act Worker::act_on(const TaskBoard::Task* task) const {
  probe::Act act;
  act.kind = probe::Kind::task;
  act.object = terms_.pool;
  if (task) act.value = fmt::format("task {}", task->number);
  return act;
}

std::optional<TaskBoard::Task> Worker::await_task() {
  // Not probe::perform: only now is it known whether there is a task to take,
  // and taking one gives nothing to others.
  probe::Watcher* seen = probe::watcher();
  if (seen) [[unlikely]]
    seen->hold(act_on(nullptr));
  for (;;) {
    if (auto task = board_.try_claim(terms_.index)) {
      if (seen) [[unlikely]]
        seen->done(act_on(&*task));
      return task;
    }
    if (board_.may_leave()) {
      if (seen) seen->gave_up(act_on(nullptr));
      return std::nullopt;
    }
    if (!seen || !seen->blocked(act_on(nullptr), std::nullopt)) board_.wait_for_task();
  }
}

void Worker::execute(const TaskBoard::Task& task) {
  result_.assign(sizeof(ResultHead), '\0');
  bool failed = false;
  try {
    Reader reader(task.bytes, "a task");
    const auto run = reader.value<Run>();
    Writer writer(result_);
    run(reader, writer);
  } catch (...) {
    failed = true;
    result_.resize(sizeof(ResultHead));
    append_current_failure(result_);
  }
  send(task, failed);
  // A worker does not keep the memory of a large result.
  constexpr std::size_t kKept = std::size_t{1} << 20;
  if (result_.capacity() > kKept) std::string().swap(result_);
}

void Worker::send(const TaskBoard::Task& task, bool failed) {
  const ResultHead head{task.cell, failed ? 1U : 0U, result_.size() - sizeof(ResultHead)};
  std::memcpy(result_.data(), &head, sizeof head);
  std::string_view rest = result_;
  probe::perform(
      [&] {
        probe::Act act = act_on(&task);
        act.status = failed ? 1 : 0;
        return act;
      },
      std::nullopt, [&] { return send_some(task, rest) ? std::optional(true) : std::nullopt; },
      [&](probe::Deadline) { board_.stream(terms_.index).wait_for_room(); },
      [](probe::Act&, bool) {});
}

bool Worker::send_some(const TaskBoard::Task& task, std::string_view& rest) {
  const std::size_t count = board_.stream(terms_.index).write_some(rest);
  rest.remove_prefix(count);
  if (count > 0) board_.sent(terms_.index, task.cell, rest.empty());
  return rest.empty();
}

}  // namespace mp::detail
