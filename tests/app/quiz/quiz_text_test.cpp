#include "app/quiz/quiz_text.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/view/formatting/display_width.hpp"
#include "tests/app/mpdemo.hpp"
#include "tests/app/session/questions.hpp"

// The texts of a quiz. Nothing here forks.

namespace {

using namespace tests;
using app::Prediction;
using nlohmann::json;

constexpr std::size_t kWide = 80;
constexpr lessons::Page kPage{"page.cpp", "// A page.\n  toss(coin);\n"};

Prediction prediction(const lessons::Question& question, std::optional<std::size_t> given,
                      std::optional<std::size_t> right, std::uint64_t schedules = 0) {
  return {"lesson", "demo", &question, given, right, schedules};
}

}  // namespace

TEST_CASE("A question is shown with its code, and its answers with their keys") {
  CHECK(app::question_text(coin(), kPage, kWide) ==
        "     2  toss(coin);\n\n"
        "? Which side?\n"
        "    1  Heads\n"
        "    2  Tails\n"
        "    3  One after the other\n");
}

TEST_CASE("A verdict says what was said, what is right, and why") {
  const auto question = coin();
  CHECK(app::verdict_text(prediction(question, 1, 1), kWide) ==
        "! You said 2 \"Tails\": right.\n"
        "  A coin has two sides.\n");
  CHECK(app::verdict_text(prediction(question, 0, 1), kWide) ==
        "! You said 1. No: it is 2 \"Tails\".\n"
        "  A coin has two sides.\n");
  CHECK(app::verdict_text(prediction(question, std::nullopt, 1), kWide) ==
        "! The answer: 2 \"Tails\".\n"
        "  A coin has two sides.\n");
  CHECK(app::verdict_text(prediction(question, 1, std::nullopt), kWide).empty());
}

TEST_CASE("What follows from all schedules says how many were tried") {
  const auto question = coin();
  CHECK_THAT(app::verdict_text(prediction(question, 1, 1, 4), kWide),
             ContainsSubstring("two sides. (All 4 schedules were tried.)\n"));
  CHECK_THAT(app::verdict_text(prediction(question, 1, 1, 1), kWide),
             ContainsSubstring("two sides. (Every order has the same result.)\n"));
  auto in_small = coin();
  in_small.in_small = true;
  CHECK_THAT(app::verdict_text(prediction(in_small, 1, 1, 4), kWide),
             ContainsSubstring("(All 4 schedules of a smaller run were tried.)\n"));
  CHECK_THAT(app::verdict_text(prediction(in_small, 0, 1, 1), kWide),
             ContainsSubstring("(Every order of a smaller run has the same result.)\n"));
}

TEST_CASE("The summary counts what was answered, and has the answer of what was missed") {
  const auto question = coin();
  CHECK(app::summary_text(
            {prediction(question, 1, 1), prediction(question, 0, 1),
             prediction(question, std::nullopt, 1), prediction(question, 0, std::nullopt)},
            kWide) ==
        "Predictions: 1 of 3 right\n"
        "  right   lesson/demo: Which side?\n"
        "  missed  lesson/demo: Which side?\n"
        "          The answer: 2 \"Tails\".\n"
        "  skipped lesson/demo: Which side?\n"
        "          The answer: 2 \"Tails\".\n"
        "  open    lesson/demo: Which side?\n");
}

TEST_CASE("Who predicts nothing gets no summary") {
  const auto question = coin();
  CHECK(app::summary_text({}, kWide).empty());
  CHECK(app::summary_text({prediction(question, std::nullopt, 1)}, kWide).empty());
}

TEST_CASE("The report has an object for each question, and an end") {
  const auto question = coin();
  const auto lines = lines_of(app::quiz_report(
      {prediction(question, 0, 1), prediction(question, std::nullopt, std::nullopt)}));
  REQUIRE(lines.size() == 3);
  CHECK(json::parse(lines[0]) == json{{"type", "quiz"},
                                      {"lesson", "lesson"},
                                      {"demo", "demo"},
                                      {"question", "Which side?"},
                                      {"answers", {"Heads", "Tails", "One after the other"}},
                                      {"given", 1},
                                      {"right", json::array({2})},
                                      {"how", "run"},
                                      {"skipped", false}});
  const json skipped = json::parse(lines[1]);
  CHECK(skipped.at("given").is_null());
  CHECK(skipped.at("right") == json::array());
  CHECK(skipped.at("skipped") == true);
  CHECK(json::parse(lines[2]) == json{{"type", "end"}, {"questions", 2}});
  CHECK(lines_of(app::quiz_report({})).size() == 1);
}

TEST_CASE("A report says who answered, when and with which version, if that was asked") {
  const auto lines =
      lines_of(app::quiz_report({}, app::QuizTaker{"Ann \"A\"", "2026-01-31", "1.2"}));
  CHECK(json::parse(lines.back()) == json{{"type", "end"},
                                          {"questions", 0},
                                          {"name", "Ann \"A\""},
                                          {"when", "2026-01-31"},
                                          {"version", "1.2"}});
}

TEST_CASE("All that is asked and told fits into 80 columns, and survives a narrow terminal") {
  for (const auto& lesson : lessons::pages_over_mp()) {
    for (const auto& demo : lesson.demos) {
      for (const auto& question : lessons::questions_about(demo.page)) {
        CAPTURE(question.text);
        const std::string asked = app::question_text(question, demo.page, kWide);
        const std::string told = app::verdict_text(prediction(question, 0, 1, 204), kWide);
        for (const auto& line : lines_of(asked + told)) CHECK(view::display_width(line) <= kWide);
        // With the keys and a prompt it leaves room for earlier output.
        CHECK(std::count(asked.begin(), asked.end(), '\n') <= 10);
        CHECK_FALSE(app::question_text(question, demo.page, 1).empty());
      }
    }
  }
}
