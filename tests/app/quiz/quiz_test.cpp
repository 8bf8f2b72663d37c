#include "app/quiz/quiz.hpp"

#include <string>

#include "tests/app/session/questions.hpp"
#include "tests/support/catch.hpp"

// Which question is due, and its result. Nothing here forks: points and events
// are made up, and the page is a real one.

namespace {

using namespace tests;
using app::QuestionSurvey;
using app::Quiz;
using lessons::Question;

const lessons::Demo& variables() {
  const auto& demo = lessons::catalogue()[0].demos[1];
  REQUIRE(demo.name == "variables");
  return demo;
}

const Question& question(std::size_t index) {
  return lessons::questions_about(variables().page)[index];
}

/// Its first question is about outcomes: 3, 9, or both. Nine is right.
constexpr std::size_t kThree = 0;
constexpr std::size_t kNine = 1;

QuestionSurvey survey(std::optional<std::size_t> right = kNine) {
  QuestionSurvey survey;
  survey.right = {right, std::nullopt};
  survey.schedules = 6;
  survey.exhaustive = right.has_value();
  return survey;
}

choice::Role role(const std::string& name, int line,
                  choice::Standing standing = choice::Standing::ready) {
  choice::Role role;
  role.name = name;
  role.standing = standing;
  role.next.file = variables().page.file();
  role.next.line = line;
  return role;
}

choice::Point point_of(std::vector<choice::Role> roles) {
  choice::Point point;
  point.roles = std::move(roles);
  return point;
}

choice::Point before(const Question& question) {
  return point_of(
      {role(std::string(question.who), lessons::line_of(question.before, variables().page))});
}

Quiz opened(const QuestionSurvey& about = survey()) {
  Quiz quiz;
  quiz.open("fork", variables(), lessons::questions_about(variables().page), about);
  quiz.begin({});
  return quiz;
}

}  // namespace

TEST_CASE("A question is due when its process stands before its act") {
  const Quiz quiz = opened();
  const int line = lessons::line_of(question(0).before, variables().page);
  CHECK(quiz.due(point_of({role("parent", line)})) == &question(0));
  CHECK(quiz.due(point_of({role("child-1", 1), role("parent", line)})) == &question(0));
  CHECK(quiz.due(point_of({role("parent", line, choice::Standing::blocked)})) == &question(0));
  CHECK(quiz.due(point_of({role("parent", line - 1)})) == nullptr);
  CHECK(quiz.due(point_of({role("child-1", line)})) == nullptr);
  CHECK(quiz.due(point_of({role("parent", line, choice::Standing::asleep)})) == nullptr);
  choice::Role elsewhere = role("parent", line);
  elsewhere.next.file = "another.cpp";
  CHECK(quiz.due(point_of({elsewhere})) == nullptr);
  CHECK(quiz.due(point_of({})) == nullptr);
}

TEST_CASE("A question is asked once, also after a step back") {
  Quiz quiz = opened();
  quiz.take(question(0), kThree);
  CHECK(quiz.due(before(question(0))) == nullptr);
  quiz.begin({});
  CHECK(quiz.due(before(question(0))) == nullptr);
  CHECK(quiz.due(before(question(1))) == &question(1));
}

TEST_CASE("What the run has shown already is not asked any more") {
  Quiz quiz = opened();
  quiz.event(printed("parent", "parent: source is 9, at 0x1"));
  CHECK(quiz.due(before(question(0))) == nullptr);
  quiz.event(printed("parent", "process 1 ends with source = 9"));
  CHECK(quiz.due(before(question(1))) == &question(1));  // the child may still come there
  quiz.event(printed("child-1", "process 2 ends with source = 4"));
  CHECK(quiz.due(before(question(1))) == nullptr);
  quiz.begin({});
  CHECK(quiz.due(before(question(0))) == &question(0));
}

TEST_CASE("A question about outcomes is not asked unless all of them are known") {
  const Quiz quiz = opened(survey(std::nullopt));
  CHECK(quiz.due(before(question(0))) == nullptr);
  CHECK(quiz.due(before(question(1))) == &question(1));
}

TEST_CASE("An answer is revealed by the run, once, and by no earlier act") {
  Quiz quiz = opened();
  quiz.take(question(0), kThree);
  quiz.event(printed("child-1", "child: source is 4, at 0x1"));
  CHECK(quiz.news().empty());
  quiz.event(printed("parent", "parent: source is 9, at 0x1"));
  const auto news = quiz.news();
  REQUIRE(news.size() == 1);
  CHECK(news[0].question == &question(0));
  CHECK(news[0].lesson == "fork");
  CHECK(news[0].demo == "variables");
  CHECK(news[0].given == kThree);
  CHECK(news[0].right == kNine);
  CHECK(news[0].schedules == 6);
  CHECK_FALSE(news[0].is_right());
  CHECK(quiz.news().empty());
  // After a step back it is already known.
  quiz.begin({});
  quiz.event(printed("parent", "parent: source is 9, at 0x1"));
  quiz.end(ended("ok"));
  CHECK(quiz.news().empty());
}

TEST_CASE("What nothing has shown is revealed by the end, if the run ends by itself") {
  Quiz quiz = opened();
  quiz.take(question(0), kNine);
  quiz.end(ended("interrupted"));
  CHECK(quiz.news().empty());
  CHECK_FALSE(quiz.predictions()[0].right);
  quiz.begin({});
  quiz.end(ended("ok"));
  REQUIRE(quiz.news().size() == 1);
  CHECK(quiz.predictions()[0].is_right());
}

TEST_CASE("A question that was skipped is revealed, too, and is not right") {
  Quiz quiz = opened();
  quiz.take(question(0), std::nullopt);
  quiz.event(printed("parent", "parent: source is 9, at 0x1"));
  const auto news = quiz.news();
  REQUIRE(news.size() == 1);
  CHECK_FALSE(news[0].given);
  CHECK(news[0].right == kNine);
  CHECK_FALSE(news[0].is_right());
}

TEST_CASE("What was asked in one demo is kept in the next") {
  Quiz quiz = opened();
  quiz.take(question(0), kNine);
  quiz.event(printed("parent", "parent: source is 9, at 0x1"));
  quiz.open("fork", lessons::catalogue()[0].demos[0], {}, {});
  quiz.begin({});
  REQUIRE(quiz.predictions().size() == 1);
  CHECK(quiz.predictions()[0].is_right());
  CHECK(quiz.due(before(question(1))) == nullptr);
}
