#include <fcntl.h>
#include <fmt/format.h>

#include "app/replay/recorded_point.hpp"
#include "core/os/descriptors/output_file.hpp"
#include "tests/app/replay/stepped_replay.hpp"
#include "tests/support/terminal/tmux.hpp"

// A recorded run on the full screen, forward and back.

namespace {

using namespace tests;
using support::Tmux;

std::string replay_of(const std::string& file, const std::string& more = "") {
  return fmt::format("{} replay {} {}; echo status $?", kMpdemo, file, more);
}

}  // namespace

TEST_CASE("After each event of a record who lives is known, and who does the next one") {
  const auto runs = runs_in(record_of_two());
  REQUIRE(runs.size() == 2);
  for (const record::Timeline& run : runs) {
    std::size_t living = 0;
    for (std::size_t i = 0; i <= run.events.size(); ++i) {
      CAPTURE(run.run.demo, i);
      const choice::Point point = app::point_in(run, i);
      if (i > 0) {
        const probe::Kind kind = run.events[i - 1].act.kind;
        if (i == 1 || kind == probe::Kind::fork) ++living;
        if (kind == probe::Kind::exit) --living;
      }
      CHECK(point.roles.size() == living);
      CHECK(point.steps == i);
      if (i == 0 || i == run.events.size()) {
        CHECK_FALSE(choice::anyone_may_act(point));
        continue;
      }
      REQUIRE(point.proposed < point.roles.size());
      const choice::Role& next = point.roles[point.proposed];
      CHECK(next.pid == run.events[i].pid);
      CHECK(next.name == run.events[i].name);
      CHECK(next.may_act);
      if (run.events[i].act.kind == probe::Kind::start) continue;
      CHECK(next.next.line == run.events[i].act.line);
    }
    CHECK(living == 0);
  }
}

TEST_CASE("A recorded page is replayed on the full screen, and back is what was there before") {
  const support::NothingLeft nothing_left;
  const Folder folder;
  write_file(folder / "run", record_of_basic());
  for (const auto& [columns, rows] : {std::pair(80, 24), std::pair(70, 20), std::pair(130, 36)}) {
    CAPTURE(columns, rows);
    const Tmux tmux(columns, rows, replay_of(folder / "run", "--ids stable --time none"));
    std::vector<std::string> screens = {tmux.expect_settled("event 1 of 12")};
    CHECK_THAT(screens.front(), StartsWith(" fork/basic "));
    for (int event = 2; event <= 12; ++event) {
      tmux.press({"Enter"});
      screens.push_back(tmux.expect_settled(fmt::format("event {} of 12", event)));
    }
    CHECK_THAT(screens[4], ContainsSubstring("is about to"));
    CHECK_THAT(screens[4], ContainsSubstring("▶"));
    CHECK_THAT(screens.back(), ContainsSubstring("The demo has ended."));
    for (int event = 11; event >= 1; --event) {
      tmux.press({"b"});
      CHECK(tmux.expect_settled(fmt::format("event {} of 12", event)) ==
            screens[static_cast<std::size_t>(event) - 1]);
    }
    tmux.press({"b"});
    tmux.expect("this is the beginning");
    tmux.press({"End"});
    CHECK(tmux.expect_settled("event 12 of 12") == screens.back());
    tmux.press({"Home", "l"});
    tmux.expect("closes this");
    tmux.press({"q", "g", "+", "+", "+", "+", "+"});
    tmux.expect("event 12 of 12");
    tmux.press({"q", "q"});
    tmux.expect("status 0");
  }
}

TEST_CASE("The runs of a record follow one another on the full screen, too") {
  const support::NothingLeft nothing_left;
  const Folder folder;
  write_file(folder / "run", record_of_two());
  const Tmux tmux(80, 24, replay_of(folder / "run", "--lang zh-Hant"));
  tmux.expect("執行 1/2，事件 1/12");
  tmux.press({"End"});
  tmux.expect("按 Enter 看下一次執行");
  tmux.press({"Enter"});
  CHECK_THAT(tmux.expect_settled("執行 2/2，事件 1/10"), StartsWith(" process/join "));
  tmux.press({"b"});
  CHECK_THAT(tmux.expect_settled("執行 1/2，事件 12/12"), StartsWith(" fork/basic "));
  tmux.press({"q"});
  tmux.expect("status 0");
}

TEST_CASE("A recorded program is replayed beside its source") {
  const support::NothingLeft nothing_left;
  const Folder folder;
  write_file(folder / "two.sh", "#!/bin/bash\necho one &\necho two\nwait\n");
  const Finished recorded =
      mpdemo({"try", "--seed", "1", "--format", "jsonl", "-o", folder / "run", folder / "two.sh"});
  CAPTURE(recorded.error);
  REQUIRE(std::filesystem::exists(folder / "run"));
  const Tmux tmux(80, 24, replay_of(folder / "run"));
  tmux.expect("event 1 of ");
  bool has_source = false;
  for (int events = 0; events < 40 && !has_source; ++events) {
    tmux.press({"Enter"});
    has_source = tmux.expect_settled("quit").find("echo two") != std::string::npos &&
                 tmux.screen().find("(two.sh)") != std::string::npos;
  }
  CHECK(has_source);
  tmux.press({"q"});
  tmux.expect("status 0");
}

TEST_CASE("With --follow events come while the reader goes forward and back") {
  const support::NothingLeft nothing_left;
  const Folder folder;
  const auto lines = lines_of(record_of_basic());
  // Nobody else has it open, the terminal's own processes neither.
  os::Fd writer = os::open((folder / "run").c_str(), O_WRONLY | O_CREAT | O_TRUNC);
  const auto write = [&](std::size_t from, std::size_t to) {
    for (std::size_t line = from; line < to; ++line)
      os::write_all(writer.get(), lines[line] + "\n");
  };
  write(0, 5);  // the head, and four events
  const Tmux tmux(80, 24, replay_of(folder / "run", "--step --follow"));
  tmux.expect("event 4 of 4");
  CHECK_THAT(tmux.screen(), ContainsSubstring("more may come"));
  write(5, 7);
  tmux.expect("event 6 of 6");
  tmux.press({"b", "b"});
  tmux.expect("event 4 of 6");
  write(7, lines.size());
  writer.reset();
  // Who looks back stays there.
  tmux.expect("event 4 of 12");
  tmux.press({"End"});
  tmux.expect("event 12 of 12");
  CHECK_THAT(tmux.expect_settled("Enter ends  b back"), ContainsSubstring("The demo has ended."));
  CHECK(tmux.screen().find("more may come") == std::string::npos);
  tmux.press({"Enter"});
  tmux.expect("status 0");
}

TEST_CASE("Where the screen is too small nothing is followed step by step") {
  const support::NothingLeft nothing_left;
  const Folder folder;
  write_file(folder / "run", record_of_basic());
  Options low = support::on_terminal();
  low.rows = 19;
  Program program(kMpdemo, {"replay", folder / "run", "--step", "--follow"}, low);
  CHECK(program.wait() == exited(3));
  CHECK_THAT(program.output(), ContainsSubstring("needs the full screen, 70x20 or more"));
}
