#include "app/quiz/evidence.hpp"

#include "tests/app/session/questions.hpp"
#include "tests/support/catch.hpp"

// What a run proves about the answers to a question. Nothing here forks.

namespace {

using namespace tests;
using app::Evidence;

constexpr std::size_t kHeads = 0;
constexpr std::size_t kTails = 1;
constexpr std::size_t kBoth = 2;

}  // namespace

TEST_CASE("An answer is proved once it alone has all that was seen") {
  const auto question = coin();
  Evidence evidence(question);
  evidence.begin({});
  CHECK_FALSE(evidence.proved());
  evidence.event(printed("child-1", "heads"));
  CHECK_FALSE(evidence.proved());  // tails may still come
  evidence.event(printed("child-1", "tails"));
  CHECK(evidence.proved() == kBoth);
}

TEST_CASE("At its end a run proves the answer that has just what was seen") {
  const auto question = coin();
  Evidence evidence(question);
  evidence.begin({});
  evidence.event(printed("child-1", "heads"));
  evidence.end(ended("ok"));
  CHECK(evidence.is_complete());
  CHECK(evidence.proved() == kHeads);
}

TEST_CASE("What was proved stays, whatever is seen later, and another run begins anew") {
  const auto question = first_to_end();
  Evidence evidence(question);
  evidence.begin({});
  evidence.event(ends("child-1"));
  CHECK(evidence.proved() == 1);
  evidence.event(ends("parent"));
  evidence.end(ended("ok"));
  CHECK(evidence.proved() == 1);
  evidence.begin({});
  CHECK_FALSE(evidence.proved());
  CHECK(evidence.seen().none());
}

TEST_CASE("A run that was ended from outside proves nothing by its end") {
  const auto question = coin();
  Evidence evidence(question);
  evidence.begin({});
  evidence.event(printed("child-1", "heads"));
  evidence.end(ended("interrupted"));
  CHECK_FALSE(evidence.is_complete());
  CHECK_FALSE(evidence.proved());
}

TEST_CASE("A sign belongs to a process, and may have to come before or after a line") {
  const auto question = order();
  Evidence evidence(question);
  evidence.begin({});
  evidence.event(printed("parent", "tick"));  // the child is meant
  CHECK(evidence.seen().none());
  evidence.event(printed("child-1", "tock"));  // after a tick of another process
  CHECK(evidence.proved() == 1);
  evidence.begin({});
  evidence.event(printed("child-1", "tock"));
  CHECK(evidence.proved() == 0);
}

TEST_CASE("How a run ends is a sign, too") {
  const auto question = stuck();
  Evidence evidence(question);
  for (const auto& [status, answer] : {std::pair("ok", 0), std::pair("deadlock", 1)}) {
    evidence.begin({});
    evidence.end(ended(status));
    CHECK(evidence.proved() == answer);
  }
  evidence.begin({});
  evidence.end(ended("hung"));
  CHECK_FALSE(evidence.proved());
}

TEST_CASE("What several runs have shown together is the sum of their signs") {
  const auto question = coin();
  Evidence evidence(question);
  evidence.event(printed("child-1", "heads"));
  auto all = evidence.seen();
  evidence.begin({});
  evidence.event(printed("child-1", "tails"));
  CHECK(evidence.answer_with(evidence.seen()) == kTails);
  all |= evidence.seen();
  CHECK(evidence.answer_with(all) == kBoth);
  CHECK_FALSE(evidence.answer_with({}));
}

TEST_CASE("A sign may be one text or another") {
  auto question = coin();
  for (const auto answer : {kHeads, kBoth}) question.answers[answer].signs[0].text = "heads|king";
  Evidence evidence(question);
  for (const char* line : {"it is heads", "a king"}) {
    evidence.begin({});
    evidence.event(printed("child-1", line));
    CHECK(evidence.answer_with(evidence.seen()) == kHeads);
  }
  evidence.begin({});
  evidence.event(printed("child-1", "the queen"));
  CHECK(evidence.seen().none());
}
