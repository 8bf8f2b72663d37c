#include "core/view/outcomes/map_words.hpp"

#include <fmt/format.h>

#include "core/view/formatting/count.hpp"
#include "core/view/formatting/harmless.hpp"
#include "core/view/model/told_again.hpp"
#include "core/view/model/words.hpp"

namespace view {

std::string words_of(const MapPicture::Row& row, Language language) {
  const Words& said = words(language);
  using Kind = MapPicture::Row::Kind;
  switch (row.kind) {
    case Kind::start:
      return {};
    case Kind::line:
      return harmless(row.line.text);
    case Kind::good_end:
      return std::string(said.map.ends_well);
    case Kind::bad_end:
      return harmless(told_again(language, row.ending));
  }
  return {};
}

std::string folded_words(const MapPicture::Row& row, const Style& style) {
  if (row.folded.empty()) return {};
  const Words::Counted& folded = words(style.language).map.folded;
  return fmt::format(
      "{} {}", style.ascii ? "..." : "…",
      filled(row.folded == "1" ? folded.one : folded.some, grouped_digits(row.folded)));
}

std::string headline_of(const record::OutcomeReport& report, Language language) {
  const Words& said = words(language);
  const std::string demo = harmless(report.lesson) + "/" + harmless(report.demo);
  const bool is_one = report.outcomes == "1";
  const Words::Counted& outcomes = said.outcomes.possible_outcomes;
  const std::string count =
      filled(is_one ? outcomes.one : outcomes.some, grouped_digits(report.outcomes));
  if (!report.exhaustive)
    return filled(said.map.headline, demo, filled(said.outcomes.at_least, count));
  return filled(is_one ? said.map.proved.one : said.map.proved.some, demo, count);
}

}  // namespace view
