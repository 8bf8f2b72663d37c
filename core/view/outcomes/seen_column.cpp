#include "core/view/outcomes/seen_column.hpp"

#include <algorithm>

#include "core/view/formatting/count.hpp"
#include "core/view/formatting/display_width.hpp"
#include "core/view/formatting/palette.hpp"

namespace view {

SeenColumn::SeenColumn(std::span<const record::OutcomeRow> rows, std::uint64_t runs,
                       Language language)
    : runs_(runs), said_(view::words(language).outcomes), count_(display_width(said_.seen_column)) {
  if (runs == 0) return;
  for (const record::OutcomeRow& row : rows) {
    count_ = std::max(count_, grouped(row.seen).size());
    if (row.seen != 0) share_ = std::max(share_, share(row.seen, runs).size());
  }
  width_ = std::max(count_ + 2 + share_, display_width(said_.never_seen));
}

std::string SeenColumn::head() const {
  return runs_ == 0 ? "" : pad_right(pad_left(std::string(said_.seen_column), count_), width_);
}

std::string SeenColumn::cell(const record::OutcomeRow& row, bool colour) const {
  if (runs_ == 0) return {};
  if (row.seen != 0) {
    const std::string part = pad_left(share(row.seen, runs_), share_);
    return pad_right(pad_left(grouped(row.seen), count_) + "  " + part, width_);
  }
  const std::string never(said_.never_seen);
  return (colour ? highlighted(never) : never) +
         std::string(width_ - display_width(said_.never_seen), ' ');
}

}  // namespace view
