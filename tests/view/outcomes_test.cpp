#include "core/view/outcomes/outcomes.hpp"

#include <algorithm>

#include "core/choice/doubts.hpp"
#include "core/view/model/stable_ids.hpp"
#include "core/view/outcomes/outcome_words.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/english_left.hpp"
#include "tests/support/runs/outcome_reports.hpp"
#include "tests/support/runs/timelines.hpp"

using namespace support;
using namespace std::chrono_literals;
using view::outcomes_text;

TEST_CASE("runs that differ only in PIDs have equal outcomes when IDs are stable") {
  const auto stable = [](record::Timeline run, pid_t shift) {
    for (record::Event& event : run.events) {
      event.pid += shift;
      event.ppid += shift;
      if (event.act.peer) *event.act.peer += shift;
    }
    record::OutcomeCollector collector;
    view::StableIds ids(collector);
    play(run, ids);
    return collector.outcome();
  };
  const auto run = [](const std::string& child) {
    return TimelineBuilder("a", "b")
        .starts(kParent)
        .forks(kParent, kChild)
        .prints(kParent, "my child is " + child)
        .timeline();
  };
  CHECK(stable(run("4277"), 0) == record::Outcome{{{"parent", "my child is child-1"}}, "ok"});
  CHECK(stable(run("4777"), 500) == stable(run("4277"), 0));
}

TEST_CASE("outcomes that fit on a line are a table") {
  CHECK(outcomes_text(two_orders(), {}) ==
        R"(process/no-join: 2 possible outcomes (all 6 schedules tried); 200 free runs

these all begin with: parent: about to start

  #  schedules  seen          printed, in order
  1          5   191  95.5 %  parent: Process end | child-1: here, from test
  2          1     9   4.5 %  child-1: here, from test | parent: Process end

Outcome 1 again: mpdemo process --demo no-join --schedule 0
Outcome 2 again: mpdemo process --demo no-join --schedule 1x3.2x2.1

)");
}

TEST_CASE("a possible outcome that was never seen is told in these words") {
  auto report = two_orders();
  report.rows[0].seen = 200;
  report.rows[1].seen = 0;
  CHECK(outcomes_text(report, {}) ==
        R"(process/no-join: 2 possible outcomes (all 6 schedules tried); 200 free runs

these all begin with: parent: about to start

  #  schedules  seen         printed, in order
  1          5   200  100 %  parent: Process end | child-1: here, from test
  2          1  never seen   child-1: here, from test | parent: Process end

Outcome 1 again: mpdemo process --demo no-join --schedule 0
Outcome 2 again: mpdemo process --demo no-join --schedule 1x3.2x2.1

)");
}

TEST_CASE("where all outcomes are proved, schedules do not matter") {
  auto report = two_orders();
  report.outcomes = "2";
  report.pruned = true;
  report.rows[1].seen = 0;
  CHECK(outcomes_text(report, {}) ==
        R"(process/no-join: 2 possible outcomes, all proved; 200 free runs

these all begin with: parent: about to start

  #  seen          printed, in order
  1   191  95.5 %  parent: Process end | child-1: here, from test
  2  never seen    child-1: here, from test | parent: Process end

Outcome 1 again: mpdemo process --demo no-join --schedule 0
Outcome 2 again: mpdemo process --demo no-join --schedule 1x3.2x2.1

)");
  CHECK_THAT(outcomes_text(report, {.plain = true}),
             ContainsSubstring("\nOutcome 2: never seen, though possible.\n"));
  report.outcomes = "1234567";
  const std::string shown = outcomes_text(report, {});
  CHECK_THAT(shown,
             StartsWith("process/no-join: 1,234,567 possible outcomes, all proved; 200 free runs"));
  CHECK_THAT(shown, ContainsSubstring("and more, of 1,234,567 altogether: --list N shows N"));
  report.exhaustive = false;
  CHECK_THAT(outcomes_text(report, {}), ContainsSubstring("of at least 1,234,567 altogether"));
  report.rows.clear();
  CHECK_THAT(outcomes_text(report, {}),
             StartsWith("process/no-join: at least 1,234,567 possible outcomes ("));
}

