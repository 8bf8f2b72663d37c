#include "core/view/outcomes/map_html.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "core/view/formatting/count.hpp"
#include "core/view/formatting/harmless.hpp"
#include "core/view/formatting/markup.hpp"
#include "core/view/model/words.hpp"
#include "core/view/outcomes/map_svg.hpp"
#include "core/view/outcomes/outcome_limits.hpp"
#include "core/view/outcomes/outcome_words.hpp"

namespace view {
namespace {

constexpr std::string_view kStyle = R"(
:root { color-scheme: light dark }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 1.5rem auto; padding: 0 1rem }
h1, h2 { font-size: 1.2rem }
figure { margin: 1rem 0; overflow-x: auto }
pre { font: 13px/1.4 ui-monospace, Menlo, Consolas, monospace; overflow-x: auto; margin: .25rem 0 }
code { overflow-wrap: anywhere }
li { margin-bottom: 1rem }
@media print { body { max-width: none } li { break-inside: avoid } figure svg { max-width: 100%; height: auto } }
)";

std::string paragraph(std::string_view text) {
  return fmt::format("<p>{}</p>\n", escaped_markup(text));
}

std::string item_of(const record::OutcomeRow& row, const record::OutcomeReport& report,
                    const Style& style) {
  const Words::Outcomes& said = words(style.language).outcomes;
  std::string text =
      fmt::format("<li>{}\n<pre>", escaped_markup(summary_of(row, report, style.language)));
  const auto& lines = row.outcome.lines;
  for (std::size_t i = 0; i < std::min(lines.size(), kMostLines); ++i) {
    text += escaped_markup(harmless(lines[i].name) + "  " + harmless(lines[i].text)) + "\n";
  }
  if (lines.size() > kMostLines)
    text += escaped_markup(counted(lines.size() - kMostLines, said.more_lines)) + "\n";
  if (lines.empty()) text += escaped_markup(said.prints_nothing);
  text += "</pre>\n";
  if (!row.outcome.is_ok()) text += paragraph(ending_of(row, style));
  if (!row.possible) return text + "</li>\n";
  text += fmt::format("<code>{}</code>\n", escaped_markup(repeating(row, report)));
  if (const std::string lost = turning_point_of(row, style.language); !lost.empty())
    text += paragraph(lost);
  return text + "</li>\n";
}

std::string list_of(const record::OutcomeReport& report, const Style& style) {
  std::string text =
      fmt::format("<h2>{}</h2>\n", escaped_markup(heading_of(report, style.language)));
  for (const std::string& remark : remarks_on(report, style.language)) text += paragraph(remark);
  text += "<ol>\n";
  for (const record::OutcomeRow& row : report.rows) text += item_of(row, report, style);
  text += "</ol>\n";
  const std::string rest = rest_of(report, report.rows.size(), style.language);
  return rest.empty() ? text : text + paragraph(rest);
}

}  // namespace

std::string map_html(std::span<const MappedOutcomes> demos, const Style& style) {
  const Words& said = words(style.language);
  std::string title;
  for (const MappedOutcomes& demo : demos) {
    const std::string name = harmless(demo.report.lesson) + "/" + harmless(demo.report.demo);
    title.append(title.empty() ? "" : said.waits.between).append(filled(said.map.title, name));
  }
  std::string svg = map_svg(demos, style);
  svg.erase(0, svg.find("<svg"));
  std::string text = fmt::format(
      "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
      "'unsafe-inline'\">\n"
      "<meta name=\"viewport\" content=\"width=device-width\">\n"
      "<title>{}</title>\n<style>{}</style>\n</head>\n<body>\n<main>\n<h1>{}</h1>\n",
      said.picture.tag, escaped_markup(title), kStyle, escaped_markup(title));
  text += paragraph(said.map.how_to_read);
  text += fmt::format("<figure tabindex=\"0\">\n{}</figure>\n", svg);
  for (const MappedOutcomes& demo : demos) text += list_of(demo.report, style);
  return text + "</main>\n</body>\n</html>\n";
}

}  // namespace view
