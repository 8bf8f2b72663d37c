#include "core/view/model/distinct_pids.hpp"

#include <algorithm>

namespace view {

void DistinctPids::begin_run() {
  numbers_.clear();
  ++runs_;
}

std::int64_t DistinctPids::enter(pid_t pid) {
  highest_ = std::max<std::int64_t>(highest_, pid);
  std::int64_t number = pid;
  if (taken_.contains(number)) {
    // The run's number before it leaves the PID readable: 2 becomes 12 in the
    // second run, and 4277 becomes 14277.
    std::int64_t step = 10;
    while (step <= highest_) step *= 10;
    for (std::int64_t ahead = std::max<std::int64_t>(runs_ - 1, 1); taken_.contains(number);
         ++ahead)
      number = pid + ahead * step;
  }
  taken_.insert(number);
  return numbers_[pid] = number;
}

std::int64_t DistinctPids::of(pid_t pid) const {
  const auto found = numbers_.find(pid);
  return found == numbers_.end() ? pid : found->second;
}

}  // namespace view
