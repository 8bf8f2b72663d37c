#include "core/view/chrome/chrome.hpp"

#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "tests/support/catch.hpp"
#include "tests/support/runs/exported_runs.hpp"

using namespace support;
using nlohmann::json;

namespace {

std::string trace_of(const record::Timeline& run, const view::Style& style = {}) {
  return view::render(*view::chrome(style), run);
}

/// Two children, one after the other, with one PID.
record::Timeline one_pid_twice() {
  const TimelineBuilder::Process second{4277, 4276, "child-2"};
  return TimelineBuilder("fork", "again")
      .starts(kParent)
      .forks(kParent, kChild)
      .starts(kChild)
      .exits(kChild)
      .reaps(kParent, kChild)
      .forks(kParent, second)
      .starts(second)
      .exits(second)
      .reaps(kParent, second)
      .exits(kParent)
      .timeline();
}

std::vector<json> events_in(const std::string& document) {
  const json parsed = json::parse(document);
  return parsed.at("traceEvents").get<std::vector<json>>();
}

/// Trace events of that phase.
std::vector<json> events_in(const std::string& document, const std::string& phase) {
  std::vector<json> found;
  for (const auto& event : events_in(document))
    if (event.at("ph") == phase) found.push_back(event);
  return found;
}

/// "waits for child-1 from 500 to 800", by process.
std::vector<std::string> slices_of(const std::string& document, int pid) {
  std::map<std::int64_t, std::string> found;
  for (const auto& slice : events_in(document, "X")) {
    if (slice.at("pid") != pid) continue;
    const auto begin = slice.at("ts").get<std::int64_t>();
    const auto end = begin + slice.at("dur").get<std::int64_t>();
    found[begin] = slice.at("name").get<std::string>() + " from " + std::to_string(begin) + " to " +
                   std::to_string(end);
  }
  std::vector<std::string> lines;
  for (const auto& [begin, line] : found) lines.push_back(line);
  return lines;
}

/// "value: puts Tony into queue-1 -> gets Tony from queue-1", in order of ids.
std::vector<std::string> flows_of(const std::string& document) {
  std::map<std::string, std::string> slices;
  const auto place = [](const json& event) {
    return event.at("pid").dump() + " " + event.at("tid").dump() + " " + event.at("ts").dump() +
           " " + event.at("cat").dump();
  };
  std::map<int, std::string> flows;
  for (const auto& event : events_in(document)) {
    if (event.at("ph") == "X") CHECK(slices.emplace(place(event), event.at("name")).second);
    if (event.at("ph") == "s")
      CHECK(flows
                .emplace(event.at("id"),
                         event.at("name").get<std::string>() + ": " + slices.at(place(event)))
                .second);
    if (event.at("ph") == "f") flows.at(event.at("id")) += " -> " + slices.at(place(event));
  }
  std::vector<std::string> lines;
  for (const auto& [id, line] : flows) lines.push_back(line);
  return lines;
}

void check_that_slices_nest(const std::string& document) {
  std::map<std::int64_t, std::vector<std::pair<std::int64_t, std::int64_t>>> by_pid;
  for (const auto& slice : events_in(document, "X")) {
    const auto begin = slice.at("ts").get<std::int64_t>();
    by_pid[slice.at("pid")].emplace_back(begin, begin + slice.at("dur").get<std::int64_t>());
  }
  for (auto& [pid, slices] : by_pid) {
    std::sort(slices.begin(), slices.end());
    for (std::size_t i = 1; i < slices.size(); ++i) {
      CHECK(slices[0].second >= slices[i].second);
      if (i > 1) CHECK(slices[i - 1].second <= slices[i].first);
    }
  }
}

void check_that_flows_are_pairs(const std::string& document) {
  for (const auto& line : flows_of(document)) {
    CAPTURE(line);
    CHECK(line.find(" -> ") != line.npos);
    CHECK(line.find(" -> ") == line.rfind(" -> "));
  }
}

}  // namespace

TEST_CASE("two processes that had one PID are two processes with two names") {
  std::map<std::int64_t, std::set<std::string>> names;
  for (const auto& event : events_in(trace_of(one_pid_twice()))) {
    if (event.at("name") != "process_name") continue;
    names[event.at("pid").get<std::int64_t>()].insert(
        event.at("args").at("name").get<std::string>());
  }
  std::set<std::string> all;
  for (const auto& [pid, own] : names) {
    CHECK(own.size() == 1);
    all.insert(own.begin(), own.end());
  }
  CHECK(all == std::set<std::string>{"parent", "child-1", "child-2"});
}

TEST_CASE("a life is a slice, and waits and sleeps in it last until the next act") {
  const std::string document = trace_of(terminated_reader());
  CHECK(slices_of(document, 4276) ==
        std::vector<std::string>{
            "queue/small: parent from 0 to 1101", "forks child-1 from 100 to 200",
            "puts Tony into queue-1 from 200 to 300", "sleeps 2 s from 500 to 700",
            "terminates child-1 with SIGTERM (15) from 700 to 800",
            "waits for child-1 from 900 to 1000",
            "reaps child-1, killed by SIGTERM (15) from 1000 to 1100", "exit 0 from 1100 to 1101"});
  CHECK(slices_of(document, 4277) ==
        std::vector<std::string>{
            "queue/small: child-1 from 300 to 801", "gets Tony from queue-1 from 400 to 500",
            "waits for queue-1 from 600 to 800", "killed by SIGTERM from 800 to 801"});
}

