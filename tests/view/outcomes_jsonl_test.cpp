#include <nlohmann/json.hpp>
#include <sstream>

#include "core/view/outcomes/outcomes.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/runs/outcome_reports.hpp"

using namespace support;
using nlohmann::json;

namespace {

std::vector<json> lines_of(const record::OutcomeReport& report) {
  std::istringstream text(view::outcomes_jsonl(report));
  std::vector<json> lines;
  for (std::string line; std::getline(text, line);) lines.push_back(json::parse(line));
  return lines;
}

}  // namespace

TEST_CASE("outcomes as data are one JSON object a line, with an end") {
  CHECK(
      view::outcomes_jsonl(two_orders()) ==
      R"({"type":"outcome","lesson":"process","demo":"no-join","lines":[["parent","about to start"],["parent","Process end"],["child-1","here, from test"]],"possible":true,"schedules":5,"seen":191,"schedule":"0"}
{"type":"outcome","lesson":"process","demo":"no-join","lines":[["parent","about to start"],["child-1","here, from test"],["parent","Process end"]],"possible":true,"schedules":1,"seen":9,"schedule":"1x3.2x2.1"}
{"type":"end","lesson":"process","demo":"no-join","exhaustive":true,"schedules":6,"cut":0,"pruned":false,"runs":200}
)");
}

TEST_CASE("data says nothing of possible outcomes where nobody looked for them") {
  CHECK(
      view::outcomes_jsonl(only_seen()) ==
      R"({"type":"outcome","lesson":"trace","demo":"homework","lines":[["child-1","working"],["parent","done"]],"seen":46}
{"type":"outcome","lesson":"trace","demo":"homework","lines":[["parent","done"],["child-1","working"]],"seen":13,"ending":"exited with 3"}
{"type":"outcome","lesson":"trace","demo":"homework","lines":[["child-1","working"]],"seen":1,"ending":"hung","reason":"gave up after 10 s"}
{"type":"end","lesson":"trace","demo":"homework","runs":60}
)");
}

TEST_CASE("data tells an ending that is not normal, and why") {
  const auto lines = lines_of(deadlock());
  REQUIRE(lines.size() == 3);
  CHECK(!lines[0].contains("ending"));
  CHECK(!lines[0].contains("reason"));
  CHECK(lines[1].at("ending") == "deadlock");
  CHECK(lines[1].at("reason") ==
        "parent waits for queue-1, child-1 waits for lock-1, and nobody else is left");
  CHECK(lines[1].at("seen") == 0);
  CHECK(lines[2].at("cut") == 1034);
  CHECK(lines[2].at("pruned") == true);
  CHECK(lines[2].at("speed") == 100);
}

TEST_CASE("data has no schedule for an outcome that none leads to") {
  auto report = two_orders();
  report.rows[1] = {report.rows[1].outcome, false, 0, 9, "", ""};
  report.rows[0].schedule = "";
  const auto lines = lines_of(report);
  CHECK(lines[0].at("schedule").get<std::string>().empty());
  CHECK(lines[1].at("possible") == false);
  CHECK(lines[1].at("schedules") == 0);
  CHECK(!lines[1].contains("schedule"));
}

TEST_CASE("data tells that exploring was interrupted, and that sleeps were honoured") {
  auto report = two_orders();
  CHECK(!lines_of(report).back().contains("interrupted"));
  CHECK(!lines_of(report).back().contains("honours_sleep"));
  report.interrupted = true;
  report.honours_sleep = true;
  report.exhaustive = false;
  CHECK(lines_of(report).back().at("interrupted") == true);
  CHECK(lines_of(report).back().at("honours_sleep") == true);
  CHECK(lines_of(report).back().at("exhaustive") == false);
}

TEST_CASE("data has all outcomes and all of their lines") {
  CHECK(lines_of(forty()).size() == 41);
  auto report = two_orders();
  for (int i = 0; i < 1000; ++i) report.rows[0].outcome.lines.push_back({"parent", "more"});
  CHECK(lines_of(report)[0].at("lines").size() == 1003);
}

TEST_CASE("whatever bytes were printed, outcomes as data are JSON and harmless") {
  auto report = two_orders();
  report.demo = "\"quoted\"";
  report.rows[0].outcome.lines[0] = {"\xFFname", "caf\xE9 \x1b[2J\n\u202E 进程 🎉"};
  const auto lines = lines_of(report);
  CHECK(lines[0].at("demo") == "\"quoted\"");
  CHECK(lines[0].at("lines")[0] == json({"\uFFFDname", "caf\uFFFD \x1b[2J\n\u202E 进程 🎉"}));
  for (const char byte : view::outcomes_jsonl(report)) {
    CHECK((byte == '\n' || static_cast<unsigned char>(byte) >= ' '));
  }
}
