#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/view/selection.hpp"

namespace app {

/// Which part of a run is to be shown, as typed. The grammar fills it, and ViewArgs calls
/// understood().
struct SelectionArgs {
  std::string from;
  std::string to;
  std::vector<std::string> only;

  bool is_given() const { return !from.empty() || !to.empty() || !only.empty(); }
  /// nullptr: all of it. Throws UsageError.
  std::shared_ptr<const view::Selection> understood() const;
};

}  // namespace app
