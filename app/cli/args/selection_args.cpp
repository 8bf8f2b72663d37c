#include "app/cli/args/selection_args.hpp"

#include <algorithm>
#include <limits>

#include "app/cli/args/duration.hpp"
#include "app/cli/args/number.hpp"
#include "app/cli/errors.hpp"

namespace app {
namespace {

/// "100" is an event, "2s" a time.
view::Selection::Bound bound_of(const std::string& option, const std::string& text) {
  const bool is_number = text.find_first_not_of("0123456789") == text.npos;
  if (is_number)
    return {parse_number(option, text, 1, std::numeric_limits<std::int64_t>::max()), {}};
  return {{}, parse_duration(option, text)};
}

}  // namespace

std::shared_ptr<const view::Selection> SelectionArgs::understood() const {
  if (!is_given()) return nullptr;
  auto selection = std::make_shared<view::Selection>();
  if (!from.empty()) selection->from = bound_of("--from", from);
  if (!to.empty()) selection->to = bound_of("--to", to);
  selection->only = only;
  const auto& begin = selection->from;
  const auto& end = selection->to;
  const bool is_reversed = begin && end &&
                           ((begin->event && end->event && *begin->event > *end->event) ||
                            (begin->time && end->time && *begin->time > *end->time));
  if (is_reversed) throw UsageError("--from is after --to, so nothing is between them: swap them.");
  return selection;
}

}  // namespace app
