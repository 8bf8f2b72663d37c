#include <algorithm>
#include <functional>
#include <nlohmann/json.hpp>
#include <random>

#include "core/view/formatting/display_width.hpp"
#include "core/view/formatting/palette.hpp"
#include "core/view/formatting/split_lines.hpp"
#include "core/view/outcomes/map_text.hpp"
#include "core/view/outcomes/outcome_formats.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/runs/outcome_maps.hpp"

// The map of all outcomes: what is drawn is what can come, no more and no less.

using namespace support;
using record::Outcome;
using view::MapPicture;

namespace {

/// All that the rows of a picture spell, from the beginning to an end.
std::set<Outcome> spelled_by(const MapPicture& picture) {
  std::set<Outcome> all;
  Outcome outcome;
  const std::function<void(std::size_t)> go = [&](std::size_t number) {
    const MapPicture::Row& row = picture.rows[number];
    if (row.kind == MapPicture::Row::Kind::line) outcome.lines.push_back(row.line);
    if (!row.ending.empty()) {
      outcome.ending = row.ending;
      REQUIRE(all.insert(outcome).second);
    }
    for (const std::size_t next : row.next) go(next);
    if (row.kind == MapPicture::Row::Kind::line) outcome.lines.pop_back();
  };
  go(0);
  return all;
}

std::set<Outcome> outcomes_of(const view::MappedOutcomes& mapped) {
  std::set<Outcome> all;
  for (const auto& row : mapped.report.rows) all.insert(row.outcome);
  return all;
}

/// How many outcomes are drawn to their end or go on where the drawing ends.
std::uint64_t counted_in(const MapPicture& picture) {
  std::vector<std::uint64_t> ways(picture.rows.size());
  ways[0] = 1;
  std::uint64_t sum = 0;
  for (std::size_t number = 0; number < picture.rows.size(); ++number) {
    const MapPicture::Row& row = picture.rows[number];
    for (const std::size_t next : row.next) ways[next] += ways[number];
    if (!row.ending.empty()) sum += ways[number];
    if (!row.folded.empty()) sum += ways[number] * std::stoull(row.folded);
  }
  return sum;
}

/// Each row leads down only, and no two rows share a rail at a time.
void check_rails(const MapPicture& picture) {
  for (std::size_t number = 1; number < picture.rows.size(); ++number) {
    const MapPicture::Row& row = picture.rows[number];
    CAPTURE(number, row.rail, row.since);
    CHECK(row.rail < picture.rails);
    CHECK(row.since < number);
    const auto& before = picture.rows[row.since].next;
    CHECK(std::find(before.begin(), before.end(), number) != before.end());
    for (std::size_t other = row.since + 1; other < number; ++other)
      CHECK(picture.rows[other].rail != row.rail);
    for (const std::size_t next : row.next) CHECK(next > number);
  }
}

std::set<Outcome> random_outcomes(std::mt19937& random) {
  const auto below = [&](int end) {
    return std::uniform_int_distribution<int>(0, end - 1)(random);
  };
  std::set<Outcome> outcomes;
  const int count = 1 + below(12);
  for (int i = 0; i < count; ++i) {
    Outcome outcome;
    for (int line = below(5); line > 0; --line)
      outcome.lines.push_back({below(2) == 0 ? "parent" : "child-1",
                               std::string(1, static_cast<char>('a' + below(3)))});
    if (below(4) == 0) outcome.ending = "deadlock";
    outcomes.insert(outcome);
  }
  return outcomes;
}

view::MappedOutcomes mapped_of(const std::set<Outcome>& outcomes) {
  view::MappedOutcomes mapped = crossed_locks();
  mapped.map = map_of(outcomes);
  mapped.report.outcomes = std::to_string(outcomes.size());
  mapped.report.rows.clear();
  for (const Outcome& outcome : outcomes) mapped.report.rows.emplace_back().outcome = outcome;
  return mapped;
}

}  // namespace

