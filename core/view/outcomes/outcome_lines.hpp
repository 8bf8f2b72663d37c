#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/record/outcome_report.hpp"
#include "core/view/view.hpp"

namespace view {

/// The parent first, then child-1, child-2, child-1.1: as in the views of a run, independent
/// of the printed order.
std::vector<std::string> in_order(std::vector<std::string> names);

/// Writes the printed lines of an outcome, on one line or below each other,
/// each process in the same colour throughout a report. The view of a report
/// drives it.
class OutcomeLines {
 public:
  using Lines = std::span<const record::Outcome::Line>;

  OutcomeLines(const record::OutcomeReport& report, const Style& style);

  /// "parent: Process end | child-1: here", followed by `last` unless that is
  /// empty. Empty if it takes more than `room` columns, or if a `|` was
  /// printed, which would look like one of ours.
  std::optional<std::string> joined(Lines lines, std::string_view last, std::size_t room) const;

  /// A line for each, after `indent` spaces: "parent   Process end".
  std::string listed(Lines lines, std::size_t indent) const;

 private:
  std::string painted_name(const std::string& name) const;

  std::map<std::string, int> ordinals_;  // by name
  std::size_t name_width_ = 0;
  bool colour_;
  Language language_;
};

}  // namespace view
