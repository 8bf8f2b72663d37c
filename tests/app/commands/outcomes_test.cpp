#include <nlohmann/json.hpp>
#include <numeric>
#include <set>

#include "tests/app/mpdemo.hpp"

// The possible outcomes of a demo, beside the observed ones.

namespace {

using namespace tests;
using nlohmann::json;
using Printed = std::vector<std::pair<std::string, std::string>>;  // process, text

Printed printed_in(const json& outcome) {
  Printed printed;
  for (const auto& line : outcome.at("lines")) printed.emplace_back(line.at(0), line.at(1));
  return printed;
}

/// The report on a demo, as data. However busy the machine is, all schedules are tried.
struct Report {
  Report(Arguments about, const std::string& runs, const Arguments& more = {})
      : demo(std::move(about)) {
    const Finished finished =
        mpdemo(together(together(demo, {"--outcomes", "--format", "jsonl", "--runs", runs}),
                        more.empty() ? Arguments{"--budget", "60s"} : more));
    CHECK(finished.status == exited(0));
    CHECK(finished.error.empty());
    for (const auto& line : lines_of(finished.output)) outcomes.push_back(json::parse(line));
    REQUIRE_FALSE(outcomes.empty());
    end = outcomes.back();
    outcomes.pop_back();
    CHECK(end.at("type") == "end");
  }

  std::set<Printed> possible() const {
    std::set<Printed> all;
    for (const auto& outcome : outcomes) {
      if (outcome.at("possible")) all.insert(printed_in(outcome));
    }
    return all;
  }

  /// Runs each outcome's schedule, which must have exactly that outcome.
  void check_schedules() const {
    for (const auto& outcome : outcomes) {
      CAPTURE(outcome.dump());
      if (!outcome.at("possible")) continue;
      const Finished again =
          mpdemo(together(demo, {"--schedule", outcome.at("schedule"), "--format", "jsonl", "--ids",
                                 "stable", "--time", "none"}));
      const auto run = lawful_run_in(again.output);
      const std::string ending = outcome.value("ending", "ok");
      CHECK(run.end.status == ending);
      CHECK(again.status == exited(ending == "ok" ? 0 : 1));
      Printed printed;
      for (const auto& event : events_of(run, probe::Kind::print)) {
        printed.emplace_back(event.name, event.act.text);
      }
      CHECK(printed == printed_in(outcome));
    }
  }

  Arguments demo;
  std::vector<json> outcomes;
  json end;
};

const Arguments kNoJoin = {"process", "--demo", "no-join"};
const Arguments kTwoTasks = {"pool", "--demo", "default", "--workers", "2", "--tasks", "2"};
const Arguments kHandover = {"queue", "--demo", "handover"};

}  // namespace

TEST_CASE("Without join there are two orders, and each can be had again") {
  const support::NothingLeft nothing_left;
  const Report report(kNoJoin, "20");
  const std::pair start("parent", "parent: about to start a child");
  const std::pair here("child-1", "child child-1: here, with test and dev");
  const std::pair end("parent", "Process end");
  CHECK(report.possible() == std::set<Printed>{{start, here, end}, {start, end, here}});
  CHECK(report.outcomes.size() == 2);
  CHECK(report.end.at("exhaustive") == true);
  report.check_schedules();
}

TEST_CASE("What was seen adds up to the runs, and what leads there to the schedules") {
  const support::NothingLeft nothing_left;
  const Report report(kNoJoin, "17", {"--every-order"});
  const auto sum = [&](const char* field) {
    return std::accumulate(
        report.outcomes.begin(), report.outcomes.end(), 0,
        [&](int before, const json& outcome) { return before + outcome.at(field).get<int>(); });
  };
  CHECK(sum("seen") == 17);
  CHECK(report.end.at("runs") == 17);
  CHECK(sum("schedules") == report.end.at("schedules"));
}

TEST_CASE("With join there is one outcome") {
  const support::NothingLeft nothing_left;
  const Report report({"process", "--demo", "join"}, "10");
  REQUIRE(report.outcomes.size() == 1);
  CHECK(report.outcomes[0].at("possible") == true);
  CHECK(report.outcomes[0].at("seen") == 10);
  report.check_schedules();
}

