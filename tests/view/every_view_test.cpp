#include <algorithm>
#include <array>

#include "core/record/utf8.hpp"
#include "core/view/formats.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/runs/timelines.hpp"

// Requirements of every view.

using namespace support;
using probe::Kind;

namespace {

/// Everything that could do harm, in each place where there is a text: escape
/// sequences, markup, the ends of comments and scripts, quotes, bytes that are
/// not UTF-8, marks that turn the direction of text.
record::Timeline hostile() {
  const std::string evil =
      "\x1b[2J\x1b]0;title\x07\r\x9b</script><!--]]>--></svg>\"'&;#%%{}`\\ \xff\xfe\xc0"
      "\xe2\x80\xae\xe2\x81\xa6\xe2\x80\xa8\xef\xbf\xbf\x7f\u0085 end";
  const TimelineBuilder::Process child{4277, 4276, "child\x1b[31m<b>" + evil};
  record::Timeline run = TimelineBuilder("fork" + evil, "<i>" + evil)
                             .starts(kParent)
                             .forks(kParent, child)
                             .starts(child)
                             .prints(child, evil + "\nsecond line: " + evil)
                             .writes(child, evil)
                             .acts(child, act(Kind::put, "queue" + evil, evil))
                             .acts(kParent, act(Kind::get, "queue" + evil, evil))
                             .acts(child, act(Kind::sleep, "", evil))
                             .acts(kParent, act(Kind::block, "lock" + evil, ""))
                             .prints(child, std::string(1 << 20, '<'))
                             .exits(child)
                             .reaps(kParent, child)
                             .exits(kParent)
                             .timeline();
  run.end.status = "failed";
  run.end.reason = evil;
  return run;
}

/// The first character that affects a terminal instead of being shown; newlines
/// are harmless.
std::string first_harm(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const auto next = record::decode_utf8(text.substr(at));
    const bool is_utf8 =
        next.code != record::kReplacement || text.substr(at, next.length) == "\xEF\xBF\xBD";
    if (!is_utf8 || (next.code != U'\n' && record::steers_display(next.code)))
      return "at " + std::to_string(at) + ": " + std::string(text.substr(at, 40));
    at += next.length;
  }
  return {};
}

}  // namespace

TEST_CASE("hostile text comes out of every view harmless, but for raw, which changes nothing") {
  const auto run = hostile();
  const view::SourceListing listing{"<title>\x1b[0m", "lessons/fork/basic.cpp",
                                    "</script>\x1b[31m\n<b>\n"};
  for (const auto& format : view::formats()) {
    if (format.name == "raw") continue;
    for (const bool plain : {false, true}) {
      CAPTURE(format.name, plain);
      CHECK(first_harm(view::render(*format.make({.plain = plain}), run, listing)).empty());
    }
  }
}

TEST_CASE("in every view, the same run is the same bytes") {
  for (const auto& format : view::formats())
    for (const auto& run : {hostile(), fork_child_first(), killed_child()}) {
      CAPTURE(format.name);
      const view::SourceListing listing{"title", "lessons/fork/basic.cpp", "int main() {}\n"};
      CHECK(view::render(*format.make({}), run, listing) ==
            view::render(*format.make({}), run, listing));
    }
}

TEST_CASE("every view says that nobody knows how a process ended, and data say nothing") {
  for (const auto& format : view::formats()) {
    CAPTURE(format.name);
    const std::string drawn = view::render(*format.make({}), lost_child());
    if (format.name == "raw") continue;
    if (format.name == "jsonl") {
      CHECK_THAT(drawn, ContainsSubstring("\"name\":\"child-1\",\"kind\":\"exit\"}"));
      continue;
    }
    // Where lines are short it may be broken.
    std::string words = drawn;
    std::replace(words.begin(), words.end(), '\n', ' ');
    CHECK_THAT(words, ContainsSubstring("ends") && ContainsSubstring("with an unknown status"));
  }
}

TEST_CASE("in ASCII, every view of a run in ASCII is nothing but ASCII") {
  for (const auto& format : view::formats())
    for (const auto& run : {fork_parent_first(), tree_of_three(), orphan(), killed_child()}) {
      CAPTURE(format.name);
      const std::string drawn = view::render(*format.make({.ascii = true}), run);
      CHECK(std::all_of(drawn.begin(), drawn.end(), [](char c) { return c > 0; }));
    }
}

TEST_CASE("what an event takes does not grow with the run") {
  // The number of bytes represents time here: a view that repeats earlier parts
  // writes more.
  const auto run_of = [](int prints) {
    TimelineBuilder run("fork", "long");
    run.starts(kParent);
    for (int i = 0; i < prints; ++i) run.prints(kParent, "a line that is always as long");
    return run.exits(kParent).timeline();
  };
  for (const auto& format : view::formats()) {
    CAPTURE(format.name);
    const auto bytes = [&](int prints) {
      return static_cast<double>(view::render(*format.make({}), run_of(prints)).size());
    };
    const double thousand = bytes(2'000) - bytes(1'000);
    CHECK(bytes(11'000) - bytes(10'000) < thousand * 1.3);
  }
}
