#include "app/session/difference.hpp"

#include <algorithm>
#include <random>

#include "lessons/catalogue.hpp"
#include "tests/app/mpdemo.hpp"
#include "tests/support/terminal/tmux.hpp"

// A page with a fault, and one with the cure: the key d shows the lines that differ.

namespace {

using namespace tests;
using support::Tmux;

std::string session_of_page(const std::string& demo, const std::string& more = "") {
  return kMpdemo + " " + demo + " --step --quiz off --ids stable --time none " + more +
         "; echo status $?";
}

/// The lines of one of the two texts that were compared: '-' of the first, '+' of the second.
std::string text_of(const std::vector<app::ComparedLine>& lines, char sign) {
  std::string text;
  for (const auto& line : lines) {
    if (line.sign == ' ' || line.sign == sign) text += std::string(line.text) + "\n";
  }
  return text;
}

auto signs_in(const std::vector<app::ComparedLine>& lines) {
  return std::count_if(lines.begin(), lines.end(),
                       [](const app::ComparedLine& line) { return line.sign != ' '; });
}

/// Each line is one of three.
std::string text_by_chance(std::mt19937& random) {
  std::string text;
  for (auto lines = random() % 9; lines > 0; --lines)
    text += std::string(1, static_cast<char>('a' + random() % 3)) + "\n";
  return text;
}

}  // namespace

TEST_CASE("Compared texts are both there, line by line") {
  std::mt19937 random(25);
  for (int i = 0; i < 2000; ++i) {
    const std::string one = text_by_chance(random);
    const std::string other = text_by_chance(random);
    CAPTURE(one, other);
    const auto lines = app::compared(one, other);
    CHECK(text_of(lines, '-') == one);
    CHECK(text_of(lines, '+') == other);
    CHECK(signs_in(app::compared(one, one)) == 0);
    CHECK(signs_in(lines) == signs_in(app::compared(other, one)));
  }
}

TEST_CASE("Only what differs has a sign") {
  CHECK(signs_in(app::compared("a\nb\nc\n", "a\nc\n")) == 1);
  CHECK(signs_in(app::compared("a\nb\n", "a\nx\nb\n")) == 1);
  CHECK(signs_in(app::compared("a\nb\nc\n", "a\nx\nc\n")) == 2);
  CHECK(signs_in(app::compared("", "a\n")) == 1);
}

TEST_CASE("Each cure of the catalogue is of a demo above it, and the two differ") {
  int cures = 0;
  for (const auto& lesson : lessons::catalogue()) {
    for (const auto& demo : lesson.demos) {
      if (demo.cures.empty()) continue;
      ++cures;
      CAPTURE(lesson.name, demo.name);
      const auto broken =
          std::find_if(lesson.demos.begin(), lesson.demos.end(),
                       [&](const lessons::Demo& other) { return other.name == demo.cures; });
      REQUIRE(broken != lesson.demos.end());
      CHECK(&*broken < &demo);
      const auto text = app::difference_text({{"one", broken->page, "other", demo.page}},
                                             app::Language::english, false);
      CHECK_THAT(text, StartsWith("- one\n+ other\n\n"));
      CHECK(times("\n+ ", text) >= 2);
    }
  }
  CHECK(cures >= 18);
}

TEST_CASE("d shows what a page and its cure differ in, from either of them") {
  const support::NothingLeft nothing_left;
  for (const char* demo : {"pipe no-end", "pipe ends"}) {
    const Tmux tmux(100, 30, session_of_page(demo));
    const std::string before = tmux.expect_settled("Enter next");
    CHECK_THAT(before, ContainsSubstring("d difference"));
    tmux.press({"d"});
    const std::string shown = tmux.expect_settled("q closes this");
    CHECK_THAT(shown, ContainsSubstring(" - pipe/no-end\n + pipe/ends\n"));
    CHECK_THAT(shown, ContainsSubstring(" +     close(ends[1]);\n"));
    CHECK_THAT(shown, !ContainsSubstring("int bytes = 0;\n +"));
    tmux.press({"q"});
    CHECK(tmux.expect_settled("Enter next") == before);
    tmux.press({"q"});
    tmux.expect("status 0");
  }
}

TEST_CASE("A page with two cures shows both differences, and its comments in Chinese, too") {
  const support::NothingLeft nothing_left;
  const Tmux tmux(100, 60, session_of_page("sync philosophers", "--lang zh-Hant"));
  tmux.expect_settled("Enter");
  tmux.press({"d"});
  const std::string shown = tmux.expect_settled("差異");
  CHECK_THAT(shown, ContainsSubstring("+ sync/philosophers-ordered"));
  CHECK_THAT(shown, ContainsSubstring("編號"));
  tmux.press({"End"});
  CHECK_THAT(tmux.expect_settled("philosophers-seats"),
             ContainsSubstring("+   sem_wait(&table->seat);"));
  tmux.press({"q", "q"});
  tmux.expect("status 0");
}

TEST_CASE("Where there is no cure the key has no meaning") {
  const support::NothingLeft nothing_left;
  const Tmux tmux(80, 24, session_of_page("fork basic"));
  CHECK_THAT(tmux.expect_settled("Enter next"), !ContainsSubstring("d difference"));
  tmux.press({"d"});
  tmux.expect("? lists the keys");
  tmux.press({"q"});
  tmux.expect("status 0");
}

TEST_CASE("Line by line d prints the difference, and asks again") {
  const support::NothingLeft nothing_left;
  Program program(kMpdemo, {"shared", "ordered", "--step", "--quiz", "off", "--color", "never"},
                  support::on_small_terminal());
  program.expect("is about to");
  program.send_keys("d");
  program.expect("- shared/deadlock\r\n+ shared/ordered");
  program.expect("is about to");
  program.send_keys("q");
  CHECK(program.wait() == exited(0));
}
