#include "tests/support/runs/scenes.hpp"

#include <fmt/core.h>

#include "core/view/formatting/palette.hpp"

namespace support {

using app::Scene;

namespace {

std::vector<app::KeyHint> usual_keys() {
  return {{"Enter", "next"}, {"1-9", "choose"}, {"b", "back"}, {"g", "run on"},
          {"o", "outcomes"}, {"p", "Python"},   {"?", "help"}, {"q", "quit"}};
}

}  // namespace

Scene fork_scene() {
  Scene scene;
  scene.demo = "fork/variables";
  scene.title = "After a fork each process has its own copy of every variable";
  scene.acts = 6;
  scene.listing = {{7, "void fork_variables() {"},
                   {8, "  int source = 10;"},
                   {12, "  const pid_t child = mp::fork();"},
                   {14, "  if (child == 0) {"},
                   {15, "    source -= 6;"},
                   {16, "    say(\"child: source is {}, at {}\", source, fmt::ptr(&source));"},
                   {17, "  } else {"},
                   {18, "    source -= 1;"},
                   {19, "    say(\"parent: source is {}, at {}\", source, fmt::ptr(&source));"},
                   {20, "  }"},
                   {22, "  say(\"{} ends\", getpid());"},
                   {23, "}"}};
  scene.focus = 19;
  scene.marks = {{"p", 1, 19, true, false}, {"c1", 2, 16, false, false}};
  scene.heads = "            " + view::painted("◆ parent 4276", 1);
  const std::string bar = view::painted("│", 1);
  scene.lanes = {"  0.000 ms  " + view::painted("●", 1) + " " + view::painted("parent 4276", 1),
                 "  0.041     " + bar + " I am process 4276",
                 "  0.236     " + view::painted("├─ fork ───────────▶", 1) +
                     view::painted("● child-1 4277", 2)};
  scene.prose = {"Both go on from the same line, each with its own copy of `source`."};
  scene.candidates = {
      {1, 1, "parent 4276", "is about to print (line 19)", true, true, "parent"},
      {2, 2, "child-1 4277", "is about to print (line 16)", false, true, "child-1"}};
  scene.keys = usual_keys();
  return scene;
}

Scene deadlock_scene() {
  Scene scene;
  scene.demo = "shared/deadlock";
  scene.title = "Two locks, taken in opposite order: now and then, nobody goes on";
  scene.acts = 12;
  for (int number = 10; number < 46; ++number)
    scene.listing.push_back({number, fmt::format("  take(lock_{});", number)});
  scene.focus = 44;
  scene.marks = {
      {"p", 1, 44, false, true}, {"ann", 2, 21, false, true}, {"ben", 3, 32, false, true}};
  scene.heads = "  ◆ parent          ◆ ann           ◆ ben";
  for (int row = 1; row <= 30; ++row)
    scene.lanes.push_back(fmt::format("  ┊                 │ row {}         │", row));
  scene.prose = {
      "Nobody can go on: each of the two holds what the other one waits for, and the parent "
      "waits for both. A program that has come here stays here for ever, and a machine "
      "with more processors makes it only more frequent. The cure is an order: whoever "
      "needs both takes the pencil first, always, and then there is no circle."};
  scene.candidates = {{0, 1, "parent 9316", "waits for ann 9317 (line 44)", false},
                      {0, 2, "ann 9317", "waits for lock-2, held by ben 9318 (line 21)", false},
                      {0, 3, "ben 9318", "waits for lock-1, held by ann 9317 (line 32)", false}};
  scene.status = "nobody can go on: b goes back, Enter ends it";
  scene.keys = usual_keys();
  return scene;
}

Scene crowded_scene() {
  Scene scene = fork_scene();
  scene.marks.clear();
  scene.candidates.clear();
  for (int one = 1; one <= 40; ++one) {
    const bool waits = one == 1;
    const std::string name = waits ? "p" : fmt::format("c{}", one - 1);
    scene.marks.push_back({name, one, waits ? 22 : 16, one == 25, waits});
    scene.candidates.push_back(
        {waits || one > 10 ? 0 : one - 1, one,
         waits ? "parent 4276" : fmt::format("child-{} {}", one - 1, 4275 + one),
         waits ? "waits for child-1 4277 (line 22)" : "is about to print (line 16)", one == 25,
         !waits, waits ? "parent" : fmt::format("child-{}", one - 1)});
  }
  scene.focus = 16;
  return scene;
}

}  // namespace support