TEST_CASE("Without the lock any sum from two up can come out, with it only the right one") {
  const support::NothingLeft nothing_left;
  // With two increments each, every one but the last may be lost.
  const std::vector<std::pair<std::string, std::set<std::string>>> cases = {
      {"1", {"without the lock: 1 of 2", "without the lock: 2 of 2"}},
      {"2", {"without the lock: 2 of 4", "without the lock: 3 of 4", "without the lock: 4 of 4"}}};
  for (const auto& [increments, sums] : cases) {
#ifdef __SANITIZE_ADDRESS__
    // All orders of four increments take too long then.
    if (increments == "2") continue;
#endif
    const Report report({"shared", "--demo", "race", "--increments", increments}, "3");
    CHECK(report.end.at("exhaustive") == true);
    std::set<std::string> without;
    std::set<std::string> with;
    for (const auto& printed : report.possible()) {
      REQUIRE(printed.size() == 2);
      without.insert(printed[0].second);
      with.insert(printed[1].second);
    }
    CHECK(without == sums);
    CHECK(with.size() == 1);
    report.check_schedules();
  }
}

TEST_CASE("A deadlock is found, and its schedule leads into it again") {
  const support::NothingLeft nothing_left;
  const Report report({"shared", "--demo", "deadlock"}, "5");
  CHECK(report.end.at("exhaustive") == true);
  CHECK(report.possible().size() == 4);
  std::size_t deadlocks = 0;
  for (const auto& outcome : report.outcomes) {
    CHECK(outcome.at("possible") == true);
    if (!outcome.contains("ending")) continue;
    ++deadlocks;
    CHECK(outcome.at("ending") == "deadlock");
    // Three choices start both, and each takes one lock: all that comes then is a line.
    CHECK(outcome.at("turning_point") >= 5);
    CHECK(outcome.at("turning_point") <= 8);
    CHECK(printed_in(outcome).size() == 2);
    CHECK_THAT(outcome.at("reason").get<std::string>(),
               ContainsSubstring("ann waits for ruler (line 21), "
                                 "held by ben"));
  }
  CHECK(deadlocks == 2);
  report.check_schedules();
}

TEST_CASE("With the locks in one order there is no deadlock") {
  const support::NothingLeft nothing_left;
  const Report report({"shared", "--demo", "ordered"}, "5");
  CHECK(report.end.at("exhaustive") == true);
  CHECK(report.possible().size() == 2);
  for (const auto& outcome : report.outcomes) CHECK_FALSE(outcome.contains("ending"));
  report.check_schedules();
}

TEST_CASE("Only the pauses see to it that the reader gets all names") {
  const support::NothingLeft nothing_left;
  const auto count = [](const Printed& printed) {
    return std::count_if(printed.begin(), printed.end(),
                         [](const auto& line) { return line.second.starts_with("got "); });
  };
  const Report paused(together(kHandover, {"--honour-sleep"}), "2");
  REQUIRE(paused.possible().size() == 1);
  CHECK(count(*paused.possible().begin()) == 3);
  CHECK(paused.end.at("honours_sleep") == true);
  paused.check_schedules();

  const Report hasty(kHandover, "2");
  CHECK(hasty.end.at("exhaustive") == true);
  std::set<long> got;
  for (const auto& printed : hasty.possible()) got.insert(count(printed));
  CHECK(got == std::set<long>{0, 1, 2, 3});
  hasty.check_schedules();
}

TEST_CASE("Every order has no fewer states, and comes to the same outcomes") {
  const support::NothingLeft nothing_left;
  for (const Arguments& demo : {kNoJoin, Arguments{"fork", "--demo", "basic"}}) {
    const Report few(demo, "0");
    const Report all(demo, "0", {"--every-order"});
    CHECK(few.end.at("pruned") == true);
    CHECK(all.end.at("pruned") == false);
    CHECK(few.possible() == all.possible());
    CHECK(few.end.at("outcomes") == all.end.at("outcomes"));
    CHECK(few.end.at("states") <= all.end.at("states"));
    all.check_schedules();
  }
}

TEST_CASE("Where the budget is too small, what was found until then is told, and that") {
  const support::NothingLeft nothing_left;
  const Arguments pool = {"pool", "--demo", "default", "--workers", "2"};
  const Report report(pool, "2", {"--budget", "1ms"});
  CHECK(report.end.at("exhaustive") == false);
  CHECK(report.end.at("schedules") >= 1);
  CHECK(report.end.at("runs") == 2);
  const Finished text = mpdemo(together(pool, {"--outcomes", "--budget", "1ms", "--runs", "2"}));
  CHECK(text.status == exited(0));
  CHECK_THAT(text.output, ContainsSubstring("at least 1 possible outcome (1 schedule tried in"));
  CHECK_THAT(text.output, ContainsSubstring("there are"));
  CHECK_THAT(text.output, ContainsSubstring("try --budget 5s"));
}

