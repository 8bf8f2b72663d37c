#include "app/report/report_tables.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "app/language/wording.hpp"
#include "core/view/formatting/display_width.hpp"
#include "core/view/formatting/harmless.hpp"
#include "core/view/formatting/markup.hpp"
#include "core/view/formatting/wrap.hpp"
#include "core/view/model/words.hpp"

namespace app {
namespace {

using view::filled;
using Result = ClassReport::Result;

constexpr std::size_t kWidth = 78;

/// In the reader's language, if the program knows the sentence.
std::string said_in(Language language, const std::string& text) {
  return view::harmless(in(language, text));
}

std::string title_of(const ClassReport::Question& question, Language language) {
  if (question.text.empty())
    return filled(wording(language).report_exercise, view::harmless(question.about));
  return view::harmless(question.about) + std::string(view::words(language).colon) +
         said_in(language, question.text);
}

/// A verdict of check, or an answer.
std::string answer_told(const ClassReport::Question& question, const std::string& answer,
                        Language language) {
  const Wording& words = wording(language);
  if (!question.text.empty()) return said_in(language, answer);
  if (answer == "solved") return std::string(words.check_solved);
  if (answer == "not_solved") return std::string(words.check_not_solved);
  if (answer == "refused") return std::string(words.check_refused);
  if (answer == "not_proved") return std::string(words.check_not_proved);
  if (answer == "broken") return std::string(words.check_broken);
  return view::harmless(answer);
}

std::string given_instead(const ClassReport::Question& question, Language language) {
  const Wording& words = wording(language);
  std::string text;
  for (const auto& [answer, times] : question.instead) {
    if (!text.empty()) text += language == Language::english ? "; " : "；";
    const std::string told = answer_told(question, answer, language);
    text += times == 1 ? told : filled(words.report_times, told, times);
  }
  return text;
}

std::string_view mark_of(Result result, bool ascii) {
  switch (result) {
    case Result::right:
      return ascii ? "+" : "✓";
    case Result::wrong:
      return ascii ? "x" : "✗";
    case Result::skipped:
      break;
  }
  return "-";
}

std::string_view result_told(Result result, const Wording& words) {
  return result == Result::right   ? words.report_right
         : result == Result::wrong ? words.report_missed
                                   : words.report_skipped;
}

std::string score_of(const ClassReport::Person& person, const Wording& words) {
  return filled(words.report_heading, person.right(), person.answers.size());
}

std::string csv(std::string_view text) {
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + "\"";
}

std::string element(std::string_view name, std::string_view text) {
  return fmt::format("<{0}>{1}</{0}>", name, view::escaped_markup(text));
}

constexpr std::string_view kStyle = R"(
:root { color-scheme: light dark }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 1.5rem auto; padding: 0 1rem }
h1, h2 { font-size: 1.2rem }
.wide { overflow-x: auto }
table { border-collapse: collapse }
caption { text-align: left }
th, td { border: 1px solid; padding: .2rem .5rem; text-align: left }
li { margin-bottom: .7rem }
@media print { li, tr { break-inside: avoid } thead { display: table-header-group } }
)";

}  // namespace

