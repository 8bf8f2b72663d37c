#include "app/screen/frame.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "app/screen/compose.hpp"
#include "app/screen/layout.hpp"
#include "app/session/key_line.hpp"
#include "core/view/formatting/display_width.hpp"
#include "core/view/formatting/palette.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/runs/scenes.hpp"

// Frames as text. Nothing here forks, and there is no terminal.

namespace {

using app::compose;
using app::Frame;
using app::Scene;
using app::Size;

std::string text_of(const Scene& scene, Size size) {
  return '\n' + compose(scene, size).text();
}

void check_row_widths(const Scene& scene, Size size) {
  CAPTURE(size.columns, size.rows);
  const Frame frame = compose(scene, size);
  REQUIRE(frame.size() == size);
  for (int row = 0; row < size.rows; ++row)
    CHECK(view::display_width(frame.row(row)) == static_cast<std::size_t>(size.columns));
}

bool is_ascii(const std::string& text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return c == '\n' || (c >= ' ' && c <= '~'); });
}

/// Everything that may be too long, all at once.
Scene overfull_scene() {
  Scene scene = support::crowded_scene();
  const std::string no_spaces(500, 'x');
  scene.title = no_spaces;
  scene.status = no_spaces;
  for (auto& line : scene.listing) line.text += no_spaces;
  for (auto& line : scene.lanes) line += no_spaces;
  for (auto& one : scene.candidates) one.name = one.what = no_spaces + "行程";
  scene.prose = {no_spaces, "各自有自己的變數" + no_spaces};
  return scene;
}

}  // namespace

TEST_CASE("A page, its lanes, and who may act next: 80 x 24") {
  CHECK(text_of(support::fork_scene(), {80, 24}) == R"(
 fork/variables   After a fork each process has its own copy of          6 acts
 every variable
   c1▶ 16     say("child: source is {}, at {}", source, fmt::ptr(&source));
       17   } else {
       18     source -= 1;
    p▶ 19     say("parent: source is {}, at {}", source, fmt::ptr(&source));
       20   }
       22   say("{} ends", getpid());
────────────────────────────────────────────────────────────────────────────────
  0.000 ms  ● parent 4276
  0.041     │ I am process 4276
  0.236     ├─ fork ───────────▶● child-1 4277




────────────────────────────────────────────────────────────────────────────────
 Both go on from the same line, each with its own copy of `source`.



 ▶ 1 parent 4276    is about to print (line 19)
   2 child-1 4277   is about to print (line 16)
 Enter next  1-9 choose  b back  g run on  o outcomes  p Python  ? help  q quit
)");
}

TEST_CASE("A larger terminal shows more: 120 x 40") {
  CHECK(text_of(support::fork_scene(), {120, 40}) == R"(
 fork/variables   After a fork each process has its own copy of every variable                                   6 acts
        7 void fork_variables() {
        8   int source = 10;
       12   const pid_t child = mp::fork();
       14   if (child == 0) {
       15     source -= 6;
   c1▶ 16     say("child: source is {}, at {}", source, fmt::ptr(&source));
       17   } else {
       18     source -= 1;
    p▶ 19     say("parent: source is {}, at {}", source, fmt::ptr(&source));
       20   }
       22   say("{} ends", getpid());
       23 }
────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
  0.000 ms  ● parent 4276
  0.041     │ I am process 4276
  0.236     ├─ fork ───────────▶● child-1 4277











────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
 Both go on from the same line, each with its own copy of `source`.







 ▶ 1 parent 4276    is about to print (line 19)
   2 child-1 4277   is about to print (line 16)
 Enter next  1-9 choose  b back  g run on  o outcomes  p Python  ? help  q quit
)");
}

