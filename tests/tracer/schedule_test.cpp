#include <string>

#include "tests/tracer/traced.hpp"

// Programs that are held to a schedule, or to random choices from a seed.

namespace tests {
namespace {

const Arguments kBothSpeak = {kCorpus, "both-speak"};

/// The controlled run as data that two runs of one schedule have in common.
Arguments as_data(const Arguments& program, Arguments options) {
  options.insert(options.end(), {"--format", "jsonl", "--ids", "stable", "--time", "none"});
  return trace_of(program, options);
}

/// Without its first line, which holds the command line.
std::string without_start(const std::string& record) {
  return record.substr(record.find('\n') + 1);
}

TEST_CASE("the schedule that a run tells gives the same bytes again, for every seed") {
  const support::NothingLeft nothing_left;
  const Arguments pipeline = {"sh", "-c", "(echo b; echo a) | sort & echo c; wait; echo d"};
  for (const Arguments& program : {kBothSpeak, pipeline}) {
    for (const char* seed : {"1", "2", "3"}) {
      CAPTURE(program, seed);
      const Finished first = mpdemo(as_data(program, {"--seed", seed}));
      REQUIRE(first.status == exited(0));
      const std::string schedule = lawful_run_in(first.output).end.schedule;
      REQUIRE(first.error.find("mpdemo trace --schedule " + schedule + " -- ") !=
              std::string::npos);
      const Finished again = mpdemo(as_data(program, {"--schedule", schedule}));
      CHECK(again.status == exited(0));
      CHECK(without_start(again.output) == without_start(first.output));
      CHECK(without_start(mpdemo(as_data(program, {"--seed", seed})).output) ==
            without_start(first.output));
    }
  }
}

TEST_CASE("a schedule decides which of two processes prints first") {
  const support::NothingLeft nothing_left;
  CHECK(mpdemo(trace_of(kBothSpeak, {"--schedule", "1x2", "--format", "raw"})).output ==
        "from the parent\nfrom the child\n");
  CHECK(mpdemo(trace_of(kBothSpeak, {"--schedule", "1.2", "--format", "raw"})).output ==
        "from the child\nfrom the parent\n");
}

TEST_CASE("a schedule that does not fit says at which choice, and which process could go on") {
  const support::NothingLeft nothing_left;
  const Finished finished = mpdemo(trace_of(kBothSpeak, {"--schedule", "1x2.7"}));
  CHECK(finished.status == exited(1));
  CHECK(finished.output.find("choice 3 of 3 is process 7, which does not exist yet") !=
        std::string::npos);
}

TEST_CASE("sleeps are virtual: they end in the order of their times, at once") {
  const support::NothingLeft nothing_left;
  const Finished finished =
      mpdemo(trace_of({"sh", "-c", "(sleep 4000; echo last) & (sleep 2000; echo first) & wait"},
                      {"--schedule", "1", "--format", "raw"}));
  CHECK(finished.status == exited(0));
  CHECK(finished.output == "first\nlast\n");
}

TEST_CASE("a sleep that a signal ends under a schedule ends its process") {
  const support::NothingLeft nothing_left;
  const Finished finished = mpdemo(
      trace_of({"sh", "-c", "sleep 4000 & kill $!; wait $!"}, {"--seed", "1", "--format", "raw"}));
  CHECK(finished.status == exited(128 + SIGTERM));
}

TEST_CASE("a deadlock under a seed is told as one, with status 1") {
  const support::NothingLeft nothing_left;
  const Finished finished = mpdemo(trace_of({kCorpus, "never-closed"}, {"--seed", "1"}));
  CHECK(finished.status == exited(1));
  CHECK(finished.output.find("nobody can go on, so mpdemo ended them") != std::string::npos);
}

TEST_CASE("a controlled program has the same addresses in every run") {
  const support::NothingLeft nothing_left;
  const Arguments maps = {"grep", "-c", "stack", "/proc/self/maps"};
  CHECK(mpdemo(trace_of(maps, {"--seed", "1", "--format", "raw"})).output == "1\n");
  const Arguments stack = {"sh", "-c", "cut -d ' ' -f 28 /proc/self/stat"};
  const auto start_of_stack = [&] {
    return mpdemo(trace_of(stack, {"--seed", "1", "--format", "raw"})).output;
  };
  CHECK(start_of_stack() == start_of_stack());
}

}  // namespace
}  // namespace tests
