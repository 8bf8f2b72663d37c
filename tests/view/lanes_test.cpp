#include "core/view/lanes/lanes.hpp"

#include "core/view/formatting/palette.hpp"
#include "core/view/text/plain_text.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/runs/timelines.hpp"
#include "tests/view/drawn_lanes.hpp"

using namespace support;
using probe::Kind;

namespace {

/// One child after the other, each in the column of the previous one.
record::Timeline one_after_the_other() {
  return TimelineBuilder("fork", "again")
      .starts(kParent)
      .forks(kParent, kChild)
      .starts(kChild)
      .exits(kChild)
      .reaps(kParent, kChild)
      .forks(kParent, kSecond)
      .starts(kSecond)
      .exits(kSecond, 3)
      .reaps(kParent, kSecond)
      .exits(kParent)
      .timeline();
}

record::Timeline with_escapes() {
  const TimelineBuilder::Process evil{4277, 4276, "evil\x1b[2J\nname"};
  return TimelineBuilder("fork\x1b]0;x\x07", "hostile")
      .starts(kParent)
      .forks(kParent, evil)
      .starts(evil)
      .prints(evil, "\x1b[31mred\r\xff \xe2\x80\xae right to left\nsecond\n")
      .acts(evil, act(Kind::put, "queue-1\x1b", "\x1b[H\n"))
      .acts(kParent, act(Kind::get, "queue-1\x1b", "\x1b[H\n"))
      .timeline();
}

}  // namespace

TEST_CASE("a column for each process, a fork opens it, and the end closes it") {
  CHECK(picture(fork_parent_first(), {}, "fork() is called once and returns twice") ==
        R"(fork/basic   fork() is called once and returns twice

    0.000  ● parent 4276
    0.100  │ one process, 4276, about to become two
    0.200  ├─ fork ─────────────────────────▶● child-1 4277
    0.300  │ parent 4276: fork gave me 4277  │
    0.400  │                                 ├ starts
    0.500  ┊ waits for child-1               │
    0.600  ┊                                 │ child 4277: fork gave me 0, my
           ┊                                 │ parent is 4276
    0.700  ┊                                 ■ exit 0
    0.800  │◀─ reaped ───────────────────────■
    0.900  ■ exit 0

)");
}

TEST_CASE("the child may be the first to go on") {
  CHECK(picture(fork_child_first()) == R"(fork/basic

    0.000  ● parent 4276
    0.100  │ one process, 4276, about to become two
    0.200  ├─ fork ─────────────────────────▶● child-1 4277
    0.300  │                                 ├ starts
    0.400  │                                 │ child 4277: fork gave me 0, my
           │                                 │ parent is 4276
    0.500  │                                 ■ exit 0
    0.600  │ parent 4276: fork gave me 4277
    0.700  ┊ waits for child-1
    0.800  │◀─ reaped ───────────────────────■
    0.900  ■ exit 0

)");
}

TEST_CASE("a child's child has a column, too") {
  CHECK(picture(tree_of_three()) == R"(fork/tree

    0.000  ● parent 4276
    0.100  ├─ fork ─────────────────────────▶● child-1 4277
    0.200  │                                 ├ starts
       ms  ◆ parent 4276          ◆ child-1 4277
    0.300  │                      ├─ fork ──────────────▶● child-1.1 4278
    0.400  ┊ waits for child-1    │                      │
    0.500  ┊                      │                      ├ starts
    0.600  ┊                      │                      │ 4278 is a child of
           ┊                      │                      │ 4277
    0.700  ┊                      │                      ■ exit 3
    0.800  ┊                      │◀─ reaped ────────────■
    0.900  ┊                      ■ exit 0
    1.000  │◀─ reaped ────────────■
    1.100  ■ exit 0

)");
}

TEST_CASE("a kill looks other than an exit, and the verdict is told") {
  CHECK(picture(killed_child()) == R"(fork/killed

    0.000  ● parent 4276
    0.100  ├─ fork ─────────────────────────▶● child-1 4277
    0.200  │                                 ├ starts
    0.300  ┊ waits for child-1               │
    0.400  ┊                                 ╳ killed by SIGKILL
    0.500  │◀─ reaped ───────────────────────■
    0.600  ■ exit 1

The run failed: child-1 4277 was killed by SIGKILL (9).

)");
}

TEST_CASE("nobody reaps an orphan") {
  CHECK(picture(orphan()) == R"(fork/orphan

    0.000  ● parent 4276
    0.100  ├─ fork ─────────────────────────▶● child-1 4277
    0.200  │                                 ├ starts
    0.300  │                                 │ my parent is 4276
    0.400  ■ exit 0                          │
    0.500                                    │ my parent is 4275 now
    0.600                                    ■ exit 0

)");
}

TEST_CASE("Chinese takes two columns a character, and bars stay where they are") {
  CHECK(picture(chinese()) == R"(分叉/基础

    0.000  ● 父进程 4276
    0.100  ├─ fork ─────────────────────────▶● 子进程-1 4277
    0.200  │ 进程4276有了孩子4277 🎉         │
    0.300  │                                 ├ starts
    0.400  │                                 │ 我是子进程
    0.500  │                                 ■ exit 0
    0.600  ■ exit 0

)");
}

TEST_CASE("the column of a reaped process is the next one's") {
  CHECK(picture(one_after_the_other()) == R"(fork/again

    0.000  ● parent 4276
    0.100  ├─ fork ─────────────────────────▶● child-1 4277
    0.200  │                                 ├ starts
    0.300  │                                 ■ exit 0
    0.400  │◀─ reaped ───────────────────────■
    0.500  ├─ fork ─────────────────────────▶● child-2 4278
    0.600  │                                 ├ starts
    0.700  │                                 ■ exit 3
    0.800  │◀─ reaped ───────────────────────■
    0.900  ■ exit 0

)");
}

TEST_CASE("hostile names, texts and values are only shown") {
  CHECK(picture(with_escapes()) == R"(fork\x1b]0;x\x07/hostile

    0.000  ● parent 4276
    0.100  ├─ fork ─────────────────────────▶● evil\x1b[2J\nname 4277
    0.200  │                                 ├ starts
    0.300  │                                 │ \x1b[31mred\r� <U+202E> right to
           │                                 │ left
           │                                 │ second
    0.400  │                                 ● put \x1b[H\n → queue-1\x1b
    0.500  │◀─ queue-1\x1b: \x1b[H\n ────────┤

)");
}

TEST_CASE("bars, texts and arrows have the colour of their process") {
  CHECK(picture(fork_parent_first(), {.colour = true}).find(view::painted("●", 2)) !=
        std::string::npos);
}

TEST_CASE("for screen readers, lanes are sentences") {
  CHECK(picture(orphan(), {.plain = true}) ==
        view::render(*view::plain_text({.plain = true}), orphan()));
}

TEST_CASE("a view draws one run like the other") {
  const auto view = view::lanes({});
  CHECK(view::render(*view, orphan()) == view::render(*view, orphan()));
}