TEST_CASE("Nobody can go on: 80 x 24") {
  CHECK(text_of(support::deadlock_scene(), {80, 24}) == R"(
 shared/deadlock   Two locks, taken in opposite order: now and then,    12 acts
 nobody goes on
       40   take(lock_40);
       41   take(lock_41);
       42   take(lock_42);
       43   take(lock_43);
    p▷ 44   take(lock_44);
       45   take(lock_45);
────────────────────────────────────────────────────────────────────────────────
  ◆ parent          ◆ ann           ◆ ben
  ┊                 │ row 27         │
  ┊                 │ row 28         │
  ┊                 │ row 29         │
  ┊                 │ row 30         │
── nobody can go on: b goes back, Enter ends it ────────────────────────────────
 Nobody can go on: each of the two holds what the other one waits for, and the
 parent waits for both. A program that has come here stays here for ever, and a
 machine with more processors makes it only more frequent. The cure is an
 order: whoever needs both takes the pencil first, always, and then there is no
 circle.
     parent 9316    waits for ann 9317 (line 44)
     ann 9317       waits for lock-2, held by ben 9318 (line 21)
     ben 9318       waits for lock-1, held by ann 9317 (line 32)
 Enter next  1-9 choose  b back  g run on  o outcomes  p Python  ? help  q quit
)");
}

TEST_CASE("On a wide terminal page and lanes stand side by side: 130 x 30") {
  CHECK(text_of(support::deadlock_scene(), {130, 30}) == R"(
 shared/deadlock   Two locks, taken in opposite order: now and then, nobody goes on                                       12 acts
       27   take(lock_27);                 │   ◆ parent          ◆ ann           ◆ ben
       28   take(lock_28);                 │   ┊                 │ row 13         │
       29   take(lock_29);                 │   ┊                 │ row 14         │
       30   take(lock_30);                 │   ┊                 │ row 15         │
       31   take(lock_31);                 │   ┊                 │ row 16         │
  ben▷ 32   take(lock_32);                 │   ┊                 │ row 17         │
       33   take(lock_33);                 │   ┊                 │ row 18         │
       34   take(lock_34);                 │   ┊                 │ row 19         │
       35   take(lock_35);                 │   ┊                 │ row 20         │
       36   take(lock_36);                 │   ┊                 │ row 21         │
       37   take(lock_37);                 │   ┊                 │ row 22         │
       38   take(lock_38);                 │   ┊                 │ row 23         │
       39   take(lock_39);                 │   ┊                 │ row 24         │
       40   take(lock_40);                 │   ┊                 │ row 25         │
       41   take(lock_41);                 │   ┊                 │ row 26         │
       42   take(lock_42);                 │   ┊                 │ row 27         │
       43   take(lock_43);                 │   ┊                 │ row 28         │
    p▷ 44   take(lock_44);                 │   ┊                 │ row 29         │
       45   take(lock_45);                 │   ┊                 │ row 30         │
── nobody can go on: b goes back, Enter ends it ──────────────────────────────────────────────────────────────────────────────────
 Nobody can go on: each of the two holds what the other one waits for, and the parent waits for both. A program that has come
 here stays here for ever, and a machine with more processors makes it only more frequent. The cure is an order: whoever needs
 both takes the pencil first, always, and then there is no circle.


     parent 9316    waits for ann 9317 (line 44)
     ann 9317       waits for lock-2, held by ben 9318 (line 21)
     ben 9318       waits for lock-1, held by ann 9317 (line 32)
 Enter next  1-9 choose  b back  g run on  o outcomes  p Python  ? help  q quit
)");
}

TEST_CASE("Of forty processes the one that is next has its row, and all others are named") {
  CHECK(text_of(support::crowded_scene(), {80, 24}) == R"(
 fork/variables   After a fork each process has its own copy of          6 acts
 every variable
 c24+▶ 16     say("child: source is {}, at {}", source, fmt::ptr(&source));
       17   } else {
       18     source -= 1;
       19     say("parent: source is {}, at {}", source, fmt::ptr(&source));
       20   }
    p▷ 22   say("{} ends", getpid());
────────────────────────────────────────────────────────────────────────────────
  0.000 ms  ● parent 4276
  0.041     │ I am process 4276
  0.236     ├─ fork ───────────▶● child-1 4277

────────────────────────────────────────────────────────────────────────────────
 Both go on from the same line, each with its own copy of `source`.
     parent 4276    waits for child-1 4277 (line 22)
 ▶   child-24 4300  is about to print (line 16)
   1 child-1  2 child-2  3 child-3  4 child-4  5 child-5  6 child-6
   7 child-7  8 child-8  9 child-9  child-10  child-11  child-12
   child-13  child-14  child-15  child-16  child-17  child-18  child-19
   child-20  child-21  child-22  child-23  child-25  child-26  child-27
   child-28  child-29  child-30  child-31  child-32  child-33  child-34
   child-35  child-36  child-37  child-38  child-39
 Enter next  1-9 choose  b back  g run on  o outcomes  p Python  ? help  q quit
)");
}