std::string class_text(const ClassReport& report, Language language, bool ascii) {
  const Wording& words = wording(language);
  const auto order = report.hardest_first();
  std::size_t width = view::display_width(words.report_who);
  for (const auto& person : report.people())
    width = std::max(width, view::display_width(view::harmless(person.name)));
  const std::size_t column = std::to_string(order.size()).size() + 1;
  std::string text = view::pad_right(std::string(words.report_who), width) + " ";
  for (std::size_t i = 0; i < order.size(); ++i) text += fmt::format("{:>{}}", i + 1, column);
  text += "\n";
  for (const auto& person : report.people()) {
    text += view::pad_right(view::harmless(person.name), width) + " ";
    for (const std::size_t number : order) {
      const auto answer = person.answers.find(number);
      const std::string_view mark =
          answer == person.answers.end() ? " " : mark_of(answer->second.result, ascii);
      text += view::pad_left(std::string(mark), column);
    }
    text += "   " + score_of(person, words) + "\n";
  }
  text += "\n" + std::string(words.report_questions) + std::string(view::words(language).colon);
  while (text.ends_with(' ')) text.pop_back();
  text += "\n";
  for (std::size_t i = 0; i < order.size(); ++i) {
    const ClassReport::Question& question = report.questions()[order[i]];
    const auto line = [&](const std::string& said) {
      text += "     " + view::wrapped(said, kWidth - 5, 5) + "\n";
    };
    text += fmt::format("{:>3}  ", i + 1) +
            view::wrapped(title_of(question, language), kWidth - 5, 5) + "\n";
    line(filled(words.report_wrong, question.wrong, question.asked));
    if (!question.instead.empty())
      line(filled(words.report_said, given_instead(question, language)));
    if (!question.right.empty())
      line(filled(words.report_right_is, answer_told(question, question.right, language)));
  }
  return text;
}

std::string class_html(const ClassReport& report, Language language) {
  const Wording& words = wording(language);
  const auto order = report.hardest_first();
  std::string head = fmt::format("<tr><th scope=\"col\">{}</th>", words.report_who);
  for (std::size_t i = 0; i < order.size(); ++i)
    head += fmt::format("<th scope=\"col\">{}</th>", i + 1);
  head += fmt::format("<th scope=\"col\">{}</th></tr>\n", words.report_score);
  std::string rows;
  for (const auto& person : report.people()) {
    rows += fmt::format("<tr><th scope=\"row\">{}</th>",
                        view::escaped_markup(view::harmless(person.name)));
    for (const std::size_t number : order) {
      const auto answer = person.answers.find(number);
      rows +=
          element("td", answer == person.answers.end() ? words.report_none
                                                       : result_told(answer->second.result, words));
    }
    rows += element("td", score_of(person, words)) + "</tr>\n";
  }
  std::string list;
  for (const std::size_t number : order) {
    const ClassReport::Question& question = report.questions()[number];
    list += "<li>" + element("strong", title_of(question, language)) + "<br>\n" +
            view::escaped_markup(filled(words.report_wrong, question.wrong, question.asked));
    if (!question.instead.empty())
      list += "<br>\n" +
              view::escaped_markup(filled(words.report_said, given_instead(question, language)));
    if (!question.right.empty())
      list +=
          "<br>\n" + view::escaped_markup(filled(words.report_right_is,
                                                 answer_told(question, question.right, language)));
    list += "</li>\n";
  }
  return fmt::format(
      "<!DOCTYPE html>\n<html lang=\"{0}\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
      "'unsafe-inline'\">\n<meta name=\"viewport\" content=\"width=device-width\">\n"
      "<title>{1}</title>\n<style>{2}</style>\n</head>\n<body>\n<main>\n<h1>{1}</h1>\n"
      "<div class=\"wide\" tabindex=\"0\" role=\"region\" "
      "aria-label=\"{1}\">\n<table>\n<thead>\n{3}"
      "</thead>\n<tbody>\n{4}</tbody>\n</table>\n</div>\n<h2>{5}</h2>\n<ol>\n{6}</ol>\n</main>\n"
      "</body>\n</html>\n",
      view::words(language).picture.tag, view::escaped_markup(words.report_title), kStyle, head,
      rows, view::escaped_markup(words.report_questions), list);
}

std::string class_csv(const ClassReport& report) {
  std::string text = "name,when,version,about,question,answer,right,result\n";
  const Wording& words = wording(Language::english);
  for (const auto& person : report.people()) {
    for (const auto& [number, answer] : person.answers) {
      const ClassReport::Question& question = report.questions()[number];
      text +=
          fmt::format("{},{},{},{},{},{},{},{}\n", csv(person.name), csv(person.when),
                      csv(person.version), csv(question.about), csv(question.text),
                      csv(answer.given), csv(question.right), result_told(answer.result, words));
    }
  }
  return text;
}

}  // namespace app
