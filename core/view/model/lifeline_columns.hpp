#pragma once

#include <optional>
#include <set>
#include <unordered_map>

#include "core/view/model/step.hpp"

namespace view {

/// Assigns lifelines to columns in a drawing of any width: each gets the first
/// free column from the left, so that only processes that live at the same time
/// are side by side. A view calls it for each step of a run, before and after
/// drawing the step.
class LifelineColumns {
 public:
  /// Adds lifelines that begin with the step.
  void open(const Step& step);
  /// Removes lifelines that are closed after it.
  void close(const Step& step);

  /// From 0, from the left; empty: the lifeline is not open.
  std::optional<int> column(int process) const;

  /// The next column to the right in which a lifeline is open; empty: there is none.
  std::optional<int> next_taken(int column) const;

  /// How many columns have been needed so far.
  int count() const { return count_; }

 private:
  void admit(int process);

  std::unordered_map<int, int> columns_;
  std::set<int> free_;
  std::set<int> taken_;
  int count_ = 0;
};

}  // namespace view
