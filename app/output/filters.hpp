#pragma once

#include <optional>

#include "app/cli/options.hpp"
#include "core/record/timeline.hpp"
#include "core/view/model/stable_ids.hpp"
#include "core/view/model/without_time.hpp"

namespace app {

/// Removes from a run what --ids stable and --time none say, before any view
/// sees it. The commands put it before the consumer that writes the run.
class Filters {
 public:
  Filters(const ViewOptions& options, record::Consumer& last) : first_(&last) {
    if (options.time == view::Time::none) first_ = &without_time_.emplace(*first_);
    if (options.stable_ids) first_ = &stable_ids_.emplace(*first_);
  }
  Filters(const Filters&) = delete;
  Filters& operator=(const Filters&) = delete;

  /// The consumer to pass the run to.
  record::Consumer& first() { return *first_; }

  /// Whether a name stands where a PID was printed.
  bool has_named_pids() const { return stable_ids_ && stable_ids_->has_named_pids(); }

 private:
  record::Consumer* first_;
  std::optional<view::WithoutTime> without_time_;
  std::optional<view::StableIds> stable_ids_;
};

}  // namespace app
