#include "app/check/judge.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "app/check/check_report.hpp"
#include "app/survey/passive_audience.hpp"
#include "app/survey/schedule_trials.hpp"
#include "core/mp/lock.hpp"
#include "core/mp/process.hpp"
#include "core/mp/say.hpp"
#include "core/mp/sleep.hpp"
#include "core/stage/stage.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/nothing_left.hpp"

// Verdicts on programs whose states can all be explored, and what reports say of them.

namespace {

using app::Exercise;
using app::Goal;
using app::GoalVerdict;
using app::Judge;
using app::Verdict;
using Kind = Goal::Kind;
using What = Verdict::What;
using How = GoalVerdict::How;
using mp::say;

choice::Runner runner_of(const std::function<void()>& body) {
  return stage::runner({"test", "page", {"mpdemo"}, body});
}

Goal judged(Kind kind, std::vector<std::string> words) {
  Goal made;
  made.kind = kind;
  made.words = std::move(words);
  made.says = "It is so.";
  return made;
}

/// Work comes before the report; the two are still two, and either may be done by its own.
Exercise report_last() {
  Exercise exercise;
  exercise.name = "join";
  exercise.title = "The report comes last";
  exercise.goals = {judged(Kind::order, {"worker: work", "parent: report"}),
                    judged(Kind::once, {"worker: work", "parent: report"}),
                    judged(Kind::ends, {"ok"})};
  Goal two;
  two.kind = Kind::processes;
  two.least = 2;
  two.keeps = true;
  two.points = 0;
  two.says = "There are still two processes.";
  exercise.goals.push_back(two);
  return exercise;
}

Verdict proved(const Exercise& exercise, const std::function<void()>& body) {
  app::PassiveAudience audience;
  Judge judge(exercise, audience, [](std::uint64_t) { return true; });
  app::SurveyTerms terms;
  terms.budget = std::chrono::seconds(30);
  return judge.prove(app::explorer_of(runner_of(body), terms), terms);
}

mp::Process worker() {
  mp::Process process([] { say("work"); });
  process.name("worker").start();
  return process;
}

void joins_late() {
  auto one = worker();
  say("report");
  one.join();
}

void joins() {
  auto one = worker();
  one.join();
  say("report");
}

void sleeps() {
  auto one = worker();
  mp::sleep_for(std::chrono::seconds(1));
  say("report");
  one.join();
}

void works_alone() {
  say("work");
  say("report");
}

}  // namespace

TEST_CASE("a program that can go wrong is not solved, and the shortest way to that is shown") {
  const support::NothingLeft nothing_left;
  for (const auto& body : {joins_late, sleeps}) {
    const Exercise exercise = report_last();
    const Verdict verdict = proved(exercise, body);
    CHECK(verdict.what == What::not_solved);
    CHECK(verdict.goals[0].how == How::broken);
    CHECK(verdict.goals[1].how == How::met);
    CHECK(verdict.goals[3].how == How::met);
    CHECK(verdict.points(exercise) == 2);
    const app::FoundRun* shown = verdict.shown();
    REQUIRE(shown);
    REQUIRE(shown->outcome.lines.size() == 2);
    CHECK(shown->outcome.lines[0].text == "report");
    // It is a run that can be made again.
    app::PassiveAudience audience;
    record::OutcomeCollector collector;
    choice::RunOptions options;
    options.mode = record::Mode::controlled;
    options.schedule = shown->schedule;
    const choice::Result result = runner_of(body)(options, collector, audience);
    CHECK_FALSE(result.misfit);
    CHECK(collector.outcome().lines == shown->outcome.lines);
  }
}

TEST_CASE("solved is what holds in every run, and what gives up the concurrency is refused") {
  const support::NothingLeft nothing_left;
  const Exercise exercise = report_last();
  const Verdict solved = proved(exercise, joins);
  CHECK(solved.what == What::solved);
  CHECK(solved.points(exercise) == 3);
  CHECK(solved.reasons.empty());
  Exercise by_anybody = exercise;
  by_anybody.goals[0].words = {"*: work", "*: report"};
  by_anybody.goals[1].words = {"*: work", "*: report"};
  const Verdict refused = proved(by_anybody, works_alone);
  CHECK(refused.what == What::refused);
  CHECK(refused.points(by_anybody) == 0);
  Exercise either_first = exercise;
  either_first.goals = {judged(Kind::possible, {"parent: report", "worker: work"})};
  CHECK(proved(either_first, joins).what == What::not_solved);
  CHECK(proved(either_first, joins_late).what == What::solved);
}