TEST_CASE("a report says what is not proved, and owns up to an error of mpdemo") {
  auto report = two_orders();
  report.outcomes = "1";
  report.rows[1].possible = false;
  report.impossible = 1;
  CHECK_THAT(outcomes_text(report, {}),
             ContainsSubstring("This is an error of mpdemo: an outcome was seen that"));
  CHECK_THAT(outcomes_text(report, {}), StartsWith("process/no-join: 1 possible outcome, proved;"));
  report.impossible = 0;
  report.exhaustive = false;
  report.budget = 5s;
  report.reasons = {"an act could not be done again (3 times)", "the time was up"};
  CHECK_THAT(outcomes_text(report, {}),
             StartsWith("process/no-join: at least 1 possible outcome (6 schedules tried in 5 s,"));
  CHECK_THAT(outcomes_text(report, {}),
             ContainsSubstring("\nNot proved: an act could not be done again (3 times).\n"));
  CHECK(outcomes_text(report, {}).find("the time was up") == std::string::npos);
}

TEST_CASE("whatever speaks against a proof is said in the reader's language, with how often") {
  auto report = two_orders();
  report.exhaustive = false;
  for (const std::string_view doubt : choice::kDoubts) {
    CAPTURE(doubt);
    const std::string once(doubt);
    const std::string often = once + " (3 times)";
    CHECK(view::doubt_told(once, view::Language::english) == once);
    CHECK(view::doubt_told(often, view::Language::english) == often);
    const std::string told = view::doubt_told(once, view::Language::traditional_chinese);
    CHECK(support::english_left(told).empty());
    CHECK(told != once);
    CHECK(view::doubt_told(often, view::Language::traditional_chinese) == told + "（3 次）");
  }
  report.reasons = {"a process has read the clock"};
  CHECK_THAT(outcomes_text(report, {.language = view::Language::traditional_chinese}),
             ContainsSubstring("\n無法證明：有行程讀取了時鐘。\n"));
}

TEST_CASE("which acts differed is said behind a doubt, in the reader's language") {
  const std::string doubt(choice::text_of(choice::Doubt::led_elsewhere));
  const std::string detail = "after a: exit came b: wait a (1), another time b: fork";
  const auto told = [](const std::string& reason) {
    return view::doubt_told(reason, view::Language::traditional_chinese);
  };
  CHECK(view::doubt_told(doubt + " (2 times): " + detail, view::Language::english) ==
        doubt + " (2 times): after \"a: exit\": \"b: wait a (1)\", and another time \"b: fork\"");
  CHECK(told(doubt + ": " + detail) ==
        told(doubt) + "：在「a: exit」之後：一次是「b: wait a (1)」，另一次是「b: fork」");
  CHECK(told(doubt + " (2 times): after a: exit") == told(doubt) + "（2 次）：在「a: exit」之後");
  CHECK(told(doubt + ": came b, another time c") == told(doubt) + "：一次是「b」，另一次是「c」");
}

TEST_CASE("outcomes that do not fit on a line are a paragraph each") {
  CHECK(outcomes_text(deadlock(), {}) ==
        R"(queue/greedy: 2 possible outcomes (all 40 schedules tried); 200 free runs
Orders of acts that can make no difference were left out; 1,034 replays were
  cut short for that.
The sleeps of the free runs were 100 times shorter.

  1  seen 200 times (100 %); 38 of 40 schedules lead there
     parent   I have the lock, and now I want the queue as well
     child-1  I have the queue, and now I want the lock as well

  2  never seen, though 2 of 40 schedules lead there
     child-1  I have the queue, and now I want the lock as well
     then: deadlock — parent waits for queue-1, child-1 waits for lock-1, and
     nobody else is left

Outcome 1 again: mpdemo queue --demo greedy --schedule 0
Outcome 2 again: mpdemo queue --demo greedy --schedule 1

)");
}

TEST_CASE("when schedules are left the table says how many were tried and how to try more") {
  auto report = two_orders();
  report.exhaustive = false;
  report.schedules = 1204;
  report.budget = 5s;
  report.runs = 1000;
  CHECK(outcomes_text(report, {}) ==
        R"(process/no-join: at least 2 possible outcomes (1,204 schedules tried in 5 s,
  there are more: try --budget 30s); 1,000 free runs

these all begin with: parent: about to start

  #  schedules  seen          printed, in order
  1          5   191  19.1 %  parent: Process end | child-1: here, from test
  2          1     9   0.9 %  child-1: here, from test | parent: Process end

Outcome 1 again: mpdemo process --demo no-join --schedule 0
Outcome 2 again: mpdemo process --demo no-join --schedule 1x3.2x2.1

)");
}

