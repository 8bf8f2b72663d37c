#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace mp::detail {

class PoolState;

/// What a Future waits for: the results of one task, or of the tasks that a
/// map was cut into. The PoolState fills it in, one thread at a time; any thread may
/// read it once it is done.
class Job {
 public:
  Job(std::weak_ptr<PoolState> pool_state, std::size_t parts)
      : state_(std::move(pool_state)), left_(parts), results_(parts) {}

  /// The state that completes it; nullptr when the pool is gone, and then the
  /// job is done.
  std::shared_ptr<PoolState> pool_state() const { return state_.lock(); }
  bool is_done() const { return left_.load(std::memory_order_acquire) == 0; }

  /// The bytes of each part's result. Throws the error of the first part that
  /// has one, every time it is called.
  const std::vector<std::string>& results() const {
    if (error_) std::rethrow_exception(error_);
    return results_;
  }
  std::size_t parts() const { return results_.size(); }
  bool succeeded() const { return is_done() && !error_; }

  // ---- for the PoolState

  void finish(std::size_t part, std::string result) {
    results_[part] = std::move(result);
    left_.fetch_sub(1, std::memory_order_release);
  }
  void fail(std::size_t part, std::exception_ptr error) {
    if (!error_ || part < failed_part_) {
      error_ = std::move(error);
      failed_part_ = part;
    }
    left_.fetch_sub(1, std::memory_order_release);
  }

  /// Called once, as soon as it is done.
  std::function<void()> when_done;
  /// Whether it still has to be called, or is being called: whoever waits for the
  /// result gets it after that.
  std::atomic<bool> has_callback = false;
  /// The cell of the part posted last, which is the one to wait for: its number
  /// plus 1; 0: none.
  std::uint32_t last_cell = 0;
  /// The number of its first task, and whether it has been reported that the
  /// program got the result.
  std::uint64_t number = 0;
  bool got = false;

 private:
  std::weak_ptr<PoolState> state_;
  std::atomic<std::size_t> left_;
  std::vector<std::string> results_;
  std::exception_ptr error_;
  std::size_t failed_part_ = 0;
};

}  // namespace mp::detail