TEST_CASE("However many jobs try schedules, the report is the same but for how many they tried") {
  const support::NothingLeft nothing_left;
  const auto report_with = [](const std::string& jobs) {
    Report report(kTwoTasks, "0", {"--budget", "60s", "--jobs", jobs});
    CHECK(report.end.at("exhaustive") == true);
    for (const char* work : {"schedules", "cut"}) report.end.erase(work);
    for (auto& outcome : report.outcomes) outcome.erase("schedules");
    return std::pair(report.outcomes, report.end);
  };
  CHECK(report_with("1") == report_with("4"));
}

TEST_CASE("Outcomes as data have the fields that were promised, and no others") {
  const support::NothingLeft nothing_left;
  const Report report(kNoJoin, "5");
  const std::set<std::string> promised = {"type",     "lesson",    "demo", "lines",
                                          "possible", "schedules", "seen", "schedule"};
  for (const auto& outcome : report.outcomes) {
    CHECK(outcome.at("type") == "outcome");
    std::set<std::string> fields;
    for (const auto& [name, value] : outcome.items()) fields.insert(name);
    CHECK(fields == promised);
  }
  std::set<std::string> fields;
  for (const auto& [name, value] : report.end.items()) fields.insert(name);
  CHECK(fields == std::set<std::string>{"type", "lesson", "demo", "exhaustive", "schedules", "cut",
                                        "pruned", "runs", "outcomes", "states", "edges"});
}

TEST_CASE("Where the time is up, that is the reason, and the number of outcomes a true least one") {
  const support::NothingLeft nothing_left;
  const Arguments pool = {"pool", "--demo", "default", "--workers", "2", "--tasks", "2"};
  const Report whole(pool, "0");
  CHECK(whole.end.at("exhaustive") == true);
  CHECK(whole.end.at("outcomes") == 114);
  CHECK(whole.outcomes.size() == 114);
  CHECK_FALSE(whole.end.contains("reasons"));
  const Report part(pool, "0", {"--budget", "20ms"});
  CHECK(part.end.at("exhaustive") == false);
  CHECK(part.end.at("reasons").back() == "the time was up");
  CHECK(part.end.at("outcomes") <= 114);
  // Where all of the time is not enough for one run, what it came to is told, too.
  const auto all = whole.possible();
  for (const auto& outcome : part.outcomes) {
    if (outcome.value("ending", "") != "hung") CHECK(all.count(printed_in(outcome)) == 1);
  }
}

TEST_CASE("What free runs come to is possible, for every demo") {
  const support::NothingLeft nothing_left;
  const std::vector<Arguments> demos = {
      {"fork", "basic"},
      {"fork", "variables"},
      {"process"},
      {"queue", "--items", "tea,cake"},
      {"pipe", "handover", "--items", "tea,cake"},
      {"pipe", "duplex"},
      {"shared", "--increments", "1"},
      {"pool", "--demo", "default", "--workers", "2", "--tasks", "2"}};
  for (const Arguments& demo : demos) {
    CAPTURE(demo.front());
    const Finished finished = mpdemo(together(demo, {"--outcomes", "--format", "jsonl", "--runs",
                                                     "60", "--speed", "1000", "--budget", "60s"}));
    CHECK(finished.status == exited(0));
    for (const auto& line : lines_of(finished.output)) {
      const auto object = json::parse(line);
      CAPTURE(line);
      if (object.at("type") == "end") CHECK(object.at("exhaustive") == true);
      if (object.at("type") == "outcome") CHECK(object.at("possible") == true);
    }
  }
}

TEST_CASE("A list has as many outcomes as wanted, what was seen and bad endings first") {
  const support::NothingLeft nothing_left;
  const Arguments deadlock = {"shared", "--demo", "deadlock"};
  const Report none(deadlock, "0", {"--budget", "60s", "--list", "0"});
  CHECK(none.outcomes.empty());
  CHECK(none.end.at("outcomes") == 4);
  const Report bad(deadlock, "0", {"--budget", "60s", "--list", "3"});
  REQUIRE(bad.outcomes.size() == 3);
  CHECK(bad.outcomes[0].at("ending") == "deadlock");
  CHECK(bad.outcomes[1].at("ending") == "deadlock");
  CHECK_FALSE(bad.outcomes[2].contains("ending"));
  const Report seen({"fork", "--demo", "basic"}, "3", {"--list", "1"});
  REQUIRE(seen.outcomes.size() == 1);
  CHECK(seen.outcomes[0].at("seen") >= 1);
  CHECK(seen.end.at("outcomes") == 3);

  const Arguments pool = {"pool", "--demo", "default", "--workers", "2", "--tasks", "2"};
  const Finished text =
      mpdemo(together(pool, {"--outcomes", "--budget", "60s", "--runs", "0", "--list", "60"}));
  CHECK_THAT(text.output, StartsWith("pool/default: 114 possible outcomes, all proved"));
  CHECK_THAT(text.output, ContainsSubstring("and more, of 114 altogether: --list N"));
  CHECK(times(" again: mpdemo pool", text.output) == 60);
}