TEST_CASE("the budget to try next is one that the option takes") {
  auto report = two_orders();
  report.exhaustive = false;
  const auto heading = [&](std::chrono::nanoseconds budget) {
    report.budget = budget;
    const std::string text = outcomes_text(report, {.plain = true});
    const auto from = text.find('(');
    return text.substr(from, text.find(')') + 1 - from);
  };
  CHECK(heading(500ms) == "(6 schedules tried in 500 ms, there are more: try --budget 5s)");
  CHECK(heading(30s) == "(6 schedules tried in 30 s, there are more: try --budget 2m)");
  CHECK(heading(150s) == "(6 schedules tried in 2.5 min, there are more: try --budget 10m)");
  CHECK(heading(60min) == "(6 schedules tried in 60 min, there are more)");
  CHECK(heading(0s) == "(6 schedules tried, there are more)");
}

TEST_CASE(
    "where no schedule is left and something was not controlled, no larger budget is offered") {
  auto report = two_orders();
  report.exhaustive = false;
  report.tried_all = true;
  report.budget = 20s;
  const std::string text = outcomes_text(report, {.plain = true});
  CHECK_THAT(text, ContainsSubstring("(6 schedules tried)"));
}

TEST_CASE("what was found before an interruption is shown as such") {
  auto report = two_orders();
  report.exhaustive = false;
  report.interrupted = true;
  report.budget = 5s;
  report.runs = 0;
  for (auto& row : report.rows) row.seen = 0;
  CHECK(outcomes_text(report, {}) ==
        R"(process/no-join: at least 2 possible outcomes (6 schedules tried); no free
  runs
Interrupted: these are the results so far.

these all begin with: parent: about to start

  #  schedules  printed, in order
  1          5  parent: Process end | child-1: here, from test
  2          1  child-1: here, from test | parent: Process end

Outcome 1 again: mpdemo process --demo no-join --schedule 0
Outcome 2 again: mpdemo process --demo no-join --schedule 1x3.2x2.1

)");
  report.rows.clear();
  report.schedules = 0;
  CHECK(outcomes_text(report, {}) ==
        R"(process/no-join: no outcome found (0 schedules tried); no free runs
Interrupted: these are the results so far.

)");
}