TEST_CASE("without time nothing is proved") {
  const support::NothingLeft nothing_left;
  const Exercise exercise = report_last();
  app::PassiveAudience audience;
  Judge judge(exercise, audience, [](std::uint64_t) { return true; });
  app::SurveyTerms no_time;
  no_time.budget = {};
  const Verdict verdict = judge.prove(app::explorer_of(runner_of(joins), {}), no_time);
  CHECK(verdict.what == What::not_proved);
  CHECK(verdict.reasons == std::vector<std::string>{"the time was up"});
}

TEST_CASE("a deadlock is found with the choice after which no run ends well") {
  const support::NothingLeft nothing_left;
  Exercise exercise;
  exercise.goals = {judged(Kind::ends, {"ok"})};
  const Verdict verdict = proved(exercise, [] {
    mp::Lock one;
    mp::Lock other;
    const auto take = [](mp::Lock& first, mp::Lock& second) {
      first.acquire();
      second.acquire();
      second.release();
      first.release();
    };
    mp::Process ann([&] { take(one, other); });
    mp::Process ben([&] { take(other, one); });
    ann.name("ann").start();
    ben.name("ben").start();
    ann.join();
    ben.join();
  });
  REQUIRE(verdict.what == What::not_solved);
  CHECK(verdict.shown()->outcome.ending == "deadlock");
  CHECK(verdict.shown()->turning_point > 0);
  CHECK(verdict.shown()->turning_point <= verdict.shown()->schedule.size());
}

TEST_CASE("reports of a verdict are read by their readers, with points and reasons") {
  const support::NothingLeft nothing_left;
  const Exercise exercise = report_last();
  app::Checked bad{&exercise, "a<b>.c", proved(exercise, joins_late)};
  bad.who = "Ann \"A\" & Co";
  bad.when = "2026-01-31T09:15:00.123456Z";
  app::Checked broken{&exercise, "c.c", {}};
  broken.trouble = "It does not compile: x.c:1: error";
  const app::Checked good{&exercise, "d.c", proved(exercise, joins)};
  const std::vector<app::Checked> all = {bad, broken, good};
  const auto json = nlohmann::json::parse(app::check_json(all));
  REQUIRE(json.size() == 3);
  CHECK(json[0]["verdict"] == "not_solved");
  CHECK(json[0]["name"] == bad.who);
  CHECK(json[0]["points"] == 2);
  CHECK(json[0]["goals"][0]["schedule"].get<std::string>() ==
        bad.verdict.shown()->schedule.to_string());
  CHECK(json[1]["verdict"] == "broken");
  CHECK(json[2]["verdict"] == "solved");
  const auto gradescope = nlohmann::json::parse(app::check_gradescope(bad));
  CHECK(gradescope["score"] == 2);
  CHECK(gradescope["tests"].size() == 4);
  const auto variable = [](const char* name) -> std::optional<std::string> { return name; };
  const auto classroom = nlohmann::json::parse(app::check_classroom(good, variable));
  CHECK(classroom["schema"] == "classroom50/result/v1");
  CHECK(classroom["assignment"] == "ASSIGNMENT");
  CHECK(classroom["score"] == classroom["max-score"]);
  CHECK_THAT(app::check_junit(all), ContainsSubstring("name=\"Ann &quot;A&quot; &amp; Co\""));
  const std::string tap = app::check_tap(all);
  CHECK_THAT(tap, StartsWith("TAP version 13\n1..12\n"));
  CHECK_THAT(tap, ContainsSubstring("ok 12 - d.c: "));
  CHECK_THAT(app::check_csv(all), ContainsSubstring("\"Ann \"\"A\"\" & Co\",not_solved,2,3,"));
  const std::string table = app::check_table(all, app::Language::english);
  CHECK(std::count(table.begin(), table.end(), '\n') == 3);
}
