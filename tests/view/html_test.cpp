#include "core/view/html/html.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <regex>
#include <string>
#include <vector>

#include "tests/support/catch.hpp"
#include "tests/support/runs/timelines.hpp"

using namespace support;
using nlohmann::json;
using probe::Kind;
using view::Style;

namespace {

const view::SourceListing kListing{"fork() is called once and returns twice",
                                   "lessons/fork/basic.cpp",
                                   "int main() {\n  return fork() < 0;\n}\n"};

std::string document(const std::vector<record::Timeline>& runs, const Style& style = {},
                     const view::SourceListing& listing = kListing) {
  const auto view = view::html(style);
  std::string text;
  for (const auto& run : runs) {
    text += view->begin(run.run, listing);
    for (const auto& event : run.events) text += view->event(event);
    text += view->end(run.end);
  }
  return text + view->finish();
}

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t found = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
  return found;
}

/// The content of our script elements in the document, one for each run.
std::vector<std::string> data_of(const std::string& document) {
  const std::string head = "<script type=\"application/json\" class=\"run\">";
  std::vector<std::string> data;
  for (auto at = document.find(head); at != std::string::npos; at = document.find(head, at)) {
    at += head.size();
    data.push_back(document.substr(at, document.find("</script>", at) - at));
  }
  return data;
}

std::vector<json> runs_of(const std::string& document) {
  std::vector<json> runs;
  for (const auto& data : data_of(document)) runs.push_back(json::parse(data));
  return runs;
}

json run_of(const record::Timeline& run, const Style& style = {},
            const view::SourceListing& listing = kListing) {
  return runs_of(document({run}, style, listing)).at(0);
}

const std::string kNasty =
    "</script><script>alert(1)</script><!-- <img src=x onerror=alert(2)> \"'&lt; ]]>"
    "\x1b[2J\x07\xff\xfe \xe2\x80\xae right to left \xe2\x80\xa8 line";

record::Timeline nasty() {
  const TimelineBuilder::Process evil{4277, 4276, kNasty};
  record::Timeline run = TimelineBuilder(kNasty, kNasty)
                             .starts(kParent)
                             .forks(kParent, evil)
                             .starts(evil)
                             .prints(evil, kNasty)
                             .prints(evil, std::string(1'000'000, '<'))
                             .acts(evil, act(Kind::put, kNasty, kNasty))
                             .acts(kParent, act(Kind::get, kNasty, kNasty))
                             .acts(kParent, act(Kind::block, kNasty))
                             .timeline();
  run.end.status = run.end.reason = run.end.schedule = kNasty;
  return run;
}

/// The number of "<" in the document that do not come from a run.
std::size_t own_angles() {
  return count(document({orphan()}, {}, {}), "<");
}

record::Timeline long_run(int events) {
  TimelineBuilder script("fork", "long");
  script.starts(kParent);
  for (int i = 1; i < events; ++i) script.prints(kParent, "line " + std::to_string(1000 + i % 9));
  return script.timeline();
}

}  // namespace

TEST_CASE("prose in the reader's language stands with the line that it is below") {
  CHECK_FALSE(run_of(fork_parent_first()).contains("notes"));
  view::SourceListing listing = kListing;
  listing.notes = {{1, "函式"}, {2, "</script>"}};
  CHECK(run_of(fork_parent_first(), {}, listing).at("notes") ==
        json::parse(R"([[1, "函式"], [2, "</script>"]])"));
}

TEST_CASE("a page has its run as data: head, listing, events and end") {
  const json run = run_of(fork_parent_first());
  CHECK(run["name"] == "fork/basic");
  CHECK(run["title"] == kListing.title);
  CHECK(run["source"] == kListing.source);
  REQUIRE(run["events"].size() == fork_parent_first().events.size());
  CHECK(run["end"]["status"] == "ok");
  CHECK(run["end"]["verdict"] == "");
}

