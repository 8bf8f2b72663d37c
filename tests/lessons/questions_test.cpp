#include <algorithm>
#include <cctype>
#include <set>

#include "core/probe/act.hpp"
#include "lessons/question.hpp"
#include "tests/lessons/every_demo.hpp"
#include "tests/support/catch.hpp"

namespace {

using lessons::Question;

void for_each_question(const std::function<void(const Question&, const lessons::Page&)>& check) {
  for_each_demo([&](const lessons::Lesson&, const lessons::Demo& demo) {
    for (const auto& question : lessons::questions_about(demo.page)) {
      CAPTURE(question.text);
      check(question, demo.page);
    }
  });
}

/// One sentence, or two if the first introduces the second.
bool is_short(std::string_view text) {
  constexpr std::size_t kTwoLines = 110;
  return text.size() <= kTwoLines;
}

bool is_one_sentence(std::string_view text) {
  return text.ends_with('.') && text.find(". ") == text.npos;
}

/// The valid kinds of a sign.
bool is_known(std::string_view kind) {
  return kind == "print" || kind == "exit" || kind == "signal" || kind == "ok" ||
         kind == "deadlock";
}

}  // namespace

TEST_CASE("every demo asks at least one question") {
  for_each_demo([](const lessons::Lesson&, const lessons::Demo& demo) {
    CHECK_FALSE(lessons::questions_about(demo.page).empty());
  });
}

TEST_CASE("all questions are about pages of the catalogue") {
  std::set<std::string_view> pages;
  for_each_demo(
      [&](const lessons::Lesson&, const lessons::Demo& demo) { pages.insert(demo.page.file()); });
  for (const auto& [page, questions] : lessons::all_questions()) {
    CAPTURE(page);
    CHECK(pages.contains(page));
  }
}

TEST_CASE("a question names code that its page has exactly once") {
  for_each_question([](const Question& question, const lessons::Page& page) {
    CHECK_FALSE(question.who.empty());
    const int line = lessons::line_of(question.before, page);
    CAPTURE(question.before);
    REQUIRE(line > 0);
    CHECK(page.line(line).find(question.before) != std::string_view::npos);
    CHECK_FALSE(page.prose(line).empty());
  });
}

TEST_CASE("a question is short, has two to four different answers, and a reason in a sentence") {
  for_each_question([](const Question& question, const lessons::Page&) {
    CHECK(question.text.ends_with('?'));
    CHECK(is_short(question.text));
    CHECK(is_short(question.reason));
    CHECK(is_one_sentence(question.reason));
    CHECK(question.answers.size() >= 2);
    CHECK(question.answers.size() <= 4);
    std::set<std::string_view> texts;
    for (const auto& answer : question.answers) {
      texts.insert(answer.text);
      CHECK(answer.text.size() <= 72);
      CHECK_FALSE(answer.text.ends_with('.'));
      // Keys are digits: an answer that began with one would look like another.
      CHECK(std::isdigit(static_cast<unsigned char>(answer.text.front())) == 0);
    }
    CHECK(texts.size() == question.answers.size());
  });
}

TEST_CASE("no two answers have the same signs, and each has one that can be seen") {
  for_each_question([](const Question& question, const lessons::Page&) {
    const auto& answers = question.answers;
    for (auto one = answers.begin(); one != answers.end(); ++one) {
      CAPTURE(one->text);
      CHECK_FALSE(one->signs.empty());
      for (const auto& sign : one->signs) CHECK(is_known(sign.kind));
      CHECK(std::none_of(one + 1, answers.end(), [&](const lessons::AnswerOption& other) {
        return std::is_permutation(one->signs.begin(), one->signs.end(), other.signs.begin(),
                                   other.signs.end());
      }));
    }
  });
}

TEST_CASE("code is found on a page if it is there once") {
  const lessons::Page page("page.cpp", "one();\ntwo();\ntwo();\n\nthree();");
  CHECK(lessons::line_of("one()", page) == 1);
  CHECK(lessons::line_of("three()", page) == 5);
  CHECK(lessons::line_of("two()", page) == 0);
  CHECK(lessons::line_of("four()", page) == 0);
  CHECK(lessons::line_of("", page) == 0);
}

TEST_CASE("questions fit a demo with the names and numbers of its page, held before each act") {
  lessons::Parameters held;
  CHECK_FALSE(lessons::questions_fit(held));  // too many increments to hold before each
  held.increments = 2;
  CHECK(lessons::questions_fit(held));
  held.workers = 7;
  CHECK(lessons::questions_fit(held));
  for (const auto change : {+[](lessons::Parameters& p) { p.tasks = 2; },
                            +[](lessons::Parameters& p) { p.items = {"a"}; },
                            +[](lessons::Parameters& p) { p.processes = 3; },
                            +[](lessons::Parameters& p) { p.increments = 3; }}) {
    lessons::Parameters other = held;
    change(other);
    CHECK_FALSE(lessons::questions_fit(other));
  }
}

TEST_CASE("a page that nobody asks about has no questions") {
  CHECK(lessons::questions_about(lessons::Page("page.cpp", "")).empty());
}