TEST_CASE("Who may act is never out of sight, whatever else there is to show") {
  Scene scene = support::fork_scene();
  for (int one = 0; one < 8; ++one) scene.prose.push_back(std::string(200, 'a'));
  for (int count = 1; count <= 40; ++count) {
    scene.candidates.clear();
    for (int one = 1; one <= count; ++one) {
      const std::string name = "worker-" + std::to_string(one);
      const bool waits = one % 4 == 0 && one != count;
      scene.candidates.push_back({waits || one > 9 ? 0 : one, one, name + " 4276",
                                  "is about to print", one == count, !waits, name});
    }
    for (const Size size : {Size{80, 24}, Size{100, 30}, Size{130, 30}}) {
      const std::string text = compose(scene, size).text();
      CAPTURE(count, text);
      for (const auto& one : scene.candidates) {
        const std::string key =
            (one.number > 0 ? std::to_string(one.number) + " " : "  ") + one.brief;
        if (one.may_act) CHECK_THAT(text, ContainsSubstring(key));
      }
      const std::string number = count > 9 ? " " : std::to_string(count);
      CHECK_THAT(text, ContainsSubstring("▶ " + number + " worker-" + std::to_string(count)));
      // And something of the prose, which can be scrolled.
      if (app::text_overflow(scene, size) > 0) CHECK_THAT(text, ContainsSubstring(" ↑↓ 1-"));
    }
  }
}

TEST_CASE("A text takes what rows it needs, from the lanes first, and then it scrolls") {
  Scene scene = support::fork_scene();
  const auto lines_in_sight = [&] {
    const std::string text = compose(scene, {80, 24}).text();
    int lines = 0;
    for (int number = 1; number <= 30; ++number)
      lines += text.find("\n line " + std::to_string(number) + ".\n") != text.npos;
    return lines;
  };
  for (int count = 1; count <= 30; ++count) {
    CAPTURE(count);
    scene.prose.clear();
    for (int number = 1; number <= count; ++number)
      scene.prose.push_back("line " + std::to_string(number) + ".");
    const auto overflow = static_cast<int>(app::text_overflow(scene, {80, 24}));
    CHECK(lines_in_sight() == count - overflow);
    CHECK((overflow == 0) == (count <= 8));
    // The page and the lanes keep some rows.
    const std::string text = compose(scene, {80, 24}).text();
    CHECK_THAT(text, ContainsSubstring("p▶ 19"));
    CHECK_THAT(text, ContainsSubstring("● child-1 4277"));
  }
  CHECK_THAT(compose(scene, {80, 24}).text(), ContainsSubstring("── ↑↓ 1-8/30 ──\n line 1.\n"));
  scene.text_top = 5;
  CHECK_THAT(compose(scene, {80, 24}).text(), ContainsSubstring("── ↑↓ 6-13/30 ──\n line 6.\n"));
  scene.text_top = 1000;
  CHECK_THAT(compose(scene, {80, 24}).text(), ContainsSubstring("── ↑↓ 23-30/30 ──\n line 23.\n"));
}

TEST_CASE("A question and its answers take what they need, too") {
  Scene scene = support::fork_scene();
  scene.question = {std::string(150, 'q'), {std::string(100, 'a'), "no", std::string(90, 'b')}};
  const std::string text = compose(scene, {80, 24}).text();
  CHECK(std::count(text.begin(), text.end(), 'q') >= 150);
  CHECK_THAT(text, ContainsSubstring("\n   1 aaaa"));
  CHECK_THAT(text, ContainsSubstring("\n     aaaa"));
  CHECK_THAT(text, ContainsSubstring("\n   2 no\n   3 bbbb"));
  CHECK_THAT(text, ContainsSubstring("\n     bbbb"));
}

