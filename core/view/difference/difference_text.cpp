#include "core/view/difference/difference_text.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "core/view/difference/difference_parts.hpp"
#include "core/view/formatting/count.hpp"
#include "core/view/formatting/harmless.hpp"
#include "core/view/formatting/palette.hpp"
#include "core/view/formatting/wrap.hpp"
#include "core/view/model/told_again.hpp"
#include "core/view/model/words.hpp"
#include "core/view/text/text.hpp"

namespace view {
namespace {

std::string line_of(const Style& style, const std::string& text, std::size_t indent = 0) {
  const auto width = static_cast<std::size_t>(std::max(style.width, 40));
  return std::string(indent, ' ') + wrapped(text, width - indent, indent > 0 ? indent + 2 : 0) +
         "\n";
}

std::string after(const ComparedRun& run, std::string_view name, const Style& style) {
  const Words::Difference& said = words(style.language).difference;
  std::string text = "\n" + filled(said.follows, name) + "\n";
  std::string part = part_after(run, view::text, style);
  while (part.ends_with("\n\n")) part.pop_back();
  text += part == "\n" ? "  " + std::string(said.nothing_else) + "\n" : part;
  if (const std::size_t more = hidden_after(run); more > 0)
    text += "  " + counted(more, said.more_acts) + "\n";
  if (run.end.status == "ok") text += filled(said.ends_well, name) + "\n";
  return text;
}

std::string beginning(const RunDifference& difference, const Style& style) {
  const Words::Difference& said = words(style.language).difference;
  const std::string before = part_before(difference.a, text, style);
  if (before.empty()) return line_of(style, std::string(said.same_from_start));
  std::string text = std::string(said.same_so_far) + "\n";
  if (const std::size_t more = hidden_before(difference.a); more > 0)
    text += "  " + counted(more, said.earlier) + "\n";
  return text + before;
}

std::string missing_text(const MissingOutcome& missing, std::size_t number, const Style& style) {
  const auto& lines = missing.row.outcome.lines;
  const Words& said = words(style.language);
  std::string text;
  const auto mark = [&](std::size_t i) { return i == missing.shared_lines ? "> " : "  "; };
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::string begin = i == 0 ? fmt::format("{:>4}  ", number) : std::string(6, ' ');
    text += begin + mark(i) + harmless(lines[i].name) + std::string(said.colon) +
            harmless(lines[i].text) + "\n";
  }
  std::string last;
  if (!missing.row.outcome.is_ok()) {
    last = filled(said.outcomes.then, told_again(style.language, missing.row.outcome.ending));
  } else if (lines.empty()) {
    last = said.outcomes.prints_nothing;
  } else if (missing.shared_lines == lines.size()) {
    last = said.outcomes.prints_no_more;
  }
  if (!last.empty()) {
    text += (lines.empty() ? fmt::format("{:>4}  ", number) : std::string(6, ' ')) +
            mark(lines.size()) + harmless(last) + "\n";
  }
  if (!missing.row.schedule.empty())
    text += std::string(8, ' ') + "--schedule " + harmless(missing.row.schedule) + "\n";
  return text;
}

std::string only_in(const std::vector<MissingOutcome>& missing, std::string_view name,
                    const Style& style) {
  const Words::Difference& said = words(style.language).difference;
  if (missing.empty()) return {};
  constexpr std::size_t kMost = 20;
  std::string text = filled(missing.size() == 1 ? said.only_in.one : said.only_in.some,
                            grouped(missing.size()), name) +
                     std::string(words(style.language).colon) + std::string(said.first_missing) +
                     "\n";
  for (std::size_t i = 0; i < std::min(missing.size(), kMost); ++i)
    text += missing_text(missing[i], i + 1, style);
  if (missing.size() > kMost)
    text += "  " + counted(missing.size() - kMost, said.more_outcomes) + "\n";
  return text + "\n";
}

}  // namespace

std::string difference_text(const RunDifference& difference, const Compared& names,
                            const Style& style) {
  const Words::Difference& said = words(style.language).difference;
  std::string text = line_of(style, title_of(names, style.language)) + "\n";
  if (difference.is_none)
    return text + line_of(style, std::string(said.none)) + line_of(style, std::string(said.chance));
  text += beginning(difference, style) + "\n" + std::string(said.then) + "\n";
  const auto part = [&](std::string_view name, const ComparedRun& run) {
    return line_of(style, filled(said.part, name, parting_of(run, style.language)), 2);
  };
  text += part("A", difference.a) + part("B", difference.b);
  return text + after(difference.a, "A", style) + after(difference.b, "B", style);
}

std::string outcome_difference_text(const OutcomeDifference& difference, const Compared& names,
                                    const Style& style) {
  const Words::Difference& said = words(style.language).difference;
  std::string text = line_of(style, title_of(names, style.language)) + "\n";
  if (difference.is_none()) text += line_of(style, std::string(said.same_outcomes)) + "\n";
  for (const DemoDifference& demo : difference.demos) {
    const std::string name = harmless(demo.name);
    text += name + "\n";
    if (!demo.a || !demo.b) {
      text += "  " + filled(said.not_there, name, demo.a ? "B" : "A") + "\n\n";
      continue;
    }
    for (const std::string& line : how_many(demo, style.language)) text += line_of(style, line, 2);
    text += "  " + filled(said.in_both, grouped(demo.in_both)) + "\n\n";
    text += only_in(demo.only_in_a, "A", style) + only_in(demo.only_in_b, "B", style);
  }
  return text;
}

}  // namespace view
