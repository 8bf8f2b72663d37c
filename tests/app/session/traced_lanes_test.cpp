#include <fmt/format.h>

#include <algorithm>

#include "tests/app/mpdemo.hpp"
#include "tests/support/terminal/tmux.hpp"

// A program of the reader's own, traced on a terminal: what people see of it.

namespace {

using namespace tests;
using support::Tmux;

constexpr const char* kPipeline = R"(sh -c 'printf "b\na\nc\n" | sort | head -2 | wc -l')";

}  // namespace

TEST_CASE("A pipeline fits on one screen, from its heading to the prompt after it") {
  const support::NothingLeft nothing_left;
  // 24 rows at the most, in any order of events: 22 of the picture, an empty one, and this.
  const Tmux tmux(80, 24, fmt::format("{} trace -- {}; printf 'status %s' $?", kMpdemo, kPipeline));
  const std::string screen = tmux.expect("status 0");
  CHECK_THAT(screen, StartsWith("trace/sh\n"));
  for (const char* name : {"● parent", "● child-1", "◆ sort", "◆ head -2", "◆ wc -l"})
    CHECK_THAT(screen, ContainsSubstring(name));
  // There the columns are so narrow that what is handed over is cut.
  CHECK_THAT(screen, ContainsSubstring(R"("b\na\)"));
  CHECK_THAT(screen, ContainsSubstring(R"("a\nb\)"));
}

TEST_CASE("With --detail a pipeline has every event, and its record has them in any case") {
  const support::NothingLeft nothing_left;
  const Folder folder;
  const std::string record = folder / "run.jsonl";
  const std::string script =
      fmt::format("{0} trace --format jsonl -o {1} -- {2}", kMpdemo, record, kPipeline);
  REQUIRE(support::run("sh", {"-c", script}).status == exited(0));
  const auto events = lawful_run_in(contents_of(record)).events.size();
  const auto lines = [&](const Arguments& options) {
    Arguments arguments = {"replay", record, "--format", "text"};
    arguments.insert(arguments.end(), options.begin(), options.end());
    const std::string text = mpdemo(arguments).output;
    // A heading and an empty line above, an empty line below.
    return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')) - 3;
  };
  CHECK(lines({"--detail"}) == events);
  CHECK(lines({}) <= 20);
  const std::string again = mpdemo({"replay", record, "--format", "jsonl"}).output;
  CHECK(again == contents_of(record));
}