TEST_CASE("an outcome that was seen and is not possible is told in a table and in paragraphs") {
  auto report = two_orders();
  report.rows[1].possible = false;
  report.rows[1].schedules = 0;
  CHECK_THAT(outcomes_text(report, {}), ContainsSubstring(R"(
  1          5   191  95.5 %  parent: Process end | child-1: here, from test
  2       none     9   4.5 %  child-1: here, from test | parent: Process end

Outcome 2: seen, though no schedule of acts leads there: something other than
  the order of acts decides it.

Outcome 1 again: mpdemo process --demo no-join --schedule 0

)"));
  report.exhaustive = false;
  CHECK_THAT(outcomes_text(report, {}),
             ContainsSubstring("\nOutcome 2: seen, not reached by the schedules tried.\n"));

  auto wide = deadlock();
  wide.rows[0].possible = false;
  CHECK_THAT(outcomes_text(wide, {}), ContainsSubstring(R"(
  1  seen 200 times (100 %), though no schedule of acts leads there: something
     other than the order of acts decides it
     parent   I have)"));
}

TEST_CASE("in plain style outcomes are sentences, and no line is broken") {
  CHECK(outcomes_text(deadlock(), {.colour = true, .plain = true}) ==
        R"(queue/greedy: 2 possible outcomes (all 40 schedules tried); 200 free runs.
Orders of acts that can make no difference were left out; 1,034 replays were cut short for that.
The sleeps of the free runs were 100 times shorter.
Outcome 1: seen 200 times (100 %); 38 of 40 schedules lead there.
  parent prints: I have the lock, and now I want the queue as well
  child-1 prints: I have the queue, and now I want the lock as well
Outcome 2: never seen, though 2 of 40 schedules lead there.
  child-1 prints: I have the queue, and now I want the lock as well
  then: deadlock — parent waits for queue-1, child-1 waits for lock-1, and nobody else is left.
Outcome 1 again: mpdemo queue --demo greedy --schedule 0
Outcome 2 again: mpdemo queue --demo greedy --schedule 1

)");
  CHECK_THAT(outcomes_text(two_orders(), {.plain = true}), ContainsSubstring(R"(
These all begin with:
  parent prints: about to start
Outcome 1: seen 191 times (95.5 %); 5 of 6 schedules lead there.
  parent prints: Process end
)"));
}

TEST_CASE("nothing of ours in a report of outcomes lies outside ASCII") {
  for (const auto& report : {two_orders(), deadlock(), forty()})
    for (const bool plain : {false, true})
      for (const char byte : outcomes_text(report, {.ascii = true, .plain = plain}))
        CHECK((byte == '\n' || (byte >= ' ' && byte <= '~')));
}

TEST_CASE("a process has one colour throughout a report, and what was never seen stands out") {
  auto report = two_orders();
  report.rows[1].seen = 0;
  std::reverse(report.rows.begin(), report.rows.end());
  std::string shown = outcomes_text(report, {.colour = true});
  std::replace(shown.begin(), shown.end(), '\x1b', '^');
  CHECK_THAT(shown, ContainsSubstring(R"(
these all begin with: ^[38;5;214mparent^[0m: about to start

  #  schedules  seen          printed, in order
  1          1  ^[1;38;5;227mnever seen^[0m    ^[38;5;74mchild-1^[0m: here, from test | ^[38;5;214mparent^[0m: Process end
  2          5   191  95.5 %  ^[38;5;214mparent^[0m: Process end | ^[38;5;74mchild-1^[0m: here, from test
)"));
  shown = outcomes_text(deadlock(), {.colour = true});
  CHECK_THAT(shown, ContainsSubstring("  2  \x1b[1;38;5;227mnever seen\x1b[0m, though"));
  CHECK(outcomes_text(deadlock(), {}).find('\x1b') == std::string::npos);
}

TEST_CASE("hostile texts, names and reasons stay within their line of a report") {
  auto report = two_orders();
  report.lesson = "le\x1bsson";
  report.rows[0].outcome.lines[1] = {"pa\nrent", "\x1b]0;owned\x07\r\xFF\u009B2J\u202E"};
  report.rows[1].outcome = {{report.rows[0].outcome.lines[0]}, "dead\nlock"};
  report.rows[1].reason = "\x1b[31mred\n";
  report.command = "mpdemo process --items 'a\x1b[H'";
  for (const bool plain : {false, true})
    for (const char byte : outcomes_text(report, {.plain = plain}))
      CHECK((byte == '\n' || static_cast<unsigned char>(byte) >= ' '));
  CHECK(outcomes_text(report, {}) ==
        R"(le\x1bsson/no-join: 2 possible outcomes (all 6 schedules tried); 200 free runs

these all begin with:
     parent    about to start

  1  seen 191 times (95.5 %); 5 of 6 schedules lead there
     pa\nrent  \x1b]0;owned\x07\r�\x9b2J<U+202E>
     child-1   here, from test

  2  seen 9 times (4.5 %); 1 of 6 schedules leads there
     then: dead\nlock — \x1b[31mred\n

Outcome 1 again: mpdemo process --items 'a\x1b[H' --schedule 0
Outcome 2 again: mpdemo process --items 'a\x1b[H' --schedule 1x3.2x2.1

)");
}

TEST_CASE("a printed bar is not taken for the one between two lines") {
  auto report = two_orders();
  report.rows[0].outcome.lines[1].text = "a | child-1: b";
  CHECK_THAT(outcomes_text(report, {}), ContainsSubstring("\n     parent   a | child-1: b\n"));
}

TEST_CASE("Chinese names and texts keep the columns of a report") {
  auto report = two_orders();
  for (auto& row : report.rows)
    for (auto& line : row.outcome.lines) {
      line.name = line.name == "parent" ? "父进程" : "子进程-1";
      line.text = "进程🎉";
    }
  CHECK_THAT(outcomes_text(report, {}),
             ContainsSubstring("  1          5   191  95.5 %  父进程: 进程🎉 | 子进程-1: 进程🎉\n"));
  for (auto& row : report.rows) row.outcome.lines.push_back({"子进程-1", std::string(40, '-')});
  CHECK_THAT(outcomes_text(report, {}), ContainsSubstring(R"(
  2  seen 9 times (4.5 %); 1 of 6 schedules leads there
     子进程-1  进程🎉
     父进程    进程🎉
     子进程-1  ----)"));
}

TEST_CASE("a table is never wider than 78 columns, and uses them all before it gives up") {
  auto report = two_orders();
  std::string& text = report.rows[0].outcome.lines[1].text;
  const auto widest_line = [&] {
    const std::string shown = outcomes_text(report, {});
    std::size_t widest = 0;
    for (std::size_t begin = 0, end = 0; (end = shown.find('\n', begin)) != shown.npos;
         begin = end + 1)
      widest = std::max(widest, end - begin);
    return widest;
  };
  CHECK(widest_line() == 76);
  text += "!!";
  CHECK(widest_line() == 78);
  text += "!";
  CHECK_THAT(outcomes_text(report, {}), ContainsSubstring("  1  seen 191 times"));
}

TEST_CASE("an outcome that prints no more than all do is not left empty") {
  auto report = two_orders();
  report.rows[1].outcome.lines.resize(1);
  CHECK_THAT(outcomes_text(report, {}), ContainsSubstring("  4.5 %  nothing more is printed\n"));
  CHECK_THAT(outcomes_text(report, {.plain = true}),
             ContainsSubstring("leads there.\n  Nothing more is printed.\n"));
  for (auto& row : report.rows) row.outcome.lines.clear();
  report.rows[1].outcome.ending = "failed";
  CHECK_THAT(outcomes_text(report, {}), ContainsSubstring("95.5 %  nothing is printed\n"));
  CHECK_THAT(outcomes_text(report, {}), ContainsSubstring("  4.5 %  then: failed\n"));
}

TEST_CASE("a single outcome is shown whole") {
  auto report = two_orders();
  report.rows.pop_back();
  report.schedules = 1;
  report.rows[0].schedules = 1;
  report.rows[0].schedule = "";
  report.rows[0].outcome.lines.pop_back();
  report.rows[0].outcome.lines[1].text = "";
  report.runs = 191;
  CHECK(outcomes_text(report, {}) ==
        R"(process/no-join: 1 possible outcome (there is only 1 schedule); 191 free runs

  #  schedules  seen         printed, in order
  1          1   191  100 %  parent: about to start | parent:

Outcome 1 again: mpdemo process --demo no-join --schedule ''

)");
}

TEST_CASE("of very many outcomes as many as wanted are shown, and how to get the others") {
  auto report = forty();
  CHECK_THAT(outcomes_text(report, {}), ContainsSubstring("\nOutcome 40 again: "));
  report.most = 30;
  const std::string shown = outcomes_text(report, {});
  CHECK_THAT(shown,
             StartsWith(R"(pool/many: 40 possible outcomes (all 400 schedules tried); 50 free runs

   #  schedules  seen        printed, in order
   1         10    25  50 %  worker-1: task 0
   2         10    25  50 %  worker-1: task 1
   3         10  never seen  worker-1: task 2
)"));
  CHECK_THAT(shown, ContainsSubstring(R"(
  30         10  never seen  worker-1: task 29
  and 10 more, never seen: --format jsonl has them all

Outcome 1 again: mpdemo pool --demo many --schedule 0
)"));
  CHECK_THAT(shown, ContainsSubstring(R"(
Outcome 30 again: mpdemo pool --demo many --schedule 29

)"));
  CHECK_THAT(outcomes_text(report, {.plain = true}),
             ContainsSubstring("task 29\nand 10 more, never seen: --format jsonl has them all.\n"));
}

TEST_CASE("of a very long outcome the first lines are shown, and how many there are") {
  auto report = two_orders();
  for (int i = 0; i < 100'000; ++i) report.rows[0].outcome.lines.push_back({"parent", "more"});
  for (const bool plain : {false, true}) {
    const std::string shown = outcomes_text(report, {.plain = plain});
    CHECK_THAT(shown, ContainsSubstring("and 99,962 more lines"));
    CHECK(std::count(shown.begin(), shown.end(), '\n') < 70);
  }
}

TEST_CASE("a remark tells when sleeps were honoured, or ran at another speed") {
  auto report = two_orders();
  report.honours_sleep = true;
  report.speed = 0.5;
  CHECK_THAT(outcomes_text(report, {}), ContainsSubstring(R"(
Sleeps count: only schedules in which sleepers wake in time were tried.
The sleeps of the free runs were 2 times longer.
)"));
}
