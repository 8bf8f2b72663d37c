#include "core/view/difference/difference_html.hpp"

#include <fmt/format.h>

#include <cstdint>
#include <string_view>

#include "core/view/difference/difference_parts.hpp"
#include "core/view/difference/difference_text.hpp"
#include "core/view/formatting/count.hpp"
#include "core/view/formatting/markup.hpp"
#include "core/view/model/words.hpp"
#include "core/view/svg/svg.hpp"
#include "core/view/text/plain_text.hpp"

namespace view {
namespace {

constexpr std::string_view kStyle = R"(
:root { color-scheme: light dark }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 90rem; margin: 1.5rem auto; padding: 0 1rem }
h1 { font-size: 1.3rem; overflow-wrap: anywhere }
h2 { font-size: 1.1rem }
figure { margin: 1rem 0; overflow-x: auto }
img { max-width: 100%; height: auto }
pre { font: 13px/1.5 ui-monospace, Menlo, Consolas, monospace; white-space: pre-wrap; overflow-wrap: anywhere }
.both { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(28rem, 100%), 1fr)); gap: 0 2rem }
.part { border-left: .3rem solid currentColor; padding-left: .7rem; font-weight: bold }
@media print { figure, .part { break-inside: avoid } body { max-width: none } }
)";

std::string element(std::string_view name, std::string_view text) {
  return fmt::format("<{0}>{1}</{0}>\n", name, escaped_markup(text));
}

std::string base64(std::string_view bytes) {
  constexpr std::string_view kDigits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    std::uint32_t three = 0;
    for (std::size_t j = i; j < i + 3; ++j)
      three = three << 8 | (j < bytes.size() ? static_cast<unsigned char>(bytes[j]) : 0U);
    for (int digit = 3; digit >= 0; --digit) text += kDigits[three >> 6 * digit & 63];
  }
  for (std::size_t k = text.size() - (3 - bytes.size() % 3) % 3; k < text.size(); ++k)
    text[k] = '=';
  return text;
}

/// As an image, so that neither its names nor its rules meet those of the page or of the
/// other pictures.
std::string figure(const std::string& svg, std::string_view says) {
  return fmt::format("<figure><img src=\"data:image/svg+xml;base64,{}\" alt=\"{}\"></figure>\n",
                     base64(svg), escaped_markup(says));
}

/// The whole drawing of a part: svg_document() comes with the end.
std::unique_ptr<View> drawn(const Style& style) {
  return svg(style);
}

std::string page(const Compared& names, const Style& style, const std::string& body) {
  const std::string title = escaped_markup(title_of(names, style.language));
  return fmt::format(
      "<!DOCTYPE html>\n<html lang=\"{0}\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; "
      "style-src 'unsafe-inline'\">\n"
      "<meta name=\"viewport\" content=\"width=device-width\">\n"
      "<title>{1}</title>\n<style>{2}</style>\n</head>\n<body>\n<main>\n<h1>{1}</h1>\n{3}"
      "</main>\n</body>\n</html>\n",
      words(style.language).picture.tag, title, kStyle, body);
}

std::string without_empty_lines_around(std::string text) {
  while (text.starts_with('\n')) text.erase(0, 1);
  while (text.ends_with('\n')) text.pop_back();
  return text;
}

std::string column(const ComparedRun& run, std::string_view name, const Style& style) {
  const Words::Difference& said = words(style.language).difference;
  std::string text = "<section>\n" + element("h2", filled(said.follows, name));
  text += fmt::format("<p class=\"part\">{}</p>\n",
                      escaped_markup(filled(said.part, name, parting_of(run, style.language))));
  text += figure(part_after(run, drawn, style), filled(said.lanes_of, name));
  text += element("pre", without_empty_lines_around(part_after(run, plain_text, style)));
  if (const std::size_t more = hidden_after(run); more > 0)
    text += element("p", counted(more, said.more_acts));
  if (run.end.status == "ok") text += element("p", filled(said.ends_well, name));
  return text + "</section>\n";
}

}  // namespace

std::string difference_html(const RunDifference& difference, const Compared& names,
                            const Style& style) {
  const Words::Difference& said = words(style.language).difference;
  if (difference.is_none)
    return page(names, style, element("p", said.none) + element("p", said.chance));
  const std::string before = part_before(difference.a, plain_text, style);
  std::string body = element("h2", before.empty() ? said.same_from_start : said.same_so_far);
  if (const std::size_t more = hidden_before(difference.a); more > 0)
    body += element("p", counted(more, said.earlier));
  if (!before.empty()) body += element("pre", without_empty_lines_around(before));
  body += "<div class=\"both\">\n" + column(difference.a, "A", style) +
          column(difference.b, "B", style) + "</div>\n" + element("p", said.chance);
  return page(names, style, body);
}

std::string outcome_difference_html(const OutcomeDifference& difference, const Compared& names,
                                    const Style& style) {
  Style plain = style;
  plain.colour = false;
  return page(names, style,
              element("pre", without_empty_lines_around(
                                 outcome_difference_text(difference, names, plain))));
}

}  // namespace view