TEST_CASE("a map that is not folded spells the outcomes, each once, and no others") {
  std::mt19937 random(14);
  for (int i = 0; i < 200; ++i) {
    const auto mapped = mapped_of(random_outcomes(random));
    const MapPicture picture = view::picture_of(mapped, 1'000);
    REQUIRE(spelled_by(picture) == outcomes_of(mapped));
    REQUIRE(counted_in(picture) == mapped.report.rows.size());
    check_rails(picture);
  }
}

TEST_CASE("where a map is folded, what is drawn and what goes on are all outcomes together") {
  const auto large = printing_in_any_order(3, 3);
  REQUIRE(large.report.outcomes == "1680");
  for (const std::size_t most : std::initializer_list<std::size_t>{1, 2, 3, 5, 12, 40, 80}) {
    const MapPicture picture = view::picture_of(large, most);
    CAPTURE(most);
    CHECK(picture.rows.size() <= most + 2);  // the beginning and the end
    CHECK(counted_in(picture) == 1680);
    check_rails(picture);
  }
  std::mt19937 random(15);
  for (int i = 0; i < 100; ++i) {
    const auto mapped = mapped_of(random_outcomes(random));
    const MapPicture picture = view::picture_of(mapped, 4);
    REQUIRE(counted_in(picture) == mapped.report.rows.size());
    check_rails(picture);
  }
}

TEST_CASE("a row is lost from which no run ends well, if that is proved") {
  auto mapped = crossed_locks();
  const auto lost = [&] {
    std::vector<std::string> texts;
    for (const auto& row : view::picture_of(mapped).rows)
      if (row.is_lost) texts.push_back(row.line.text);
    std::sort(texts.begin(), texts.end());
    return texts;
  };
  CHECK(lost() == std::vector<std::string>{"has the pencil", "has the ruler"});
  mapped.report.exhaustive = false;
  CHECK(lost().empty());
}

TEST_CASE("a map drawn with characters has a row for each line, and rails to what can follow") {
  CHECK(view::map_text(crossed_locks(), {.width = 78}) ==
        R"(test/crossed: 4 possible outcomes, all proved

         parent                 ann                    ben
╭─╮
● │                             has the pencil
├─│─╮
│ ● │                                                  has the ruler
│ ├─│─╮
● │ │ │                         draws a line
│ │ ○ │                                                has the ruler
│ ○ │ │                         has the pencil
│ ╰─┤ │
│   │ ●                                                draws a line
●   │ │                                                has the ruler
│   │ ●                         has the pencil
●   │ │                                                draws a line
│   │ ●                         draws a line
├───│─╯
●   │    both have drawn
│   ╳    deadlock
■        ends well

○ from there on no run ends well
)");
  CHECK(view::map_text(crossed_locks(), {.ascii = true, .width = 78}) ==
        R"(test/crossed: 4 possible outcomes, all proved

         parent                 ann                    ben
.-.
* |                             has the pencil
+-|-.
| * |                                                  has the ruler
| +-|-.
* | | |                         draws a line
| | O |                                                has the ruler
| O | |                         has the pencil
| '-+ |
|   | *                                                draws a line
*   | |                                                has the ruler
|   | *                         has the pencil
*   | |                                                draws a line
|   | *                         draws a line
+---|-'
*   |    both have drawn
|   X    deadlock
#        ends well

O from there on no run ends well
)");
}

TEST_CASE("a map in sentences says what can come next by number") {
  CHECK(view::map_text(crossed_locks(), {.plain = true}) ==
        R"(test/crossed: 4 possible outcomes, all proved.
0. the beginning; then 1, 2.
1. ann: has the pencil; then 3, 4.
2. ben: has the ruler; then 5, 6.
3. ann: draws a line; then 7.
4. ben: has the ruler, and no run ends well any more; then 12.
5. ann: has the pencil, and no run ends well any more; then 12.
6. ben: draws a line; then 8.
7. ben: has the ruler; then 9.
8. ann: has the pencil; then 10.
9. ben: draws a line; then 11.
10. ann: draws a line; then 11.
11. parent: both have drawn; then 13.
12. deadlock.
13. ends well.
)");
}

TEST_CASE("no drawing of a map is wider than the terminal, and colours add nothing to it") {
  for (const auto& mapped : {crossed_locks(), printing_in_any_order(2, 4),
                             printing_in_any_order(4, 2), printing_in_any_order(6, 1)}) {
    for (const int width : {40, 60, 78, 118}) {
      for (const bool ascii : {false, true}) {
        const std::string plain = view::map_text(mapped, {.ascii = ascii, .width = width});
        for (const auto line : view::split_lines(plain)) {
          CAPTURE(width, line);
          CHECK(view::display_width(line) <= static_cast<std::size_t>(width));
          if (ascii)
            CHECK(
                std::all_of(line.begin(), line.end(), [](char c) { return c >= ' ' && c < 127; }));
        }
        std::string shown;
        const std::string painted =
            view::map_text(mapped, {.colour = true, .ascii = ascii, .width = width});
        for (const auto line : view::split_lines(painted)) {
          for (const auto& piece : view::unpainted(line)) shown += piece.text;
          shown += '\n';
        }
        CHECK(shown == plain);
      }
    }
  }
}

TEST_CASE("where not all is known a map says at least, in every drawing") {
  auto mapped = printing_in_any_order(2, 2);
  mapped.report.exhaustive = false;
  mapped.report.outcomes = "1234567";
  const std::vector<view::MappedOutcomes> demos = {mapped};
  for (const bool plain : {false, true})
    CHECK_THAT(view::map_text(mapped, {.plain = plain}),
               StartsWith("test/any-order: at least 1,234,567 possible outcomes"));
  for (const char* format : {"svg", "html", "dot"})
    CHECK_THAT(view::outcome_format_named(format)->write(demos, {}),
               ContainsSubstring("test/any-order: at least 1,234,567 possible outcomes"));
}

TEST_CASE("whatever was printed, every format of outcomes is harmless") {
  const std::string evil = "\x1b[2J</svg><script>x</script>\"\\\n\xFF\u202E";
  auto mapped = mapped_of({{{{evil, evil}, {"b", "]]>"}}, evil}});
  mapped.report.demo = mapped.report.command = evil;
  mapped.report.rows[0].possible = true;
  mapped.report.rows[0].reason = evil;
  const std::vector<view::MappedOutcomes> demos = {mapped, mapped};
  for (const auto& format : view::outcome_formats()) {
    CAPTURE(format.name);
    const std::string text = format.write(demos, {});
    CHECK(std::all_of(text.begin(), text.end(),
                      [](char c) { return c == '\n' || static_cast<unsigned char>(c) >= ' '; }));
    if (format.name == "svg" || format.name == "html")
      CHECK(text.find("<script") == std::string::npos);
    CHECK(format.write({}, {}).find(evil) == std::string::npos);
  }
}

TEST_CASE("as one document there are all demos, with their outcomes, maps and ends") {
  const std::vector<view::MappedOutcomes> demos = {crossed_locks(), printing_in_any_order(2, 2)};
  const auto document = nlohmann::json::parse(view::outcome_format_named("json")->write(demos, {}));
  REQUIRE(document.size() == 2);
  for (std::size_t i = 0; i < 2; ++i) {
    const auto& demo = document[i];
    CHECK(demo.at("outcomes").size() == demos[i].report.rows.size());
    CHECK(demo.at("end").at("type") == "end");
    const auto& nodes = demo.at("map");
    CHECK(nodes.at(0).at("outcomes") == demos[i].report.rows.size());
    // As many ways through it as there are outcomes.
    std::vector<std::size_t> ways(nodes.size());
    std::size_t ends = 0;
    ways[0] = 1;
    for (std::size_t node = 0; node < nodes.size(); ++node) {
      ends += ways[node] * nodes[node].at("endings").size();
      for (const auto& arc : nodes[node].at("next"))
        ways.at(arc.at(2).get<std::size_t>()) += ways[node];
    }
    CHECK(ends == demos[i].report.rows.size());
  }
  CHECK(nlohmann::json::parse(view::outcome_format_named("json")->write({}, {})).empty());
}