TEST_CASE("A title that is too long for the first row goes on in a second, then in the text") {
  Scene scene = support::fork_scene();
  scene.title = "一個標題\nA title";
  CHECK_THAT(compose(scene, {80, 24}).text(), ContainsSubstring("variables   一個標題 A title "));
  scene.title =
      "複製之後，每個行程都有自己的變數\nAfter a fork each process has its own copy of all";
  CHECK_THAT(compose(scene, {80, 24}).text(),
             ContainsSubstring("6 acts\n After a fork each process has its own copy of all\n"));
  scene.title.clear();
  for (int word = 100; word < 200; ++word) scene.title += std::to_string(word) + " ";
  scene.text_top = 4;
  const std::string text = compose(scene, {80, 24}).text();
  CHECK_THAT(text, ContainsSubstring("…\n"));
  CHECK_THAT(text, ContainsSubstring(" 199\n"));
}

TEST_CASE("What has no room beside the rule is said in the text") {
  Scene scene = support::fork_scene();
  scene.status = "This is said of what has just been done, and there is too much of it to fit in.";
  const std::string text = compose(scene, {80, 24}).text();
  CHECK_THAT(text, ContainsSubstring("──\n This is said of what has just been done, and there is "
                                     "too much of it to fit\n in.\n Both go on"));
}

