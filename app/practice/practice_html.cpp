#include <fmt/format.h>

#include "app/language/practice_words.hpp"
#include "app/practice/practice_text.hpp"
#include "core/view/formatting/markup.hpp"
#include "core/view/model/words.hpp"

namespace app::practice {
namespace {

using view::escaped_markup;
using view::filled;

constexpr std::string_view kSheetStyle = R"(
:root { color-scheme: light dark }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 46rem; margin: 1.5rem auto; padding: 0 1rem }
h1 { font-size: 1.3rem }
h2 { font-size: 1.05rem; margin: 1.5rem 0 .4rem }
pre { border: 1px solid; padding: .5rem; overflow-x: auto; line-height: 1.3; font-size: .85rem }
ol.options { list-style: none; padding-left: 0 }
ol.options li::before { content: "\2610\00a0" }
.blank { display: inline-block; min-width: 9rem; border-bottom: 1px solid }
.runs { font-size: .85rem; overflow-wrap: anywhere }
.answers { break-before: page }
@media print { section.question { break-inside: avoid } pre { overflow: visible; white-space: pre-wrap }
  :root { font-size: 9.5pt } body { max-width: none; margin: 0; font-size: 10pt } }
@page { margin: 18mm }
)";

std::string paragraph(std::string_view text) {
  return text.empty() ? "" : fmt::format("<p>{}</p>\n", escaped_markup(text));
}

std::string question_html(const Problem& problem, std::size_t number, std::size_t count,
                          Language language) {
  const PracticeWords& words = practice_words(language);
  std::string html =
      fmt::format("<section class=\"question\">\n<h2>{}</h2>\n<pre tabindex=\"0\">{}</pre>\n",
                  escaped_markup(heading(problem, number, count, language)),
                  escaped_markup(numbered_source(problem)));
  html += paragraph(question(problem, language));
  if (problem.options.empty()) {
    html += fmt::format("<p>{} <span class=\"blank\">\u00a0</span></p>\n",
                        escaped_markup(words.write_number));
  } else {
    html += "<ol class=\"options\">\n";
    for (std::size_t i = 0; i < problem.options.size(); ++i) {
      html += fmt::format("<li>{}. {}</li>\n", i + 1,
                          escaped_markup(option_text(problem, problem.options[i], language)));
    }
    html += "</ol>\n";
  }
  return html + "</section>\n";
}

std::string answer_html(const Problem& problem, std::size_t number, std::size_t count,
                        Language language) {
  std::string html = fmt::format("<h2>{}</h2>\n<p><strong>{}</strong></p>\n",
                                 escaped_markup(heading(problem, number, count, language)),
                                 escaped_markup(answer_text(problem)));
  html += paragraph(explanation(problem, language));
  std::string runs = escaped_markup(run_text(problem, language));
  for (auto at = runs.find('\n'); at != runs.npos; at = runs.find('\n', at))
    runs.replace(at, 1, "<br>");
  if (!runs.empty()) html += fmt::format("<p class=\"runs\">{}</p>\n", runs);
  return html;
}

}  // namespace

std::string sheet_html(const Sheet& sheet, Language language) {
  const PracticeWords& words = practice_words(language);
  const std::size_t count = sheet.problems.size();
  std::string questions;
  std::string answers;
  for (std::size_t i = 0; i < count; ++i) {
    questions += question_html(sheet.problems[i], i + 1, count, language);
    answers += answer_html(sheet.problems[i], i + 1, count, language);
  }
  return fmt::format(
      "<!DOCTYPE html>\n<html lang=\"{0}\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
      "'unsafe-inline'\">\n<meta name=\"viewport\" content=\"width=device-width\">\n"
      "<title>{1}</title>\n<style>{2}</style>\n</head>\n<body>\n<main>\n<h1>{1}</h1>\n"
      "<p>{3}{4}<span class=\"blank\">\u00a0</span></p>\n{5}"
      "<section class=\"answers\">\n<h1>{6}</h1>\n{7}<p>{8}</p>\n</section>\n</main>\n"
      "</body>\n</html>\n",
      view::words(language).picture.tag, escaped_markup(words.sheet_title), kSheetStyle,
      escaped_markup(words.name_line), view::words(language).colon, questions,
      escaped_markup(words.answers), answers, escaped_markup(filled(words.made_by, sheet.command)));
}

}  // namespace app::practice
