#include "core/view/outcomes/outcomes.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/runs/outcome_reports.hpp"

// Seen outcomes, without a search for possible ones.

using namespace support;
using view::outcomes_text;

TEST_CASE("where nobody looked for possible outcomes, those seen are a table that says so") {
  CHECK(outcomes_text(only_seen(), {}) ==
        R"(trace/homework: 3 outcomes seen in 60 runs
There may be other outcomes: each run shows one, and rare ones take many runs.

  #  seen        printed, in order
  1    46  77 %  child-1: working | parent: done
  2    13  22 %  parent: done | child-1: working | then: exited with 3
  3     1   2 %  child-1: working | then: hung — gave up after 10 s

)");
}

TEST_CASE("outcomes that were seen, and no others, are paragraphs and sentences, too") {
  auto report = only_seen();
  report.rows[0].outcome.lines[0].text += std::string(60, '.');
  report.interrupted = true;
  report.runs = 1;
  report.rows.resize(1);
  report.rows[0].seen = 1;
  CHECK_THAT(outcomes_text(report, {}), StartsWith(R"(trace/homework: 1 outcome seen in 1 run
Interrupted: these are the results so far.
There may be other outcomes: each run shows one, and rare ones take many runs.

  1  seen in 1 of 1 run (100 %)
     child-1  working...)"));
  CHECK_THAT(outcomes_text(only_seen(), {.plain = true}),
             ContainsSubstring("\nOutcome 2: seen in 13 of 60 runs (22 %).\n"
                               "  parent prints: done\n"
                               "  child-1 prints: working\n"
                               "  then: exited with 3.\n"));
}
