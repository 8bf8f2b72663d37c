#include <set>

#include "app/quiz/quiz.hpp"
#include "tests/app/mpdemo.hpp"
#include "tests/support/pages/stage_run.hpp"

// Each of the catalogue's questions has exactly one right answer: those about
// outcomes over all schedules, those about the run in any order.

namespace {

using namespace tests;
using lessons::Question;
using Truth = lessons::Question::Truth;

void for_each_demo(const std::function<void(const lessons::Lesson&, const lessons::Demo&)>& check) {
  for (const auto& lesson : lessons::pages_over_mp()) {
    for (const auto& demo : lesson.demos) {
      CAPTURE(lesson.name, demo.name);
      check(lesson, demo);
    }
  }
}

app::SurveyTerms within(std::chrono::nanoseconds budget) {
  app::SurveyTerms terms;
  terms.budget = budget;
  return terms;
}

stage::RunSpec spec_of(const lessons::Lesson& lesson, const lessons::Demo& demo,
                       const lessons::Parameters& parameters = lessons::for_trying_schedules()) {
  return {std::string(lesson.name), std::string(demo.name), {}, [&demo, parameters] {
            demo.run(parameters);
          }};
}

/// The parameters of a held page, but with two workers on every machine.
lessons::Parameters held() {
  lessons::Parameters parameters;
  parameters.workers = 2;
  parameters.increments = 2;
  return parameters;
}

void feed(const record::Timeline& run, record::Consumer& consumer) {
  consumer.begin(run.run);
  for (const auto& event : run.events) consumer.event(event);
  consumer.end(run.end);
}

/// A run with random choices.
record::Timeline any_run(const lessons::Demo& demo, std::uint64_t seed) {
  choice::AnyOrder any_order(seed);
  choice::RunOptions run_options;
  run_options.scheduler = &any_order;
  return support::run_controlled([&] { demo.run(held()); }, run_options).timeline;
}

/// All questions that are due in a run where only Enter is pressed.
std::set<const Question*> due_in_a_session(const lessons::Lesson& lesson, const lessons::Demo& demo,
                                           const app::QuestionSurvey& survey) {
  app::Quiz quiz;
  quiz.open(lesson.name, demo, lessons::questions_about(demo.page), survey);
  quiz.begin({});
  std::set<const Question*> asked;
  support::Follower audience;
  support::run_held([&] { demo.run(held()); }, audience);
  for (const auto& point : audience.points) {
    while (const Question* question = quiz.due(point)) {
      asked.insert(question);
      quiz.take(*question, std::nullopt);
    }
  }
  return asked;
}

}  // namespace

TEST_CASE("Each question about outcomes has one right answer, all schedules tried") {
  const support::NothingLeft nothing_left;
  for_each_demo([](const lessons::Lesson& lesson, const lessons::Demo& demo) {
    const auto& questions = lessons::questions_about(demo.page);
    const auto survey =
        app::explore(spec_of(lesson, demo), questions, within(std::chrono::seconds(60)));
    for (std::size_t i = 0; i < questions.size(); ++i) {
      CAPTURE(questions[i].text);
      CHECK(survey.right[i].has_value() == (questions[i].truth == Truth::outcomes));
    }
  });
}

TEST_CASE("Fewer names and numbers change no answer") {
  const support::NothingLeft nothing_left;
  for_each_demo([](const lessons::Lesson& lesson, const lessons::Demo& demo) {
    // Trying all schedules of a whole pool takes too long.
    const auto& questions = lessons::questions_about(demo.page);
    if (lesson.name == "pool" || !questions.front().in_small) return;
    const app::SurveyTerms terms = within(std::chrono::seconds(60));
    const auto small = app::explore(spec_of(lesson, demo), questions, terms);
    const auto whole = app::explore(spec_of(lesson, demo, held()), questions, terms);
    REQUIRE(whole.exhaustive);
    CHECK(small.schedules < whole.schedules);
    CHECK(small.right == whole.right);
  });
}

TEST_CASE("Each question about the run has the same right answer in every order") {
  const support::NothingLeft nothing_left;
  for_each_demo([](const lessons::Lesson&, const lessons::Demo& demo) {
    for (const auto& question : lessons::questions_about(demo.page)) {
      if (question.truth != Truth::run) continue;
      CAPTURE(question.text);
      std::set<std::size_t> proved;
      app::Evidence evidence(question);
      for (std::uint64_t seed = 1; seed <= 10; ++seed) {
        CAPTURE(seed);
        feed(any_run(demo, seed), evidence);
        REQUIRE(evidence.proved());
        proved.insert(*evidence.proved());
      }
      CHECK(proved.size() == 1);
    }
  });
}

TEST_CASE("Each question is due in a session that goes on with Enter alone") {
  const support::NothingLeft nothing_left;
  for_each_demo([](const lessons::Lesson& lesson, const lessons::Demo& demo) {
    const auto& questions = lessons::questions_about(demo.page);
    app::QuestionSurvey all_known;
    all_known.right.assign(questions.size(), 0);
    CHECK(due_in_a_session(lesson, demo, all_known).size() == questions.size());
  });
}

TEST_CASE("A demo whose schedules do not end within the budget leaves its outcomes open") {
  const support::NothingLeft nothing_left;
  const auto& shared = lessons::pages_over_mp().back();
  const auto& race = shared.demos[2];
  REQUIRE(race.name == "race");
  const auto survey = app::explore(spec_of(shared, race), lessons::questions_about(race.page),
                                   within(std::chrono::milliseconds(2)));
  CHECK_FALSE(survey.exhaustive);
  for (const auto& right : survey.right) CHECK_FALSE(right);
}
