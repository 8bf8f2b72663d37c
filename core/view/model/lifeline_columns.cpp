#include "core/view/model/lifeline_columns.hpp"

namespace view {

void LifelineColumns::open(const Step& step) {
  if (step.is_first) admit(step.process);
  if (step.born) admit(*step.born);
}

void LifelineColumns::close(const Step& step) {
  for (const int process : step.gone) {
    const auto found = columns_.find(process);
    if (found == columns_.end()) continue;
    free_.insert(found->second);
    taken_.erase(found->second);
    columns_.erase(found);
  }
}

void LifelineColumns::admit(int process) {
  if (free_.empty()) free_.insert(count_++);
  columns_[process] = *taken_.insert(*free_.begin()).first;
  free_.erase(free_.begin());
}

std::optional<int> LifelineColumns::column(int process) const {
  const auto found = columns_.find(process);
  return found == columns_.end() ? std::nullopt : std::optional(found->second);
}

std::optional<int> LifelineColumns::next_taken(int column) const {
  const auto next = taken_.upper_bound(column);
  return next == taken_.end() ? std::nullopt : std::optional(*next);
}

}  // namespace view
