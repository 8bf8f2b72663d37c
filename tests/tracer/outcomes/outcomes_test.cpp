#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tests/tracer/traced.hpp"

// The outcomes of several runs of a program.

namespace tests {
namespace {

using nlohmann::json;

const Arguments kTwoChildren = {"sh", "-c", "(echo one) & (echo two) & wait"};

/// The lines of a report.
std::vector<json> report_on(const Arguments& program, const std::string& runs,
                            const Arguments& more = {}) {
  const support::NothingLeft nothing_left;
  const Finished finished =
      mpdemo(trace_of(program, together({"--runs", runs, "--format", "jsonl"}, more)));
  CHECK(finished.status == exited(0));
  CHECK(finished.error.empty());
  std::vector<json> lines;
  for (const auto& line : lines_of(finished.output)) lines.push_back(json::parse(line));
  REQUIRE_FALSE(lines.empty());
  CHECK(lines.back().at("type") == "end");
  return lines;
}

/// The single outcome of three runs.
json only_outcome_of(const Arguments& program, const Arguments& more = {}) {
  const auto lines = report_on(program, "3", more);
  REQUIRE(lines.size() == 2);
  CHECK(lines[0].at("seen") == 3);
  return lines[0];
}

TEST_CASE("whatever a program came to is counted, and adds up to its runs") {
  for (const char* observer : {"ptrace", "output"}) {
    CAPTURE(observer);
    const auto lines = report_on(kTwoChildren, "12", {"--observe", observer});
    int seen = 0;
    for (const json& line : lines) {
      if (line.at("type") == "end") continue;
      seen += line.at("seen").get<int>();
      std::vector<std::string> printed;
      for (const json& one : line.at("lines")) printed.push_back(one.at(1));
      std::sort(printed.begin(), printed.end());
      CHECK(printed == std::vector<std::string>{"one", "two"});
      for (const char* claim : {"possible", "schedules", "schedule", "ending"})
        CHECK_FALSE(line.contains(claim));
    }
    CHECK(seen == 12);
    CHECK(lines.back().at("runs") == 12);
  }
}

TEST_CASE("a PID that is printed is a name, so that equal runs are equal") {
  const json outcome =
      only_outcome_of({"sh", "-c", "echo I am $$; (echo below) ; echo unfinished"});
  CHECK(outcome.at("lines").at(0) == json({"parent", "I am parent"}));
}

TEST_CASE("how the program ended is a part of the outcome, and mpdemo ends well") {
  CHECK(only_outcome_of({"sh", "-c", "exit 3"}).at("ending") == "exited with 3");
  CHECK(only_outcome_of({"sh", "-c", "kill -SEGV $$"}).at("ending") == "killed by SIGSEGV (11)");
  for (const char* observer : {"ptrace", "output"}) {
    const json hung =
        only_outcome_of({"sleep", "60"}, {"--timeout", "100ms", "--observe", observer});
    CHECK(hung.at("ending") == "hung");
    CHECK_THAT(hung.at("reason").get<std::string>(), ContainsSubstring("gave up after 0.1 s"));
  }
}

TEST_CASE("a run in which nobody can go on is a deadlock, and need not be waited for") {
  const json outcome = only_outcome_of({kCorpus, "never-closed"}, {"--timeout", "60s"});
  CHECK(outcome.at("ending") == "deadlock");
  CHECK_THAT(outcome.at("reason").get<std::string>(),
             StartsWith("nobody can go on: parent waits for child-1; child-1 waits for pipe-1"));
}

TEST_CASE("each run has the whole input") {
  const support::NothingLeft nothing_left;
  const std::string command = " trace --runs 3 -- sh -c 'read a; read b; echo $a and $b'";
  for (const std::string input : {"printf '3\n4\n' | ", ""}) {
    const Folder folder;
    write_file(folder / "input", "3\n4\n");
    const std::string from = input.empty() ? " < " + folder / "input" : "";
    const Finished finished = support::run("sh", {"-c", input + kMpdemo + command + from});
    CHECK_THAT(finished.output, StartsWith("trace/sh: 1 outcome seen in 3 runs\n"));
    CHECK_THAT(finished.output, ContainsSubstring("100 %  parent: 3 and 4\n"));
  }
}

TEST_CASE("a table of outcomes is written into a file, whole") {
  const Folder folder;
  const Finished finished =
      mpdemo(trace_of({"echo", "hello"}, {"--runs", "2", "-o", folder / "table"}));
  CHECK(finished.status == exited(0));
  CHECK(finished.output.empty());
  CHECK_THAT(contents_of(folder / "table"), ContainsSubstring("parent: hello\n"));
}

TEST_CASE("a program that cannot be run has no outcomes") {
  const Finished none = mpdemo(trace_of({"no-such-program-here"}, {"--runs", "5"}));
  CHECK(none.status == exited(127));
  CHECK(is_one_sentence(none.error));
  CHECK(none.output.empty());
}

TEST_CASE("Ctrl-C shows what was seen so far") {
  const support::NothingLeft nothing_left;
  Program program(kMpdemo, trace_of({"true"}, {"--runs", "1000000"}), support::on_terminal());
  program.expect("\r\x1b[Ktrace/true: run ");
  program.send_keys("\x03");
  CHECK(program.wait() == os::ExitStatus::killed(SIGINT));
  CHECK_THAT(program.output(), ContainsSubstring("trace/true: 1 outcome seen in "));
  CHECK_THAT(program.output(), ContainsSubstring("Interrupted: these are the results so far."));
}

TEST_CASE("a program that is deaf to signals does not keep mpdemo from ending, with what it saw") {
  for (const int signal : {SIGINT, SIGTERM}) {
    const support::NothingLeft nothing_left;
    Program program(kMpdemo, trace_of({kCorpus, "deaf"}, {"--runs", "2", "--timeout", "60s"}));
    REQUIRE(support::eventually([&] { return !support::children_of(program.pid()).empty(); }));
    CHECK(end_with(signal, program) == os::ExitStatus::killed(signal));
    CHECK_THAT(program.output(), StartsWith("trace/mpdemo_corpus: 0 outcomes seen in 0 runs\n"));
  }
}

TEST_CASE("mpdemo killed between or during runs leaves nothing") {
  const support::NothingLeft nothing_left;
  Program program(kMpdemo, trace_of({kCorpus, "many-at-once"}, {"--runs", "1000000"}));
  REQUIRE(support::eventually([&] { return !support::children_of(program.pid()).empty(); }));
  CHECK(end_with(SIGKILL, program) == os::ExitStatus::killed(SIGKILL));
}

}  // namespace
}  // namespace tests