TEST_CASE("flows go from fork to life, from put to get, from signal to end, from end to reap") {
  CHECK(flows_of(trace_of(terminated_reader())) ==
        std::vector<std::string>{
            "fork: forks child-1 -> queue/small: child-1",
            "value: puts Tony into queue-1 -> gets Tony from queue-1",
            "terminate: terminates child-1 with SIGTERM (15) -> killed by SIGTERM",
            "reap: killed by SIGTERM -> reaps child-1, killed by SIGTERM (15)"});
}

TEST_CASE("processes have names, and what they print are instants with all that is recorded") {
  auto run = fork_parent_first();
  run.events[1].act.file = "lessons/fork/basic.cpp";
  run.events[1].act.line = 10;
  const std::string document = trace_of(run);
  std::set<std::string> named;
  for (const auto& event : events_in(document, "M"))
    named.insert(event.at("name").get<std::string>() + " " + event.at("pid").dump() + " " +
                 event.at("args").dump());
  CHECK(named.contains(R"(process_name 4276 {"name":"parent"})"));
  CHECK(named.contains(R"(thread_name 4277 {"name":"child-1"})"));
  CHECK(named.contains(R"(process_labels 4277 {"labels":"fork/basic"})"));
  CHECK(events_in(document, "i").front() == json::parse(R"({"ph":"i","cat":"mpdemo","pid":4276,
      "tid":4276,"ts":100,"name":"prints one process, 4276, about to become two","s":"t","args":
      {"seq":2,"file":"lessons/fork/basic.cpp","line":10,
       "text":"one process, 4276, about to become two"}})"));
}

TEST_CASE("slices nest and flows are pairs, whatever is missing in the record", "[slow]") {
  for (const auto& whole : {fork_child_first(), tree_of_three(), killed_child(), orphan(),
                            terminated_reader(), hostile_run()}) {
    for (std::size_t missing = 0; missing <= whole.events.size(); ++missing) {
      auto run = whole;
      run.events.resize(run.events.size() - missing);
      check_that_slices_nest(trace_of(run));
      check_that_flows_are_pairs(trace_of(run));
      run = whole;
      run.events.erase(run.events.begin(),
                       run.events.begin() + static_cast<std::ptrdiff_t>(missing));
      check_that_slices_nest(trace_of(run));
      check_that_flows_are_pairs(trace_of(run));
    }
  }
}

TEST_CASE("slices nest although all events have the same time") {
  auto run = terminated_reader();
  for (auto& event : run.events) event.t = std::chrono::nanoseconds(5);
  check_that_slices_nest(trace_of(run));
  CHECK(flows_of(trace_of(run)).size() == 4);
}

TEST_CASE("without times, events are a millisecond apart, and the same run is the same bytes") {
  const auto run = without_chance(terminated_reader());
  CHECK(slices_of(trace_of(run), 2) ==
        std::vector<std::string>{
            "queue/small: child-1 from 3000 to 8001", "gets Tony from queue-1 from 4000 to 4100",
            "waits for queue-1 from 6000 to 8000", "killed by SIGTERM from 8000 to 8001"});
  CHECK(trace_of(run) == trace_of(run));
}

TEST_CASE("in a trace, runs follow one another, and no PID is used twice") {
  const auto view = view::chrome({});
  const auto run = without_chance(terminated_reader());
  const std::string document = document_of(*view, run, run);
  check_that_slices_nest(document);
  check_that_flows_are_pairs(document);
  CHECK(flows_of(document).size() == 8);
  std::map<std::string, int> lives;
  for (const auto& slice : events_in(document, "X"))
    if (slice.at("name").get<std::string>().starts_with("queue/small"))
      ++lives[slice.at("pid").dump()];
  CHECK(lives == std::map<std::string, int>{{"1", 1}, {"2", 1}, {"11", 1}, {"12", 1}});
  CHECK(slices_of(document, 11).front() == "queue/small: parent from 12000 to 23001");
}

TEST_CASE("a trace says how a run ended badly") {
  const auto document = trace_of(killed_child());
  const auto ending = events_in(document, "i").back();
  CHECK(ending.at("s") == "g");
  CHECK(ending.at("args").at("text") == "The run failed: child-1 4277 was killed by SIGKILL (9).");
}

TEST_CASE("in a trace, hostile texts are strings that only show themselves") {
  const std::string document = trace_of(hostile_run(), {.ascii = true});
  CHECK(is_harmless(document));
  CHECK_THAT(document, !ContainsSubstring("</") && !ContainsSubstring("<!"));
  for (const auto& event : events_in(document)) {
    CHECK(event.at("name").get<std::string>().size() <= 100);
    CHECK(is_harmless(event.at("name").get<std::string>()));
    if (event.contains("args") && event.at("args").contains("text"))
      CHECK(is_harmless(event.at("args").at("text").get<std::string>()));
  }
}

TEST_CASE("a trace of no run is empty") {
  CHECK(events_in(view::chrome({})->finish()).empty());
}
