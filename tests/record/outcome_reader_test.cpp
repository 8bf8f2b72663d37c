#include "core/record/outcome_reader.hpp"

#include <string>

#include "core/record/record_reader.hpp"
#include "tests/support/catch.hpp"

namespace {

const std::string kReport =
    R"({"type":"outcome","lesson":"shared","demo":"race","lines":[["parent","a"],["p","b"]],"possible":true,"schedules":1,"seen":3,"schedule":"1x3"}
{"type":"outcome","lesson":"shared","demo":"race","lines":[],"possible":true,"schedules":1,"seen":0,"schedule":"1","ending":"deadlock","reason":"all wait","turning_point":5}
{"type":"end","lesson":"shared","demo":"race","exhaustive":true,"schedules":3,"outcomes":123456789012345678901234567890,"runs":3}
)";

std::string complaint(const std::string& bytes) {
  try {
    record::read_outcomes(bytes);
  } catch (const record::RecordError& error) {
    return error.what();
  }
  return {};
}

}  // namespace

TEST_CASE("A report of outcomes is read with what tells them apart") {
  const auto reports = record::read_outcomes(kReport + kReport);
  REQUIRE(reports.size() == 2);
  const record::OutcomeReport& report = reports.front();
  CHECK(report.lesson == "shared");
  CHECK(report.exhaustive);
  CHECK(!report.only_seen);
  REQUIRE(report.rows.size() == 2);
  CHECK(report.rows[0].outcome.lines[1] == record::Outcome::Line{"p", "b"});
  CHECK(report.rows[0].outcome.is_ok());
  CHECK(report.rows[1].outcome.ending == "deadlock");
  CHECK(report.rows[1].turning_point == 5);
}

TEST_CASE("A report is told from a recorded run by its first line") {
  CHECK(record::is_outcome_report(kReport));
  CHECK(!record::is_outcome_report(R"({"type":"run","schema":1})"));
  CHECK(!record::is_outcome_report(""));
  CHECK(!record::is_outcome_report("\xff\xfe"));
  CHECK(!record::is_outcome_report("[1,2]"));
}

TEST_CASE("What is no report is refused with its line") {
  CHECK_THAT(complaint(""), ContainsSubstring("empty"));
  CHECK_THAT(complaint(kReport.substr(0, kReport.find('\n') + 1)), ContainsSubstring("middle"));
  CHECK_THAT(complaint(kReport + "{}\n"), ContainsSubstring("line 4"));
  CHECK_THAT(complaint(R"({"type":"outcome","lesson":1})"), ContainsSubstring("line 1"));
  CHECK_THAT(complaint(R"({"type":"quiz","lesson":"a","demo":"b"})"), ContainsSubstring("quiz"));
}
