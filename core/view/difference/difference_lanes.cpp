#include "core/view/difference/difference_lanes.hpp"

#include "core/view/difference/difference_parts.hpp"
#include "core/view/difference/difference_text.hpp"
#include "core/view/formatting/count.hpp"
#include "core/view/formatting/fit.hpp"
#include "core/view/lanes/lanes.hpp"
#include "core/view/model/words.hpp"
#include "core/view/outcomes/side_by_side.hpp"

namespace view {
namespace {

std::unique_ptr<View> drawn(const Style& style) {
  return lanes(style);
}

std::string column(const ComparedRun& run, std::string_view name, const Style& style) {
  const Words::Difference& said = words(style.language).difference;
  std::string text = block_fitting(filled(said.part, name, parting_of(run, style.language)),
                                   static_cast<std::size_t>(style.width));
  text += part_after(run, drawn, style);
  if (const std::size_t more = hidden_after(run); more > 0)
    text += counted(more, said.more_acts) + "\n";
  if (run.end.status == "ok") text += filled(said.ends_well, name) + "\n";
  return text;
}

}  // namespace

std::string difference_lanes(const RunDifference& difference, const Compared& names,
                             const Style& style) {
  // Sentences are no pictures.
  if (style.plain || difference.is_none) return difference_text(difference, names, style);
  const Words::Difference& said = words(style.language).difference;
  std::string text = title_of(names, style.language) + "\n\n";
  const std::string before = part_before(difference.a, drawn, style);
  text += std::string(before.empty() ? said.same_from_start : said.same_so_far) + "\n";
  if (const std::size_t more = hidden_before(difference.a); more > 0)
    text += counted(more, said.earlier) + "\n";
  text += before + "\n" + std::string(said.then) + "\n";
  return text + beside([&](const Style& half) { return column(difference.a, "A", half); },
                       [&](const Style& half) { return column(difference.b, "B", half); }, style);
}

}  // namespace view
