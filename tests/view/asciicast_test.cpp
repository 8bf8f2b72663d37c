#include "core/view/lanes/asciicast.hpp"

#include <nlohmann/json.hpp>
#include <sstream>

#include "core/view/lanes/lanes.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/runs/exported_runs.hpp"

using namespace support;
using nlohmann::json;

namespace {

std::string cast_of(const record::Timeline& run, const view::Style& style = {}) {
  return view::render(*view::asciicast(style), run, {"a title", "", ""});
}

std::vector<json> lines_of(const std::string& cast) {
  std::vector<json> lines;
  std::istringstream stream(cast);
  for (std::string line; std::getline(stream, line);) lines.push_back(json::parse(line));
  return lines;
}

/// What a terminal is sent, with its newlines.
std::string shown(const std::string& cast) {
  std::string text;
  for (const auto& line : lines_of(cast))
    if (line.is_array() && line[1] == "o") text += line[2].get<std::string>();
  for (auto at = text.find('\r'); at != text.npos; at = text.find('\r')) {
    CHECK(text.substr(at, 2) == "\r\n");
    text.erase(at, 1);
  }
  return text;
}

std::vector<double> times_of(const std::string& cast, const std::string& code) {
  std::vector<double> times;
  for (const auto& line : lines_of(cast))
    if (line.is_array() && line[1] == code) times.push_back(line[0]);
  return times;
}

}  // namespace

TEST_CASE("the head of a cast says how large the terminal was, and when that was") {
  const auto head = [](const view::Style& style) {
    return lines_of(cast_of(orphan(), style)).front();
  };
  CHECK(head({}) == json::parse(R"({"version":2,"width":80,"height":24,"timestamp":1769850900,
      "title":"fork/orphan: a title","env":{"TERM":"xterm-256color"}})"));
  CHECK(head({.width = 20}).at("width") == 60);
  CHECK(head({.width = 132}).at("width") == 132);
  CHECK_FALSE(head({.time = view::Time::none}).contains("timestamp"));
}

TEST_CASE("a cast shows the lanes, in colour") {
  for (const auto& run : {fork_parent_first(), tree_of_three(), killed_child(), chinese()})
    CHECK(shown(cast_of(run)) ==
          view::render(*view::lanes({.colour = true}), run, {"a title", "", ""}));
}

TEST_CASE("a cast has a marker at each event, which says what happens") {
  std::vector<std::string> labels;
  for (const auto& line : lines_of(cast_of(orphan())))
    if (line.is_array() && line[1] == "m") labels.push_back(line[2]);
  CHECK(labels == std::vector<std::string>{
                      "parent 4276 starts", "parent 4276 forks child-1 4277", "child-1 4277 starts",
                      "child-1 4277 prints my parent is 4276", "parent 4276 exits with 0",
                      "child-1 4277 prints my parent is 4275 now", "child-1 4277 exits with 0"});
}

TEST_CASE("between two events, a cast takes neither too little time nor too much") {
  auto run = orphan();
  run.events[2].t = std::chrono::milliseconds(1);
  run.events[3].t = std::chrono::milliseconds(1001);
  run.events[4].t = std::chrono::hours(1);
  run.events[5].t = std::chrono::nanoseconds::max();
  run.events[6].t = std::chrono::nanoseconds::min();
  CHECK(times_of(cast_of(run), "m") == std::vector<double>{0.4, 0.8, 1.2, 2.2, 4.2, 6.2, 6.6});
  CHECK(times_of(cast_of(without_chance(orphan())), "m") ==
        std::vector<double>{0.5, 1, 1.5, 2, 2.5, 3, 3.5});
}

TEST_CASE("in a cast, runs follow one another under one head") {
  const auto view = view::asciicast({});
  const std::string cast = document_of(*view, orphan(), orphan());
  int heads = 0;
  double last = 0;
  for (const auto& line : lines_of(cast)) {
    if (line.is_object()) ++heads;
    if (!line.is_array()) continue;
    CHECK(line[0].get<double>() >= last);
    last = line[0];
  }
  CHECK(heads == 1);
  CHECK(times_of(cast, "m").size() == 2 * orphan().events.size());
}

TEST_CASE("in a cast, hostile texts do nothing to the terminal", "[slow]") {
  const std::string cast = cast_of(hostile_run(), {.ascii = true});
  CHECK(is_harmless(cast));
  CHECK_THAT(cast, !ContainsSubstring("</script"));
  CHECK(shown(cast) == view::render(*view::lanes({.colour = true, .ascii = true}), hostile_run(),
                                    {"a title", "", ""}));
  for (const auto& line : lines_of(cast))
    if (line.is_array() && line[1] == "m") CHECK(is_harmless(line[2].get<std::string>()));
}

TEST_CASE("with --ascii, a cast has nothing outside of ASCII") {
  CHECK(is_ascii(cast_of(tree_of_three(), {.ascii = true})));
}

TEST_CASE("a cast of no run has a head") {
  CHECK(lines_of(view::asciicast({})->finish()).front().at("version") == 2);
}