TEST_CASE("How to leave is in sight in each language, and so are all keys on 80 columns") {
  using app::Phase;
  Scene scene;
  for (const auto language : {app::Language::english, app::Language::traditional_chinese}) {
    for (const auto phase :
         {Phase::asked, Phase::running_on, Phase::at_work, Phase::ended, Phase::exploring}) {
      for (int bits = 0; bits < 16; ++bits) {
        const app::Moment moment{phase, (bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0 ? 5 : 0,
                                 (bits & 8) != 0};
        scene.keys = app::keys_at(moment, app::wording(language));
        const std::string row = compose(scene, {80, 24}).row(23);
        // A wide glyph is followed by its other half, which has no text.
        for (const auto& hint : scene.keys)
          CHECK_THAT(row, ContainsSubstring(" " + hint.key + " " + hint.does + " "));
      }
    }
  }
  scene.keys = {{"Enter", std::string(50, 'x')}, {"b", "back"}, {"o", "outcomes"}, {"q", "quit"}};
  CHECK_THAT(compose(scene, {80, 24}).row(23), ContainsSubstring("b back  q quit "));
  CHECK(compose(scene, {80, 24}).row(23).find("outcomes") == std::string::npos);
}

TEST_CASE("Wide characters are two columns wide, and lines break between them") {
  Scene scene = support::fork_scene();
  scene.prose.push_back(
      "兩個行程都從同一行繼續執行，各自有自己的變數，雖然位址相同，內容卻互不影響，這就是複製。");
  const std::string text = compose(scene, {80, 24}).text();
  CHECK_THAT(
      text,
      ContainsSubstring(
          "\n 兩個行程都從同一行繼續執行，各自有自己的變數，雖然位址相同，內容卻互不影響，這\n "
          "就是複製。\n"));
}

TEST_CASE("Every row is as wide as the terminal, whatever its size and whatever there is to show") {
  Scene overlay = support::fork_scene();
  overlay.overlay = {"help", std::vector<std::string>(100, std::string(300, 'y')), 3};
  Scene question = support::fork_scene();
  question.question = {std::string(900, 'z'), {"one", "two", "行程", std::string(200, 'a')}};
  for (const Scene& scene :
       {support::fork_scene(), support::deadlock_scene(), support::crowded_scene(),
        overfull_scene(), overlay, question, Scene()}) {
    for (const int columns : {1, 2, 7, 40, 69, 70, 79, 80, 81, 100, 123, 124, 125, 160, 300})
      for (const int rows : {1, 2, 5, 19, 20, 23, 24, 25, 30, 40, 77})
        check_row_widths(scene, {columns, rows});
  }
}

TEST_CASE("Below 70 x 20 a sentence says what to do") {
  for (const Size size : {Size{69, 24}, Size{80, 19}, Size{60, 20}}) {
    const std::string text = compose(support::fork_scene(), size).text();
    CHECK_THAT(text, ContainsSubstring("is too small: make it 70x20, or end with q."));
    CHECK_THAT(text, ContainsSubstring("1 parent 4276  is about to print"));
  }
}

TEST_CASE("The line that is about to run is in sight, wherever it is on the page") {
  Scene scene = support::deadlock_scene();
  for (const auto& line : scene.listing) {
    scene.focus = line.number;
    scene.marks = {{"p", 1, line.number, true, false}};
    CHECK_THAT(compose(scene, {80, 24}).text(),
               ContainsSubstring("p▶ " + std::to_string(line.number) + " "));
  }
}

TEST_CASE("In ASCII there is nothing else") {
  for (Scene scene : {support::fork_scene(), support::crowded_scene()}) {
    scene.ascii = true;
    scene.lanes.clear();
    scene.heads.clear();
    scene.title = std::string(200, 'x');
    CHECK(is_ascii(compose(scene, {80, 24}).text()));
    CHECK(is_ascii(compose(scene, {140, 40}).text()));
  }
}

TEST_CASE("A question stands where the processes stood, with its answers") {
  Scene scene = support::fork_scene();
  scene.question = {"What will the parent print?", {"9", "4", "10"}};
  const std::string text = compose(scene, {80, 24}).text();
  CHECK_THAT(text, ContainsSubstring(
                       "\n What will the parent print?\n\n\n   1 9\n   2 4\n   3 10\n Enter"));
  CHECK(text.find("is about to") == text.npos);
}

TEST_CASE("A overlay covers all but the heading and the keys, and says where it is") {
  Scene scene = support::fork_scene();
  scene.overlay = {"the page in Python", {}, 2};
  for (int line = 1; line <= 50; ++line)
    scene.overlay->lines.push_back("line " + std::to_string(line));
  const std::string text = compose(scene, {80, 24}).text();
  CHECK_THAT(text, ContainsSubstring("── the page in Python (3 to 23 of 50 lines) ──"));
  CHECK_THAT(text, ContainsSubstring("──\n line 3\n"));
  CHECK_THAT(text, ContainsSubstring("\n line 23\n Enter"));
  // A long title is cut there, since the overlay needs the rows.
  CHECK(app::overlay_lines(scene, {80, 24}) == 21);
  scene.title = "A short one";
  CHECK(app::overlay_lines(scene, {80, 24}) == 21);
}

TEST_CASE("A cell has the colour of its process, and the line that acts is reversed") {
  const Frame frame = compose(support::fork_scene(), {80, 24});
  CHECK(frame.at(5, 4).glyph == "p");
  CHECK(frame.at(5, 4).look == app::Look{1, true, false});
  CHECK(frame.at(5, 14).look == app::Look{0, true, true});
  CHECK(frame.at(2, 3).look.ordinal == 2);
  // What a view has painted keeps its colour.
  CHECK(frame.at(9, 12).glyph == "●");
  CHECK(frame.at(9, 12).look.ordinal == 1);
  CHECK(frame.at(11, 32).look.ordinal == 2);
}

TEST_CASE("Half of a wide glyph does not stay when the other half is drawn over") {
  Frame frame({6, 1});
  frame.draw(0, 0, "行程行", {}, 6);
  frame.draw(0, 1, "a", {}, 1);
  CHECK(frame.row(0) == " a程行");
  frame.draw(0, 2, "b", {}, 1);
  CHECK(frame.row(0) == " ab 行");
  // And none is drawn where only half of it has room.
  CHECK(frame.draw(0, 3, "程", {}, 1) == 3);
  CHECK(Frame({0, -1}).size() == Size{1, 1});
}

TEST_CASE(
    "A terminal that is too small, and text that is too long for it, are told of in Chinese") {
  Scene scene = support::fork_scene();
  scene.language = app::Language::traditional_chinese;
  CHECK_THAT(compose(scene, {40, 10}).text(), StartsWith("40x10 太小了：請放大到 "));
  scene.overlay = app::Overlay{"結果", std::vector<std::string>(50, "-"), 0};
  CHECK_THAT(compose(scene, {80, 24}).text(), ContainsSubstring("結果（第 1 到 "));
}

TEST_CASE("What was painted is told piece by piece") {
  const std::string line =
      "a " + view::painted("b", 2) + view::highlighted("c") + view::painted("d", 9);
  const auto pieces = view::unpainted(line);
  REQUIRE(pieces.size() == 4);
  CHECK(pieces[0].text == "a ");
  CHECK(pieces[0].ordinal == 0);
  CHECK(pieces[1].text == "b");
  CHECK(pieces[1].ordinal == 2);
  CHECK(pieces[2].highlighted);
  CHECK(pieces[3].ordinal == 2);
  CHECK(view::unpainted("\x1b[1").empty());
}
