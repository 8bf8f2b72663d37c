#include "core/mp/pool/results.hpp"

#include <algorithm>
#include <iterator>

#include "core/mp/error.hpp"

namespace mp::detail {

void Chunks::pull() {
  task_.clear();
  const auto job = std::make_shared<Job>(state_, 1);
  try {
    if (!next_task_(task_)) {
      next_task_ = nullptr;
      return;
    }
  } catch (...) {
    // It is thrown after everything before it has been returned.
    next_task_ = nullptr;
    input_error_ = std::current_exception();
    return;
  }
  jobs_.push_back(job);
  state_->submit(job, 0, task_, place_);
}

void Chunks::fill() {
  const std::scoped_lock lock(mutex_);
  pull_enough();
}

void Chunks::pull_enough() {
  // Far enough ahead that workers never wait, but not so far that memory fills
  // up.
  const std::size_t most = 1024 + 4 * state_->size();
  while (next_task_ && jobs_.size() < most) pull();
}

void Chunks::pull_all() {
  const std::scoped_lock lock(mutex_);
  while (next_task_) pull();
}

std::shared_ptr<Job> Chunks::take_done() {
  const auto end = in_order_ && !jobs_.empty() ? jobs_.begin() + 1 : jobs_.end();
  const auto found =
      std::find_if(jobs_.begin(), end, [](const auto& job) { return job->is_done(); });
  if (found == end) return nullptr;
  auto job = std::move(*found);
  jobs_.erase(found);
  return job;
}

std::optional<Piece> Chunks::next(probe::Deadline deadline) {
  std::unique_lock lock(mutex_);
  while (pieces_.empty()) {
    const std::uint64_t progress = state_->progress();
    pull_enough();
    if (jobs_.empty()) {
      if (auto error = std::exchange(input_error_, nullptr)) std::rethrow_exception(error);
      return std::nullopt;
    }
    if (const auto job = take_done()) {
      state_->wait_to_get(*job, std::nullopt, place_);
      auto all = decode<std::vector<Piece>>(job->results().front());
      pieces_.assign(std::make_move_iterator(all.begin()), std::make_move_iterator(all.end()));
      continue;
    }
    const auto oldest = jobs_.front();
    lock.unlock();
    const bool in_time = in_order_ ? state_->wait_for(*oldest, deadline, place_)
                                   : state_->wait_for_progress(progress, deadline, place_);
    if (!in_time) throw Timeout("no result has come yet: ask again, or give it more time");
    lock.lock();
  }
  Piece piece = std::move(pieces_.front());
  pieces_.pop_front();
  return piece;
}

}  // namespace mp::detail
