#include <fmt/core.h>

#include <chrono>

#include "core/mp/pool/pool_state.hpp"

// How threads wait for a pool. The one that comes first sleeps at the board and
// is woken by workers; those that come later sleep until it has seen something.

namespace mp::detail {

void PoolState::report_sleepers() {
  if (threads_->is_one_at_board) board_.ring_for_parent();
  if (threads_->others > 0) threads_->seen.notify_all();
}

void PoolState::sleep(Lock& lock, std::uint32_t awaited, probe::Deadline deadline) {
  if (threads_->is_one_at_board) {
    // What it awaits may not be what this one does.
    board_.await(TaskBoard::kAnyResult);
    if (!board_.has_senders()) sleep_here(lock, deadline);
    return;
  }
  threads_->is_one_at_board = true;
  board_.await(threads_->others > 0 ? TaskBoard::kAnyResult : awaited);
  lock.unlock();
  board_.wait_for_results(deadline);
  lock.lock();
  threads_->is_one_at_board = false;
  if (threads_->others > 0) threads_->seen.notify_all();  // one goes to the board instead
}

void PoolState::sleep_here(Lock& lock, probe::Deadline deadline) {
  using Moment = std::chrono::steady_clock::time_point;
  ++threads_->others;
  if (deadline) {
    threads_->seen.wait_until(lock, Moment(*deadline));
  } else {
    threads_->seen.wait(lock);
  }
  --threads_->others;
}

bool PoolState::wait(const std::function<bool()>& done,
                     const std::function<std::uint32_t()>& awaited, probe::Deadline deadline,
                     probe::Place place) {
  Lock lock = enter();
  pump(lock);
  probe::Watcher* seen = probe::watcher();
  const probe::Act waiting = seen ? act(probe::Kind::get, place) : probe::Act();
  for (;;) {
    const bool is_done = done();
    // Who gets a result may rely on what its callbacks have done.
    if (is_done && !is_calling_elsewhere()) return true;
    if (deadline && probe::now() >= *deadline) {
      if (seen && !is_done) seen->gave_up(waiting);
      return is_done;
    }
    if (is_done) {
      sleep_here(lock, deadline);
      continue;
    }
    // On a stage a worker may have acted while the pump hired another one, and a
    // result that is there already wakes nobody.
    const bool has_missed_any = probe::is_directed() && board_.has_senders();
    if (!has_missed_any && (!seen || !seen->blocked(waiting, deadline)))
      sleep(lock, awaited(), deadline);
    pump(lock);
  }
}

bool PoolState::wait_for_progress(std::uint64_t seen, probe::Deadline deadline,
                                  probe::Place place) {
  return wait([&] { return progress_ != seen; }, [] { return TaskBoard::kAnyResult; }, deadline,
              place);
}

bool PoolState::wait_for(const Job& job, probe::Deadline deadline, probe::Place place) {
  return wait([&] { return job.is_done(); },
              [&] {
                const bool posted =
                    job.last_cell != 0 && entries_[job.last_cell - 1].job.get() == &job;
                return posted ? TaskBoard::kFirstCell + job.last_cell - 1 : TaskBoard::kAnyResult;
              },
              deadline, place);
}

bool PoolState::wait_to_get(Job& job, probe::Deadline deadline, probe::Place place) {
  probe::Watcher* seen = probe::watcher();
  if (!seen || job.got) return wait_for(job, deadline, place);
  probe::Act get = act(probe::Kind::get, place);
  seen->hold(get, deadline);
  if (!wait_for(job, deadline, place)) return false;
  job.got = true;
  get.value = fmt::format("result of task {}", job.number);
  seen->done(get);
  return true;
}

}  // namespace mp::detail
