#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include "core/record/outcome_table.hpp"
#include "core/view/model/words.hpp"

namespace view {

/// The column "seen" of a table of outcomes: how often, and the share of the
/// free runs, or "never seen". The view makes it for the rows that it shows;
/// without free runs the column has no width.
class SeenColumn {
 public:
  SeenColumn(std::span<const record::OutcomeRow> rows, std::uint64_t runs, Language language);

  std::size_t width() const { return width_; }
  std::string head() const;
  std::string cell(const record::OutcomeRow& row, bool colour) const;

 private:
  std::uint64_t runs_;
  const Words::Outcomes& said_;
  std::size_t count_ = 0;
  std::size_t share_ = 0;
  std::size_t width_ = 0;
};

}  // namespace view