TEST_CASE("an event says who, what and when, and what only some events have") {
  const json events = run_of(fork_parent_first())["events"];
  CHECK(events[0] == json::parse(R"([1, 0, 0, 0, "+0.000 ms", "starts",
      {"names": [[1, "parent", 4276]], "born": [[1, 0]]}])"));
  CHECK(events[1] == json::parse(R"([1, 2, 0, 0, "+0.100 ms",
      "one process, 4276, about to become two"])"));
  CHECK(events[2] == json::parse(R"([1, 1, 0, 0, "+0.200 ms", "forks child-1",
      {"names": [[2, "child-1", 4277]], "born": [[2, 1]], "arrow": [0, 1, 2, ["fork"]]}])"));
  CHECK(events[5][2] == 1);  // waits
  CHECK(events[8][6]["gone"] == json::parse("[2]"));
}

TEST_CASE("an event says what is in a shared thing that it has changed, in the page's language") {
  probe::Act put;
  put.kind = Kind::put;
  put.object = {probe::ObjectType::queue, 1, "names"};
  put.value = "Tony";
  probe::Act get = put;
  get.kind = Kind::get;
  const record::Timeline run = TimelineBuilder("queue", "handover")
                                   .starts(kParent)
                                   .acts(kParent, put)
                                   .acts(kParent, get)
                                   .exits(kParent)
                                   .timeline();
  const json events = run_of(run)["events"];
  CHECK(events[0][6].count("things") == 0);
  CHECK(events[1][6]["things"] == json::parse(R"([[0, "names", "Tony"]])"));
  CHECK(events[2][6]["things"] == json::parse(R"([[0, "names", "empty"]])"));
  Style style;
  style.language = view::Language::traditional_chinese;
  CHECK(run_of(run, style)["events"][2][6]["things"][0][2] == "空的");
}

TEST_CASE("lines of the page are marked, lines of other files are not") {
  record::Timeline run = fork_parent_first();
  run.events[1].act.file = "lessons/fork/basic.cpp";
  run.events[1].act.line = 2;
  run.events[2].act.file = "elsewhere.cpp";
  run.events[2].act.line = 3;
  run.events[3].act.file = "/built/elsewhere/lessons/fork/basic.cpp";
  run.events[3].act.line = 3;
  const json events = run_of(run)["events"];
  CHECK(events[1][3] == 2);
  CHECK(events[2][3] == 0);
  CHECK(events[3][3] == 3);
  CHECK(run_of(run, {}, {})["events"][1][3] == 0);
}

TEST_CASE("without PIDs and times there are none") {
  const json events =
      run_of(fork_parent_first(), {.time = view::Time::none, .pids = false})["events"];
  CHECK(events[0][4] == "");
  CHECK(events[0][6]["names"] == json::parse(R"([[1, "parent", 0]])"));
}

TEST_CASE("several runs are one document, each with its own processes") {
  const std::string page = document({fork_parent_first(), orphan(), tree_of_three()});
  const auto runs = runs_of(page);
  REQUIRE(runs.size() == 3);
  CHECK(runs[1]["name"] == "fork/orphan");
  CHECK(runs[1]["events"][0][6]["born"] == json::parse("[[1, 0]]"));
  CHECK(count(page, "<!doctype html>") == 1);
  CHECK(count(page, "</html>") == 1);
}

TEST_CASE("a run that nobody closed is closed, and no run is a document as well") {
  const auto view = view::html({});
  std::string cut = view->begin(orphan().run, kListing);
  cut += view->event(orphan().events[0]);
  cut += view->begin(orphan().run, kListing);
  cut += view->finish();
  const auto runs = runs_of(cut);
  REQUIRE(runs.size() == 2);
  CHECK(runs[0]["end"].is_null());
  CHECK(runs[0]["events"].size() == 1);
  CHECK(runs[1]["events"].empty());

  const std::string nothing = view->finish();
  CHECK(count(nothing, "<!doctype html>") == 1);
  CHECK(count(nothing, "</html>") == 1);
  CHECK(data_of(nothing).empty());
}

TEST_CASE("a view that has closed a document begins the next one") {
  const auto view = view::html({});
  CHECK(view::render(*view, orphan(), kListing) == view::render(*view, orphan(), kListing));
}

