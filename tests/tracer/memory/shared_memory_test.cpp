#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "tests/tracer/unchanged/settings.hpp"

// Accesses of C programs to memory that they share by mmap(2): each is an act, so that all
// outcomes can be known.

namespace tests {
namespace {

using nlohmann::json;

struct Survey {
  std::set<std::string> outcomes;  ///< the lines that were printed, or how else it ended
  json end;
};

Survey survey_of(const Arguments& program, const Arguments& options = {}) {
  Arguments words = {"--outcomes", "--runs", "0", "--format", "jsonl", "--budget", "60s"};
  words.insert(words.end(), options.begin(), options.end());
  const Finished finished = mpdemo(trace_of(program, words));
  Survey survey;
  for (const std::string& text : lines_of(finished.output)) {
    const json line = json::parse(text);
    if (line["type"] == "end") {
      survey.end = line;
      continue;
    }
    std::string printed;
    for (const auto& one : line["lines"]) printed += one[1].get<std::string>() + "\n";
    if (line.value("ending", "ok") != "ok") printed += line["ending"].get<std::string>();
    survey.outcomes.insert(printed);
  }
  return survey;
}

record::Timeline timeline_of(const Arguments& program, const Arguments& options) {
  Arguments words = options;
  words.insert(words.end(), {"--format", "jsonl"});
  return lawful_run_in(mpdemo(trace_of(program, words)).output);
}

/// "child-1 gets 0 from counter": what was done with values, in order.
std::vector<std::string> accesses_in(const record::Timeline& run) {
  std::vector<std::string> told;
  for (const auto& event : run.events) {
    const probe::Act& act = event.act;
    if (!probe::is_memory(act.object.type)) continue;
    const std::string what = act.kind == probe::Kind::get ? " gets " : " puts ";
    told.push_back(event.name + what + act.value + " " + act.object.shown());
  }
  return told;
}

TEST_CASE("of two unlocked increments one may be lost, and that is proved") {
  const support::NothingLeft nothing_left;
  const Survey survey = survey_of(support::command_of("sharing/counter.c"));
  CHECK(survey.outcomes == std::set<std::string>{"1\n", "2\n"});
  CHECK(survey.end["exhaustive"] == true);
}

TEST_CASE("each load and each store is an act, with the value and the variable's name") {
  const support::NothingLeft nothing_left;
  const record::Timeline run =
      timeline_of(support::command_of("sharing/counter.c"), {"--schedule", "1x2.2.3.2x2.3x2.1x5"});
  CHECK(accesses_in(run) ==
        std::vector<std::string>{"child-1 gets 0 counter", "child-2 gets 0 counter",
                                 "child-1 puts 1 counter", "child-2 puts 1 counter",
                                 "parent gets 1 counter"});
}

TEST_CASE("Peterson's algorithm loses no update, though one process waits by reading") {
  const support::NothingLeft nothing_left;
  const Survey survey = survey_of(support::command_of("sharing/peterson.c"));
  CHECK(survey.outcomes == std::set<std::string>{"2\n"});
  CHECK(survey.end["exhaustive"] == true);
}

TEST_CASE("two processes that wait for each other by reading have no end, and that is an outcome") {
  const support::NothingLeft nothing_left;
  const Arguments program = {kCorpus, "after-you"};
  const Survey survey = survey_of(program);
  CHECK(survey.outcomes == std::set<std::string>{"both were first\n", "hung"});
  CHECK(survey.end["exhaustive"] == true);
  // Both want to: the schedule goes so far, and mpdemo finds out the rest.
  const Finished again = mpdemo(trace_of(program, {"--schedule", "1x2.2"}));
  CHECK(again.status == exited(1));
  CHECK_THAT(again.output, ContainsSubstring("no end, so mpdemo ended them: parent"));
  CHECK_THAT(again.output, ContainsSubstring("again and again"));
  CHECK_THAT(again.output, ContainsSubstring("trace --schedule 1x2.2.1x"));
}

TEST_CASE("a process that counts how often it looks does not look for ever") {
  const support::NothingLeft nothing_left;
  const Survey survey = survey_of(support::command_of("sharing/few_tries.c"));
  CHECK(survey.outcomes == std::set<std::string>{"done\n", "gave up\n"});
  CHECK(survey.end["exhaustive"] == true);
}

TEST_CASE("the kernel can use the memory, too, and its calls are acts as always") {
  const support::NothingLeft nothing_left;
  const Survey survey = survey_of(support::command_of("sharing/text_in_memory.c"));
  CHECK(survey.outcomes == std::set<std::string>{"before\npiped\n3\n", "Before\npiped\n3\n"});
  CHECK(survey.end["exhaustive"] == true);
}

TEST_CASE("of a long loop over shared memory only the beginning is told, and nothing is claimed") {
  const support::NothingLeft nothing_left;
  const Arguments program = {kCorpus, "counts-for-long"};
  const record::Timeline run = timeline_of(program, {"--seed", "1"});
  CHECK(run.end.status == "ok");
  CHECK(accesses_in(run).size() < 110);
  CHECK(accesses_in(run).back() == "parent gets 100000 memory");
  const Survey survey = survey_of(program);
  CHECK(survey.outcomes == std::set<std::string>{"100000\n"});
  CHECK(survey.end["exhaustive"] == false);
  CHECK(survey.end["reasons"].dump().find("not all accesses to it are seen") != std::string::npos);
}

TEST_CASE("a wake-up that comes before the wait is lost, and that is found") {
  const support::NothingLeft nothing_left;
  const Survey survey = survey_of({kCorpus, "waits-with-a-second-look"});
  CHECK(survey.outcomes == std::set<std::string>{"woken\n", "deadlock"});
  CHECK(survey.end["exhaustive"] == true);
}

TEST_CASE("of several that wait at a futex the first is woken, so their order is told apart") {
  const support::NothingLeft nothing_left;
  const Survey survey = survey_of({kCorpus, "wakes-one-of-two"});
  CHECK(survey.outcomes == std::set<std::string>{"deadlock", "1\ndeadlock", "2\ndeadlock"});
  CHECK(survey.end["exhaustive"] == true);
}

TEST_CASE("a signal that comes before an access is handled before it") {
  const support::NothingLeft nothing_left;
  const Survey survey = survey_of({kCorpus, "told-while-reading"});
  CHECK(survey.outcomes == std::set<std::string>{"child 0 handled\nread 0\n",
                                                 "read 0\nchild 0 handled\n", "read 0\n"});
  CHECK(survey.end["exhaustive"] == true);
}

TEST_CASE("what a handler writes may come before the read that it interrupts, or after") {
  const support::NothingLeft nothing_left;
  const Survey survey = survey_of({kCorpus, "reads-beside-a-handler"});
  CHECK(survey.outcomes == std::set<std::string>{"read 0\n", "read 1\n"});
  CHECK(survey.end["exhaustive"] == true);
}

TEST_CASE("a process that may not use its memory any more dies of that, as without mpdemo") {
  const support::NothingLeft nothing_left;
  const Arguments program = {kCorpus, "crashes-in-its-memory"};
  CHECK(mpdemo(trace_of(program, {"--seed", "1", "--format", "raw"})).output == "killed by 11\n");
}

}  // namespace
}  // namespace tests
