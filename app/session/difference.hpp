#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/language/language.hpp"
#include "lessons/page.hpp"

namespace app {

/// Two pages of one lesson that differ by a few lines: one has a fault, the other has its cure.
struct Cure {
  std::string broken_id;  ///< "pipe/no-end"
  lessons::Page broken;
  std::string cured_id;  ///< "pipe/ends"
  lessons::Page cured;
};

/// A line of either text: '-' is in the first only, '+' in the second only, ' ' in both.
struct ComparedLine {
  char sign = ' ';
  std::string_view text;
};

/// The lines of both texts in one order, as few as possible with a sign.
std::vector<ComparedLine> compared(std::string_view one, std::string_view other);

/// The lines in which those pages differ, each with what is around it. The lines of a cure are
/// conspicuous if there are colours.
std::string difference_text(const std::vector<Cure>& cures, Language language, bool colour);

}  // namespace app
