#include <string>

#include "tests/tracer/unchanged/settings.hpp"

// The order of the output of several processes or streams: exact, even without
// finished lines.

namespace tests {
namespace {

/// Runs it ten times in each form that leaves a program its own output; each
/// time both streams, which are one pipe, must give `expected`.
void check_order(const Arguments& command, const std::string& expected) {
  const support::NothingLeft nothing_left;
  Stand stand(Setting::one_pipe);
  CHECK(stand.run(command).output == expected);
  for (int round = 0; round < 10; ++round) {
    CAPTURE(round);
    CHECK(stand.trace(command, {"--format", "raw"}).output == expected);
    CHECK(stand.record(command).output == expected);
    CHECK(told_by(lawful_run_in(stand.record())).both == expected);
  }
}

TEST_CASE("a script that writes o and e by turns on two streams is printed as oeoeoe") {
  check_order({"sh", "-c", "for i in 1 2 3; do printf o; printf e >&2; done"}, "oeoeoe");
}

TEST_CASE("two processes that take strict turns are printed letter by letter in turn") {
  std::string letters;
  for (int i = 0; i < 20; ++i) letters += "ab";
  check_order(support::command_of("output/letters_in_turn.c"), letters + "\n");
}

TEST_CASE("a question on standard error comes before its answer on standard output") {
  check_order({"sh", "-c", "printf 'Checking... ' >&2; echo ok"}, "Checking... ok\n");
}

TEST_CASE("each letter of a strict turn is recorded as its writer's") {
  const support::NothingLeft nothing_left;
  Stand stand(Setting::pipes);
  stand.record(support::command_of("output/letters_in_turn.c"));
  for (const auto& event : events_of(lawful_run_in(stand.record()), probe::Kind::output)) {
    const bool is_childs = event.act.text.find('b') != std::string::npos;
    CHECK(event.name == (is_childs ? "child-1" : "parent"));
    CHECK((event.act.text.find('a') == std::string::npos || !is_childs));
  }
}

}  // namespace
}  // namespace tests
