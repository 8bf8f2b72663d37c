#include "core/record/outcome.hpp"

#include <algorithm>

#include "core/record/outcome_table.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/runs/timelines.hpp"

using namespace support;
using namespace record;

namespace {

Outcome outcome_of(const Timeline& run) {
  OutcomeCollector collector;
  play(run, collector);
  return collector.outcome();
}

Outcome printing(const std::string& text, const std::string& ending = "ok") {
  return {{{"parent", text}}, ending};
}

}  // namespace

TEST_CASE("an outcome is who printed what, in order") {
  CHECK(outcome_of(TimelineBuilder("a", "b")
                       .starts(kParent)
                       .prints(kParent, "before")
                       .forks(kParent, kChild)
                       .starts(kChild)
                       .prints(kChild, "below")
                       .prints(kParent, "below")
                       .timeline()) ==
        Outcome{{{"parent", "before"}, {"child-1", "below"}, {"parent", "below"}}, "ok"});
}

TEST_CASE("an outcome has a line for each line that was written, in whatever way") {
  CHECK(outcome_of(TimelineBuilder("a", "b")
                       .starts(kParent)
                       .prints(kParent, "one\ntwo")
                       .prints(kParent, "")
                       .prints(kParent, "three\n")
                       .writes(kParent, "four\n\nfive\n")
                       .writes(kParent, "\n")
                       .writes(kParent, "unfinished")
                       .timeline())
            .lines == std::vector<Outcome::Line>{{"parent", "one"},
                                                 {"parent", "two"},
                                                 {"parent", ""},
                                                 {"parent", "three"},
                                                 {"parent", ""},
                                                 {"parent", "four"},
                                                 {"parent", ""},
                                                 {"parent", "five"},
                                                 {"parent", ""},
                                                 {"parent", "unfinished"}});
}

TEST_CASE("a line that is written in pieces is one line, and stands where it was finished") {
  const auto lines = outcome_of(TimelineBuilder("a", "b")
                                    .starts(kParent)
                                    .writes(kParent, "be")
                                    .forks(kParent, kChild)
                                    .starts(kChild)
                                    .writes(kChild, "whole\nlast")
                                    .writes(kParent, "gun\n")
                                    .writes(kParent, "left")
                                    .exits(kChild)
                                    .timeline())
                         .lines;
  CHECK(lines ==
        std::vector<Outcome::Line>{
            {"child-1", "whole"}, {"parent", "begun"}, {"child-1", "last"}, {"parent", "left"}});
}

TEST_CASE("an outcome tells how the run ended") {
  CHECK(outcome_of(fork_parent_first()).is_ok());
  CHECK(outcome_of(killed_child()).ending == "failed");
  CHECK(printing("x") != printing("x", "deadlock"));
}

TEST_CASE("a collector begins anew with each run") {
  OutcomeCollector collector;
  play(killed_child(), collector);
  play(orphan(), collector);
  CHECK(collector.outcome() == outcome_of(orphan()));
}

TEST_CASE("outcomes have an order: by their lines, then by their ending") {
  const std::vector<Outcome> sorted = {
      {{}, "deadlock"},
      {{}, "ok"},
      {{{"child-1", "b"}}, "ok"},
      {{{"parent", "a"}}, "ok"},
      {{{"parent", "a"}, {"child-1", "b"}}, "ok"},
      {{{"parent", "b"}}, "ok"},
  };
  CHECK(std::is_sorted(sorted.begin(), sorted.end()));
  CHECK(std::adjacent_find(sorted.begin(), sorted.end()) == sorted.end());
}

TEST_CASE("a table counts schedules and runs of each outcome") {
  OutcomeTable table;
  table.add_schedule(printing("a"), "0x3", "");
  table.add_schedule(printing("b"), "0.1", "");
  table.add_schedule(printing("a"), "0", "");
  table.add_run(printing("b"));
  table.add_run(printing("b"));
  table.add_run(printing("c"));
  CHECK(table.schedules() == 3);
  CHECK(table.runs() == 3);
  CHECK(table.rows() == std::vector<OutcomeRow>{
                            {printing("b"), true, 1, 2, "0.1", ""},
                            {printing("c"), false, 0, 1, "", ""},
                            {printing("a"), true, 2, 0, "0", ""},
                        });
}

TEST_CASE("a table keeps the shortest schedule, and of equally short ones the first") {
  OutcomeTable table;
  for (const char* schedule : {"0.1.0", "1.1", "2.2", "3.3.3"})
    table.add_schedule(printing("a"), schedule);
  CHECK(table.rows().at(0).schedule == "1.1");
  table.add_schedule(printing("a"), "");
  table.add_schedule(printing("a"), "1");
  CHECK(table.rows().at(0).schedule.empty());
}

TEST_CASE("a table keeps the first reason of an outcome that did not end well") {
  OutcomeTable table;
  table.add_run(printing("a", "deadlock"));
  table.add_schedule(printing("a", "deadlock"), "0", "parent waits for child-1");
  table.add_schedule(printing("a", "deadlock"), "1", "child-1 waits for parent");
  table.add_schedule(printing("a"), "2", "no matter");
  CHECK(table.rows().at(0).reason == "parent waits for child-1");
  CHECK(table.rows().at(1).reason.empty());
}

TEST_CASE("what was seen comes first, then what ends badly, then the rest in order") {
  OutcomeTable table;
  for (const char* text : {"d", "c", "b"}) table.add_possible(printing(text), {"1", "", 0});
  for (const char* text : {"f", "e"}) table.add_possible(printing(text, "deadlock"), {"2", "", 0});
  table.add_run(printing("g"));
  table.add_run(printing("h", "failed"));
  for (const char* text : {"b", "i", "i", "i", "a"}) table.add_schedule(printing(text), "3");
  std::string order;
  for (const OutcomeRow& row : table.rows()) order += row.outcome.lines[0].text;
  CHECK(order == "hgefabcdi");
  table.forget_unlisted();
  order.clear();
  for (const OutcomeRow& row : table.rows()) order += row.outcome.lines[0].text;
  CHECK(order == "hgefbcd");
}

TEST_CASE("the rows of a table do not depend on the order of the runs") {
  std::vector<Outcome> outcomes;
  for (const char* text : {"a", "b", "c", "d", "e", "f"}) outcomes.push_back(printing(text));
  const auto rows = [&] {
    OutcomeTable table;
    for (const Outcome& outcome : outcomes) {
      const char letter = outcome.lines[0].text[0];
      table.add_schedule(outcome, "0");
      if (letter == 'e') table.add_schedule(outcome, "1");
      if (letter == 'c' || letter == 'b') table.add_run(outcome);
      if (letter == 'd') table.add_run(outcome);
      if (letter == 'd') table.add_run(outcome);
    }
    return table.rows();
  };
  const auto first = rows();
  std::string order;
  for (const OutcomeRow& row : first) order += row.outcome.lines[0].text;
  CHECK(order == "dbcaef");
  std::reverse(outcomes.begin(), outcomes.end());
  CHECK(rows() == first);
}
