#include "app/quiz/quiz_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "app/language/wording.hpp"
#include "core/record/json_string.hpp"
#include "core/view/formatting/display_width.hpp"
#include "core/view/formatting/wrap.hpp"
#include "core/view/model/words.hpp"

namespace app {
namespace {

using view::filled;

/// The fewest columns in which text can be wrapped, however narrow the terminal
/// is.
std::size_t at_least(std::size_t width) {
  constexpr std::size_t kNarrow = 20;
  return std::max(width, kNarrow);
}

std::string_view trimmed(std::string_view line) {
  const auto first = line.find_first_not_of(' ');
  return first == std::string_view::npos ? std::string_view() : line.substr(first);
}

std::string quoted(const Prediction& prediction, std::size_t answer, Language language) {
  const std::string_view text = prediction.question->answers[answer].text;
  return filled(wording(language).quoted, answer + 1, in(language, text));
}

/// The result of a prediction in one or two words.
std::string_view mark_of(const Prediction& prediction, const Wording& words) {
  if (!prediction.given) return words.skipped;
  if (!prediction.right) return words.open;
  return prediction.is_right() ? words.right : words.missed;
}

/// `text` in that language, then in English, each with a newline.
std::string in_both(std::string_view text, Language language, std::size_t width,
                    std::size_t indent) {
  std::string both;
  if (const auto translated = translation(language, text))
    both = view::wrapped(*translated, width, indent) + '\n' + std::string(indent, ' ');
  return both + view::wrapped(text, width, indent) + '\n';
}

std::string number_or_null(const std::optional<std::size_t>& answer) {
  return answer ? std::to_string(*answer + 1) : "null";
}

/// How the right answer is known, as proof.
std::string how_known(const Prediction& prediction, const Wording& words) {
  if (prediction.schedules == 0) return {};
  const bool in_small = prediction.question->in_small;
  if (prediction.schedules == 1)
    return std::string(in_small ? words.one_small_tried : words.one_tried);
  return filled(in_small ? words.small_tried : words.all_tried, prediction.schedules);
}

}  // namespace

std::string question_text(const lessons::Question& question, const lessons::Page& page,
                          std::size_t width, Language language) {
  width = at_least(width);
  const int line = lessons::line_of(question.before, page);
  std::string text = fmt::format("{:>6}  {}\n\n", line, trimmed(page.line(line)));
  text += "? " + in_both(question.text, language, width - 2, 2);
  int number = 0;
  for (const auto& answer : question.answers) {
    text += fmt::format("    {}  {}", ++number, in_both(answer.text, language, width - 7, 7));
  }
  return text;
}

std::string verdict_text(const Prediction& prediction, std::size_t width, Language language) {
  if (!prediction.right) return {};
  width = at_least(width);
  const Wording& words = wording(language);
  const std::string answer = quoted(prediction, *prediction.right, language);
  const std::string verdict = !prediction.given ? filled(words.the_answer, answer)
                              : prediction.is_right()
                                  ? filled(words.said_right, answer)
                                  : filled(words.said_wrong, *prediction.given + 1, answer);
  const std::string_view english = prediction.question->reason;
  const std::string reason =
      fmt::format("{}{}", in(language, english), how_known(prediction, words));
  std::string text = fmt::format("! {}\n  {}\n", view::wrapped(verdict, width - 2, 2),
                                 view::wrapped(reason, width - 2, 2));
  if (translation(language, english))
    text += fmt::format("  {}\n", view::wrapped(english, width - 2, 2));
  return text;
}

std::string summary_text(const std::vector<Prediction>& predictions, std::size_t width,
                         Language language) {
  const auto count = [&](auto is_one) {
    return std::count_if(predictions.begin(), predictions.end(), is_one);
  };
  const auto given = count([](const Prediction& one) { return one.given.has_value(); });
  if (given == 0) return {};
  width = at_least(width);
  const Wording& words = wording(language);
  const auto right = count([](const Prediction& one) { return one.is_right(); });
  std::string text = filled(words.predictions, right, given) + "\n";
  for (const auto& one : predictions) {
    const std::string mark = view::pad_right(std::string(mark_of(one, words)), 8);
    const std::string about = fmt::format("{}/{}: ", one.lesson, one.demo);
    text += fmt::format(
        "  {}{}\n", mark,
        view::wrapped(about + std::string(in(language, one.question->text)), width - 10, 10));
    if (translation(language, one.question->text))
      text += fmt::format("{:10}{}\n", "", view::wrapped(one.question->text, width - 10, 10));
    if (!one.right || one.is_right()) continue;
    const std::string answer = filled(words.the_answer, quoted(one, *one.right, language));
    text += fmt::format("{:10}{}\n", "", view::wrapped(answer, width - 10, 10));
  }
  return text;
}

std::string quiz_report(const std::vector<Prediction>& predictions,
                        const std::optional<QuizTaker>& taker) {
  std::string report;
  for (const auto& one : predictions) {
    report += "{\"type\":\"quiz\",\"lesson\":";
    record::append_json_string(report, one.lesson);
    report += ",\"demo\":";
    record::append_json_string(report, one.demo);
    report += ",\"question\":";
    record::append_json_string(report, one.question->text);
    report += ",\"answers\":[";
    for (const auto& answer : one.question->answers) {
      if (&answer != &one.question->answers.front()) report += ',';
      record::append_json_string(report, answer.text);
    }
    const bool tried = one.question->truth == lessons::Question::Truth::outcomes;
    report +=
        fmt::format("],\"given\":{},\"right\":[{}],\"how\":\"{}\",\"skipped\":{}}}\n",
                    number_or_null(one.given), one.right ? std::to_string(*one.right + 1) : "",
                    tried ? "outcomes" : "run", one.given ? "false" : "true");
  }
  report += fmt::format("{{\"type\":\"end\",\"questions\":{}", predictions.size());
  if (taker) {
    report += ",\"name\":";
    record::append_json_string(report, taker->who);
    report += fmt::format(",\"when\":\"{}\",\"version\":\"{}\"", taker->when, taker->version);
  }
  return report + "}\n";
}

}  // namespace app
