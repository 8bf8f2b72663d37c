#include "app/quiz_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "core/trace/json_string.hpp"
#include "core/view/wrap.hpp"

namespace app {
namespace {

/// However narrow the terminal is: so many columns are needed to wrap at all.
std::size_t at_least(std::size_t width) {
  constexpr std::size_t kNarrow = 20;
  return std::max(width, kNarrow);
}

std::string_view trimmed(std::string_view line) {
  const auto first = line.find_first_not_of(' ');
  return first == std::string_view::npos ? std::string_view() : line.substr(first);
}

std::string_view text_of(const Prediction& prediction, std::size_t answer) {
  return prediction.question->answers[answer].text;
}

/// How a prediction turned out, in one or two words.
std::string_view mark_of(const Prediction& prediction) {
  if (!prediction.given) return "skipped";
  if (!prediction.right) return "open";
  return prediction.is_right() ? "right" : "missed";
}

std::string number_or_null(const std::optional<std::size_t>& answer) {
  return answer ? std::to_string(*answer + 1) : "null";
}

/// How it is known: nobody has to believe it.
std::string how_known(const Prediction& prediction) {
  if (prediction.schedules == 0) return {};
  const std::string_view whose = prediction.question->in_small ? " of a smaller run" : "";
  return prediction.schedules == 1
             ? fmt::format(" (One schedule{} stands for all.)", whose)
             : fmt::format(" (All {} schedules{} were tried.)", prediction.schedules, whose);
}

}  // namespace

std::string question_text(const lessons::Question& question, const lessons::Page& page,
                          std::size_t width) {
  width = at_least(width);
  const int line = lessons::line_of(question.before, page);
  std::string text = fmt::format("{:>6}  {}\n\n", line, trimmed(page.line(line)));
  text += fmt::format("? {}\n", view::wrapped(question.text, width - 2, 2));
  int number = 0;
  for (const auto& answer : question.answers) {
    text += fmt::format("    {}  {}\n", ++number, view::wrapped(answer.text, width - 7, 7));
  }
  return text;
}

std::string verdict_text(const Prediction& prediction, std::size_t width) {
  if (!prediction.right) return {};
  width = at_least(width);
  const std::string answer =
      fmt::format("{} \"{}\"", *prediction.right + 1, text_of(prediction, *prediction.right));
  const std::string verdict =
      !prediction.given ? fmt::format("The answer: {}.", answer)
      : prediction.is_right()
          ? fmt::format("You said {}: right.", answer)
          : fmt::format("You said {}: not this time, it is {}.", *prediction.given + 1, answer);
  const std::string reason =
      fmt::format("{}{}", prediction.question->reason, how_known(prediction));
  return fmt::format("! {}\n  {}\n", view::wrapped(verdict, width - 2, 2),
                     view::wrapped(reason, width - 2, 2));
}

std::string summary_text(const std::vector<Prediction>& predictions, std::size_t width) {
  const auto count = [&](auto is_one) {
    return std::count_if(predictions.begin(), predictions.end(), is_one);
  };
  const auto given = count([](const Prediction& one) { return one.given.has_value(); });
  if (given == 0) return {};
  width = at_least(width);
  const auto right = count([](const Prediction& one) { return one.is_right(); });
  std::string text = fmt::format("Predictions: {} of {} right\n", right, given);
  for (const auto& one : predictions) {
    const std::string line = fmt::format("{}/{}: {}", one.lesson, one.demo, one.question->text);
    text += fmt::format("  {:<8}{}\n", mark_of(one), view::wrapped(line, width - 10, 10));
  }
  return text;
}

std::string quiz_report(const std::vector<Prediction>& predictions) {
  std::string report;
  for (const auto& one : predictions) {
    report += "{\"type\":\"quiz\",\"lesson\":";
    trace::append_json_string(report, one.lesson);
    report += ",\"demo\":";
    trace::append_json_string(report, one.demo);
    report += ",\"question\":";
    trace::append_json_string(report, one.question->text);
    report += ",\"answers\":[";
    for (const auto& answer : one.question->answers) {
      if (&answer != &one.question->answers.front()) report += ',';
      trace::append_json_string(report, answer.text);
    }
    const bool tried = one.question->truth == lessons::Question::Truth::outcomes;
    report +=
        fmt::format("],\"given\":{},\"right\":[{}],\"how\":\"{}\",\"skipped\":{}}}\n",
                    number_or_null(one.given), one.right ? std::to_string(*one.right + 1) : "",
                    tried ? "outcomes" : "run", one.given ? "false" : "true");
  }
  report += fmt::format("{{\"type\":\"end\",\"questions\":{}}}\n", predictions.size());
  return report;
}

}  // namespace app