TEST_CASE("the policy allows one style and one program by their hashes, and nothing else") {
  const std::string page = document({orphan()});
  std::smatch policy;
  const std::string start = page.substr(0, page.find("<style>"));
  REQUIRE(std::regex_search(start, policy,
                            std::regex("Content-Security-Policy\" content=\"([^\"]*)\"")));
  CHECK(std::regex_match(policy[1].str(),
                         std::regex("default-src 'none'; style-src 'sha256-[A-Za-z0-9+/]{43}='; "
                                    "script-src 'sha256-[A-Za-z0-9+/]{43}='; base-uri 'none'; "
                                    "form-action 'none'")));
  CHECK(count(page, "<style>") == 1);
  CHECK(count(page, "<script>") == 1);
  CHECK(count(page, " style=") == 0);
  CHECK(count(page, "innerHTML") == 0);
  CHECK(count(page, "@") == count(page, "@media") + count(page, "@page"));  // no hole is left
}

TEST_CASE("whatever a run says, no markup of its own reaches the page") {
  const std::string page = document({nasty()}, {}, {kNasty, "x", kNasty});
  CHECK(count(page, "<") == own_angles());
  // The run, the words of the player, the player.
  CHECK(count(page, "<script") == 3);
  CHECK(count(page, "</script>") == 3);
  CHECK(count(page, "<!--") == 0);
  for (const auto& data : data_of(page)) CHECK(data.find_first_of("<>&") == std::string::npos);
  for (const char* byte : {"\x1b", "\x07", "\xff", "\xe2\x80\xae", "\xe2\x80\xa8"})
    CHECK(count(page, byte) == 0);
  const json run = runs_of(page).at(0);
  CHECK(run["events"][3][5].get<std::string>().starts_with("</script><script>alert(1)"));
}

TEST_CASE("of a text too long to read, the beginning is kept and its length is told") {
  const json run = run_of(nasty());
  const std::string text = run["events"][4][5];
  CHECK(text.starts_with(std::string(10'000, '<')));
  CHECK(text.ends_with("<< ... (cut: it has 1,000,000 characters)"));

  std::string chinese;
  for (int i = 0; i < 10'001; ++i) chinese += "\xe4\xb8\xad";
  const json other =
      run_of(TimelineBuilder("fork", "long").starts(kParent).prints(kParent, chinese).timeline());
  CHECK(other["events"][1][5] ==
        chinese.substr(0, 30'000) + " ... (cut: it has 10,001 characters)");
}

TEST_CASE("after a deadlock the waits are shown, and a failure is shown") {
  record::Timeline stuck = TimelineBuilder("shared", "deadlock")
                               .starts(kParent)
                               .acts(kParent, act(Kind::block, "lock-1"))
                               .timeline();
  stuck.end.status = "deadlock";
  CHECK_THAT(run_of(stuck)["end"]["standstill"].get<std::string>(),
             ContainsSubstring("parent 4276  waits for lock-1"));
  CHECK(run_of(killed_child())["end"]["verdict"] ==
        "The run failed: child-1 4277 was killed by SIGKILL (9).");
}

TEST_CASE("a schedule is told, a command line and a date are not") {
  record::Timeline run = orphan();
  run.run.argv = {"mpdemo", "secret-word"};
  run.run.started = "2026-01-02T03:04:05.000006Z";
  run.end.schedule = "1x3.2";
  const std::string page = document({run});
  CHECK(runs_of(page).at(0)["end"]["schedule"] == "1x3.2");
  CHECK(count(page, "secret-word") == 0);
  CHECK(count(page, "2026-01-02") == 0);
}

TEST_CASE("the same runs are the same bytes") {
  CHECK(document({fork_parent_first(), chinese()}) == document({fork_parent_first(), chinese()}));
}

TEST_CASE("an event is written at once, and takes as much in a long run as in a short one") {
  const std::size_t some = document({long_run(1'000)}).size();
  const std::size_t more = document({long_run(2'000)}).size();
  const std::size_t most = document({long_run(3'000)}).size();
  CHECK(most - more <= (more - some) + 2'000);
  CHECK((more - some) / 1'000 < 60);
}
