#include "tests/support/runs/outcome_reports.hpp"

#include <string>

namespace support {
namespace {

record::OutcomeReport report_of(const std::string& lesson, const std::string& demo) {
  record::OutcomeReport report;
  report.lesson = lesson;
  report.demo = demo;
  report.command = "mpdemo " + lesson + " --demo " + demo;
  report.exhaustive = true;
  return report;
}

}  // namespace

record::OutcomeReport two_orders() {
  const record::Outcome::Line start{"parent", "about to start"};
  const record::Outcome::Line parent{"parent", "Process end"};
  const record::Outcome::Line child{"child-1", "here, from test"};
  record::OutcomeReport report = report_of("process", "no-join");
  report.rows = {{{{start, parent, child}, "ok"}, true, 5, 191, "0", ""},
                 {{{start, child, parent}, "ok"}, true, 1, 9, "1x3.2x2.1", ""}};
  report.schedules = 6;
  report.runs = 200;
  return report;
}

record::OutcomeReport deadlock() {
  const record::Outcome::Line parent{"parent", "I have the lock, and now I want the queue as well"};
  const record::Outcome::Line child{"child-1", "I have the queue, and now I want the lock as well"};
  record::OutcomeReport report = report_of("queue", "greedy");
  report.rows = {{{{parent, child}, "ok"}, true, 38, 200, "0", ""},
                 {{{child}, "deadlock"},
                  true,
                  2,
                  0,
                  "1",
                  "parent waits for queue-1, child-1 waits for lock-1, and nobody else is left"}};
  report.schedules = 40;
  report.cut = 1034;
  report.pruned = true;
  report.runs = 200;
  report.speed = 100;
  return report;
}

record::OutcomeReport only_seen() {
  const record::Outcome::Line parent{"parent", "done"};
  const record::Outcome::Line child{"child-1", "working"};
  record::OutcomeReport report;
  report.lesson = "trace";
  report.demo = "homework";
  report.only_seen = true;
  report.runs = 60;
  report.rows = {{{{child, parent}, "ok"}, false, 0, 46, "", ""},
                 {{{parent, child}, "exited with 3"}, false, 0, 13, "", ""},
                 {{{child}, "hung"}, false, 0, 1, "", "gave up after 10 s"}};
  return report;
}

record::OutcomeReport forty() {
  record::OutcomeReport report = report_of("pool", "many");
  for (unsigned i = 0; i < 40; ++i) {
    const std::string number = std::to_string(i);
    report.rows.push_back(
        {{{{"worker-1", "task " + number}}, "ok"}, true, 10, i < 2 ? 25u : 0u, number, ""});
  }
  report.schedules = 400;
  report.runs = 50;
  return report;
}

}  // namespace support
