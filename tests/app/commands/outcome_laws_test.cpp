#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "tests/app/mpdemo.hpp"

// What must hold of the outcomes of every page, and of pages with more of them than
// anybody can list.

namespace {

using namespace tests;
using nlohmann::json;

/// What a survey of a demo has told, as data.
struct Told {
  std::vector<json> outcomes;
  json end;
};

Told told_by(const std::string& output) {
  Told told;
  for (const auto& line : lines_of(output)) told.outcomes.push_back(json::parse(line));
  REQUIRE_FALSE(told.outcomes.empty());
  told.end = told.outcomes.back();
  told.outcomes.pop_back();
  REQUIRE(told.end.at("type") == "end");
  return told;
}

const Arguments kWholly = {"--outcomes", "--budget", "60s", "--format", "jsonl"};

/// Every demo over mp that has not too many outcomes, and every program in C that a lesson
/// shows, but for two that take ten seconds each, as those in Python do: a soak has them. That
/// a signal comes before a process has done anything since its last call is not tried yet.
std::vector<Arguments> pages() {
  std::vector<Arguments> all = {{"pool/default", "--workers", "1", "--tasks", "2"},
                                {"pool/default", "--workers", "2", "--tasks", "1"},
                                {"pool/default", "--workers", "5", "--tasks", "1"}};
  for (const auto& lesson : json::parse(mpdemo({"list", "--format", "json"}).output)) {
    for (const auto& demo : lesson.at("demos")) {
      const std::string id = demo.at("id");
      const bool is_quick = demo.at("language") == "c++" || demo.at("language") == "c";
      const bool is_other = id.starts_with("pool/") || id.starts_with("signal/") ||
                            id == "sync/bounded" || id == "sync/readers-writers";
      if (is_quick && !is_other) all.push_back({id});
    }
  }
  CHECK(all.size() > 35);
  return all;
}

/// Whether each child has printed its lines in order.
bool is_merge(const json& outcome) {
  std::map<std::string, int> printed;
  for (const auto& line : outcome.at("lines")) {
    const int number = ++printed[line.at(0)];
    if (line.at(1) != "line " + std::to_string(number)) return false;
  }
  return true;
}

}  // namespace

TEST_CASE(
    "Of every page: each listed schedule gives its output, byte for byte, and what free runs "
    "come to is possible",
    "[slow]") {
  const support::NothingLeft nothing_left;
  for (const Arguments& page : pages()) {
    CAPTURE(page);
    const Finished finished =
        mpdemo(together(page, together(kWholly, {"--runs", "10", "--list", "6"})));
    CHECK(finished.status == exited(0));
    for (const auto& outcome : told_by(finished.output).outcomes) {
      CAPTURE(outcome.dump());
      CHECK(outcome.at("possible") == true);
      std::string printed;
      for (const auto& line : outcome.at("lines")) printed += line.at(1).get<std::string>() + "\n";
      const Finished again = mpdemo(together(
          page, {"--schedule", outcome.at("schedule"), "--format", "raw", "--ids", "stable"}));
      CHECK(again.output == printed);
    }
  }
}

TEST_CASE("Of every page of which all is proved: in every order the map is the same, to the byte",
          "[slow]") {
  const support::NothingLeft nothing_left;
  std::size_t proved = 0;
  for (const Arguments& page : pages()) {
    CAPTURE(page);
    const auto explored = [&](const Arguments& more) {
      const Arguments wholly = {"--outcomes", "--runs", "0", "--budget", "60s", "--format", "json"};
      return json::parse(mpdemo(together(page, together(wholly, more))).output).at(0);
    };
    const json one = explored({});
    if (one.at("end").at("exhaustive") != true) continue;
    CHECK(explored({"--every-order"}).at("map").dump() == one.at("map").dump());
    ++proved;
  }
  CHECK(proved > 30);
}

TEST_CASE("What pages in C can come to is proved, as the acts upon all that they share are seen",
          "[slow]") {
  const support::NothingLeft nothing_left;
  const std::map<std::string, int> known = {{"sync/philosophers", 30},
                                            {"sync/philosophers-ordered", 20},
                                            {"sync/philosophers-seats", 24},
                                            {"pipe/pipeline", 1},
                                            {"pipe/full", 1},
                                            {"pipe/turns", 2},
                                            {"pipe/no-end", 1},
                                            {"file/append", 4},
                                            {"file/seek", 4},
                                            {"wait/order", 18},
                                            {"signal/pending", 2},
                                            {"signal/reaped", 1},
                                            {"signal/pause", 2},
                                            {"signal/jobs", 2},
                                            {"signal/masked", 1}};
  for (const auto& [demo, outcomes] : known) {
    CAPTURE(demo);
    const Finished finished =
        mpdemo(together({demo}, together(kWholly, {"--runs", "0", "--list", "0"})));
    const Told told = told_by(finished.output);
    CHECK(told.end.at("exhaustive") == true);
    CHECK(told.end.at("outcomes") == outcomes);
    CHECK(finished.error.empty());
  }
}

TEST_CASE("Data lists all outcomes up to ten thousand, and text fifty of them") {
  const support::NothingLeft nothing_left;
  const auto listed = [](const std::string& demo) {
    return told_by(misbehave(demo, together(kWholly, {"--runs", "0"})).output);
  };
  const Told some = listed("merges");
  CHECK(some.end.at("outcomes") == 3432);  // 14 over 7
  std::set<std::string> different;
  for (const auto& outcome : some.outcomes) {
    REQUIRE(is_merge(outcome));
    different.insert(outcome.at("lines").dump());
  }
  CHECK(different.size() == 3432);
  const Told many = listed("many-merges");
  CHECK(many.end.at("exhaustive") == true);
  CHECK(many.end.at("outcomes") == 756'756);  // 15! / 5! / 5! / 5!
  CHECK(many.outcomes.size() == 10'000);
  const Finished text = misbehave("merges", {"--outcomes", "--runs", "0", "--budget", "60s"});
  CHECK_THAT(text.output, StartsWith("bad/merges: 3,432 possible outcomes, all proved"));
  CHECK(times(" again: ", text.output) == 50);
}

TEST_CASE("Interrupted, a search tells what it knows: not all, and no more than there is") {
  const support::NothingLeft nothing_left;
  Program program(kFixture,
                  together({"bad", "--demo", "countless-merges"},
                           together(kWholly, {"--runs", "0", "--jobs", "4", "--list", "20"})));
  REQUIRE(support::eventually([&] { return support::children_of(program.pid()).size() >= 4; }));
  program.send_signal(SIGINT);
  CHECK(program.wait() == os::ExitStatus::killed(SIGINT));
  CHECK(support::no_process_left_within(2));
  const Told told = told_by(program.output());
  CHECK(told.end.at("interrupted") == true);
  CHECK(told.end.at("exhaustive") == false);
  CHECK_FALSE(told.end.at("reasons").empty());
  // 25! / 5! ^ 5
  CHECK(told.end.at("outcomes").get<double>() <= 623'360'743'125'120.0);
  for (const auto& outcome : told.outcomes) CHECK(is_merge(outcome));
}

TEST_CASE("Killed while eight processes search for it, mpdemo leaves none of them") {
  const support::NothingLeft nothing_left;
  Program program(kFixture, together({"bad", "--demo", "countless-merges"},
                                     together(kWholly, {"--jobs", "8"})));
  REQUIRE(support::eventually([&] { return support::children_of(program.pid()).size() >= 8; }));
  CHECK(end_with(SIGKILL, program) == os::ExitStatus::killed(SIGKILL));
}