TEST_CASE("Every listed schedule prints its outcome, byte for byte") {
  const support::NothingLeft nothing_left;
  const std::vector<Arguments> demos = {{"fork", "--demo", "basic"},
                                        {"queue", "--demo", "handover", "--items", "tea,cake"},
                                        {"shared", "--demo", "deadlock"}};
  for (const Arguments& demo : demos) {
    CAPTURE(demo);
    const Report report(demo, "5");
    for (const auto& outcome : report.outcomes) {
      std::string printed;
      for (const auto& line : printed_in(outcome)) printed += line.second + "\n";
      const Finished again = mpdemo(together(
          demo, {"--schedule", outcome.at("schedule"), "--format", "raw", "--ids", "stable"}));
      CHECK(again.output == printed);
    }
  }
}

TEST_CASE("Outcomes of a lesson are those of its demos, in order, in one file or none") {
  const support::NothingLeft nothing_left;
  const Folder folder;
  const Finished finished = mpdemo(
      {"fork", "--outcomes", "--runs", "1", "--format", "jsonl", "-o", folder / "outcomes.jsonl"});
  CHECK(finished.status == exited(0));
  CHECK(finished.output.empty());
  Arguments ends;
  for (const auto& line : lines_of(contents_of(folder / "outcomes.jsonl"))) {
    const auto object = json::parse(line);
    if (object.at("type") == "end") ends.push_back(object.at("demo"));
  }
  CHECK(ends == Arguments{"basic", "variables", "tree", "doubled", "flushed"});
}

TEST_CASE("Outcomes in text give a command for each, and say where sleeps were shorter") {
  const support::NothingLeft nothing_left;
  const Finished fork = mpdemo({"fork", "--demo", "basic", "--outcomes", "--runs", "2"});
  CHECK_THAT(fork.output, StartsWith("fork/basic: 3 possible outcomes, all proved; 2 free runs\n"));
  CHECK(times(" again: mpdemo fork --demo basic --schedule 1", fork.output) == 3);
  CHECK(fork.output.find("sleeps") == std::string::npos);
  const Finished queue =
      mpdemo(together(kHandover, {"--outcomes", "--honour-sleep", "--runs", "1"}));
  CHECK_THAT(queue.output, ContainsSubstring("sleeps of the free runs were 100 times shorter"));
}

TEST_CASE("Ctrl-C prints what was found so far, and progress is for terminals alone") {
  const support::NothingLeft nothing_left;
  const Arguments endless = {"pool", "--demo",     "default",  "--workers",
                             "3",    "--outcomes", "--budget", "60m"};
  Program program(kMpdemo, endless, support::on_terminal());
  program.expect("\r\x1b[Kpool/default: ");
  program.expect(" schedules, ");
  program.send_keys("\x03");
  CHECK(program.wait() == os::ExitStatus::killed(SIGINT));
  CHECK(support::no_process_left_within(2));
  CHECK_THAT(program.output(), ContainsSubstring("Interrupted: these are the results so far."));
  CHECK_THAT(program.output(), ContainsSubstring("Outcome 1 again: "));

  const Finished piped = mpdemo({"pool", "--demo", "default", "--workers", "3", "--outcomes",
                                 "--budget", "1200ms", "--runs", "0"});
  CHECK(piped.status == exited(0));
  CHECK(piped.error.empty());
}

TEST_CASE("A signal during the free runs, too, prints what was found so far") {
  const support::NothingLeft nothing_left;
  Program program(kMpdemo, {"queue", "--demo", "handover", "--outcomes", "--budget", "0s", "--runs",
                            "1000000", "--speed", "1", "--format", "jsonl"});
  REQUIRE(support::eventually([&] { return !support::children_of(program.pid()).empty(); }));
  CHECK(end_with(SIGTERM, program) == os::ExitStatus::killed(SIGTERM));
  const auto lines = lines_of(program.output());
  REQUIRE_FALSE(lines.empty());
  CHECK(json::parse(lines.back()).at("interrupted") == true);
}
