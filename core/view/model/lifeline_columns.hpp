#pragma once

#include <optional>
#include <set>
#include <unordered_map>

#include "core/view/model/step.hpp"

namespace view {

/// Which lifeline stands in which column of a drawing that may be as wide as it
/// needs to be: the first free one from the left, so that only those who live at
/// the same time stand side by side. A view tells it each step of a run twice,
/// before it draws the step and behind it.
class LifelineColumns {
 public:
  /// Lifelines that begin with the step have columns from here on.
  void open(const Step& step);
  /// Lifelines that are closed behind it have none.
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
