#include "core/view/model/words.hpp"

#include <signal.h>

#include <algorithm>
#include <array>
#include <bit>
#include <nlohmann/json.hpp>
#include <regex>

#include "core/view/chrome/chrome.hpp"
#include "core/view/html/html.hpp"
#include "core/view/mermaid/mermaid.hpp"
#include "core/view/model/phrase.hpp"
#include "core/view/model/told_again.hpp"
#include "core/view/outcomes/outcomes.hpp"
#include "core/view/svg/svg.hpp"
#include "core/view/text/text.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/english_left.hpp"
#include "tests/support/runs/outcome_reports.hpp"
#include "tests/support/runs/timelines.hpp"
#include "tests/view/drawn_lanes.hpp"

using namespace support;
using probe::Kind;

namespace {

constexpr view::Style kChinese = {.language = view::Language::traditional_chinese};

/// Each kind of act that gives or takes something.
record::Timeline with_a_queue(const std::string& value = "Tony") {
  return TimelineBuilder("queue", "handover")
      .starts(kParent)
      .forks(kParent, kChild)
      .starts(kChild)
      .acts(kParent, act(Kind::put, "queue-1", value))
      .acts(kChild, act(Kind::get, "queue-1", value))
      .acts(kChild, act(Kind::lock, "lock-1"))
      .acts(kChild, act(Kind::unlock, "lock-1"))
      .exits(kChild)
      .reaps(kParent, kChild)
      .exits(kParent)
      .timeline();
}

probe::Act with_signal(probe::Act act, int signal) {
  act.signal = signal;
  return act;
}

probe::Act towards(const TimelineBuilder::Process& whom, Kind kind) {
  probe::Act made = act(kind, whom.name);
  made.peer = whom.pid;
  return made;
}

/// An act of each kind, and all that a run can say at its end.
record::Timeline with_everything() {
  probe::Act done = act(Kind::task, "pool-1", "7");
  done.status = 0;
  probe::Act threaded = act(Kind::thread, "thread-2", "end");
  threaded.thread = "thread-2";
  const TimelineBuilder::Process nameless{4280, 4276, ""};
  record::Timeline run =
      TimelineBuilder("queue", "handover")
          .starts(kParent)
          .forks(kParent, kChild)
          .acts(kChild, act(Kind::start, "", "with both ends of pipe-1"))
          .forks(kParent, nameless)
          .acts(kParent, with_signal(act(Kind::handle), 40))
          .prints(kParent, "")
          .writes(kChild, "1\n")
          .acts(kParent, act(Kind::output, "stderr", "3 B"))
          .acts(kParent, act(Kind::put, "queue-1", "7"))
          .acts(kChild, act(Kind::get, "queue-1", "7"))
          .acts(kParent, act(Kind::put, "queue-1", ""))
          .acts(kParent, act(Kind::get, "queue-1", "7"))
          .acts(kParent, act(Kind::send, "pipe-1", "7"))
          .acts(kChild, act(Kind::recv, "pipe-1", "7"))
          .acts(kChild, act(Kind::task, "pool-1", "7"))
          .acts(kChild, done)
          .acts(kChild, act(Kind::lock, "lock-1"))
          .acts(kParent, act(Kind::block, "lock-1"))
          .acts(kChild, act(Kind::unlock, "lock-1"))
          .acts(kChild, act(Kind::unlock, "event-1"))
          .acts(kChild, act(Kind::lock, "event-1"))
          .acts(kChild, act(Kind::close, "event-1"))
          .acts(kChild, act(Kind::lock, "rlock-1"))
          .acts(kChild, act(Kind::unlock, "rlock-1", "condition-1"))
          .acts(kChild, act(Kind::block, "condition-1"))
          .acts(kParent, act(Kind::unlock, "condition-1", "1"))
          .acts(kChild, act(Kind::lock, "condition-1"))
          .acts(kChild, act(Kind::unlock, "barrier-1", "1/2"))
          .acts(kChild, act(Kind::block, "barrier-1"))
          .acts(kParent, act(Kind::unlock, "barrier-1", "2/2"))
          .acts(kChild, act(Kind::lock, "barrier-1"))
          .acts(kParent, act(Kind::close, "barrier-1"))
          .acts(kParent, act(Kind::close, "barrier-1", "reset"))
          .acts(kChild, act(Kind::sleep, "", "1 s"))
          .acts(kChild, act(Kind::wake))
          .acts(kParent, towards(kChild, Kind::wake))
          .acts(kParent, act(Kind::open, "fifo-1"))
          .acts(kParent, act(Kind::dup, "pipe-1", "writing end, as standard output"))
          .acts(kParent, act(Kind::close, "pipe-1", "reading end"))
          .acts(kParent, threaded)
          .acts(kParent, act(Kind::exec, "", "7"))
          .acts(kParent, act(Kind::fail, "7"))
          .acts(kParent, with_signal(towards(kChild, Kind::kill), SIGUSR1))
          .acts(kChild, with_signal(act(Kind::handle), SIGUSR1))
          .acts(kChild, act(Kind::handle))
          .acts(kChild, with_signal(act(Kind::stop), SIGSTOP))
          .acts(kParent, with_signal(towards(kChild, Kind::notice), SIGSTOP))
          .acts(kChild, act(Kind::resume))
          .acts(kParent, with_signal(towards(kChild, Kind::notice), SIGCONT))
          .acts(kParent, towards(kChild, Kind::terminate))
          .waits_for(kParent, kChild)
          .is_killed(kChild, SIGTERM)
          .reaps(kParent, kChild)
          .acts(kParent, act(Kind::wait))
          .acts(kParent, act(Kind::signal, "", "mpdemo"))
          .timeline();
  run.end.lost = 2;
  return run;
}

/// Two that wait for each other, and one that waits for any child.
record::Timeline with_a_circle() {
  record::Timeline run = TimelineBuilder("shared", "deadlock")
                             .starts(kParent)
                             .forks(kParent, kChild)
                             .forks(kParent, kSecond)
                             .starts(kChild)
                             .starts(kSecond)
                             .acts(kChild, act(Kind::lock, "lock-1"))
                             .acts(kSecond, act(Kind::lock, "lock-2"))
                             .acts(kChild, act(Kind::block, "lock-2"))
                             .acts(kSecond, act(Kind::block, "lock-1"))
                             .acts(kParent, act(Kind::wait))
                             .timeline();
  run.end.status = "deadlock";
  run.end.reason = "nobody can go on: child-1 4277 waits for lock-2";
  return run;
}

std::vector<record::Timeline> all_runs() {
  std::vector<record::Timeline> runs = {with_everything(), with_a_circle(), orphan()};
  for (const char* status : {"failed", "hung", "interrupted", "7"}) {
    runs.push_back(with_a_queue("7"));
    runs.back().end.status = status;
    runs.back().end.reason = "ended by the reader";
  }
  // What processes print in orphan() is theirs.
  for (auto& event : runs[2].events) event.act.text.clear();
  return runs;
}

/// What begins so, up to what ends it. A regular expression takes a frame of the stack
/// for each letter, and a sanitizer's frames are large.
std::vector<std::string> elements_in(const std::string& page, std::string_view begin,
                                     std::string_view end) {
  std::vector<std::string> elements;
  for (auto from = page.find(begin); from != page.npos; from = page.find(begin, from)) {
    const auto to = page.find(end, from);
    elements.push_back(page.substr(from, to - from));
    from = to;
  }
  return elements;
}

/// What a reader sees of a document of marks, or hears: no element's name, and of the
/// attributes only what is said in words.
std::string without_markup(std::string text) {
  for (const std::string& style : elements_in(text, "<style>", "</style>"))
    text.erase(text.find(style), style.size());
  text = std::regex_replace(text, std::regex("<\\?[^>]*>|&[a-z]+;"), "");
  std::string seen;
  static const std::regex said("(aria-label|title)=\"([^\"]*)\"");
  for (std::sregex_iterator one(text.begin(), text.end(), said), end; one != end; ++one)
    seen += one->str(2) + "\n";
  return seen + std::regex_replace(text, std::regex("<[^>]*>"), "\n");
}

/// The texts in what a page has as data.
std::string texts_in(const nlohmann::json& data) {
  if (data.is_string()) return data.get<std::string>() + "\n";
  std::string texts;
  if (data.is_structured())
    for (const auto& part : data) texts += texts_in(part);
  return texts;
}

}  // namespace

TEST_CASE("No English is left in the text, the sentences, the lanes and the drawing of a run") {
  view::Style plain = kChinese;
  plain.plain = true;
  view::Style nameless = kChinese;
  nameless.pids = false;
  view::Style narrow = kChinese;
  narrow.width = 60;
  for (const auto& run : all_runs()) {
    for (const auto& style : {kChinese, plain, nameless, narrow}) {
      CHECK(english_left(view::render(*view::text(style), run)) == "");
      CHECK(english_left(picture(run, style)) == "");
      CHECK(english_left(without_markup(view::render(*view::svg(style), run))) == "");
    }
  }
}

TEST_CASE("A drawing names its language where that is not English") {
  CHECK_THAT(view::render(*view::svg(kChinese), fork_parent_first()),
             ContainsSubstring(" xml:lang=\"zh-Hant\""));
  CHECK(view::render(*view::svg({}), fork_parent_first()).find("lang") == std::string::npos);
}

TEST_CASE("No English is left in the page of a run, nor in what its player says") {
  for (const auto& run : all_runs()) {
    std::string page = view::render(*view::html(kChinese), run);
    CHECK_THAT(page, ContainsSubstring("<html lang=\"zh-Hant\">"));
    const std::vector<std::string> data =
        elements_in(page, "<script type=\"application/json\"", "</script>");
    for (const std::string& element : data) {
      nlohmann::json said = nlohmann::json::parse(element.substr(element.find('>') + 1));
      // It is known by its word, and not shown.
      if (said.contains("end")) said["end"].erase("status");
      CHECK(english_left(texts_in(said)) == "");
    }
    CHECK(data.size() == 2);
    page.erase(page.find("<script"));
    CHECK(english_left(without_markup(page)) == "");
  }
}

TEST_CASE("No English is left in a report of outcomes") {
  auto cut_off = forty();
  cut_off.exhaustive = false;
  cut_off.budget = std::chrono::seconds(5);
  cut_off.strayed = 2;
  cut_off.names_pids = cut_off.honours_sleep = true;
  auto rare = two_orders();
  rare.rows[1].possible = false;
  rare.interrupted = true;
  rare.rows[1].outcome.ending = "exited with 3";
  auto stuck = deadlock();
  stuck.rows[1].reason = "nobody can go on: parent 4276 waits for queue-1; child-1 4277 sleeps";
  for (const auto& report : {two_orders(), stuck, forty(), only_seen(), cut_off, rare}) {
    for (const bool plain : {false, true}) {
      view::Style style = kChinese;
      style.plain = plain;
      std::string told = view::outcomes_text(report, style);
      // What was printed is the program's.
      for (const auto& row : report.rows)
        for (const auto& line : row.outcome.lines)
          for (auto at = told.find(line.text); !line.text.empty() && at != told.npos;
               at = told.find(line.text))
            told.erase(at, line.text.size());
      CHECK(english_left(told) == "");
    }
  }
}

TEST_CASE("The table of outcomes stands in its columns in Chinese") {
  CHECK(outcomes_text(two_orders(), kChinese) ==
        R"(process/no-join：2 種可能的結果（6 種執行順序全都試過了）；自由執行 200 次

以下的開頭都是：parent: about to start

  #  執行順序  看到          依序印出
  1         5   191  95.5 %  parent: Process end | child-1: here, from test
  2         1     9   4.5 %  child-1: here, from test | parent: Process end

重現結果 1：mpdemo process --demo no-join --schedule 0
重現結果 2：mpdemo process --demo no-join --schedule 1x3.2x2.1

)");
}

TEST_CASE("What is proved of outcomes, and what is not, is told in Chinese") {
  auto report = two_orders();
  report.outcomes = "2";
  CHECK_THAT(outcomes_text(report, kChinese),
             StartsWith("process/no-join：2 種可能的結果，已證明沒有別的；自由執行 200 次\n"));
  report.exhaustive = false;
  report.reasons = {"an act could not be done again (3 times)"};
  CHECK_THAT(outcomes_text(report, kChinese),
             ContainsSubstring("\n無法證明：有一個動作無法重做（3 次）。\n"));
}

TEST_CASE("Why a run ended is told again in the reader's language, but for names and numbers") {
  const auto told = [](std::string_view recorded) {
    return view::told_again(view::Language::traditional_chinese, recorded);
  };
  CHECK(told("nobody can go on: parent 7 waits for queue-1 (page.cpp:3); child-1 8 waits for "
             "lock-1, held by parent 7 and child-2 9") ==
        "沒有行程能繼續執行：parent 7 等待 queue-1 (page.cpp:3)；child-1 8 等待 lock-1，被 parent 7"
        "和 child-2 9 持有");
  CHECK(told("gave up after 0.5 s: process 7 waits for any child") ==
        "等了 0.5 秒後放棄：行程 7 等待任一子行程");
  CHECK(told("all wait, unless another program opens fifo-1: cat 7 waits for fifo-1, which can be "
             "written to by any program that opens it") ==
        "全都在等待，除非另一個程式開啟 fifo-1：cat 7 等待 fifo-1，能寫入它的有：任何開啟它的程式");
  CHECK(
      told(
          "all wait, unless another program sends a signal to ann: ann 7 is stopped by a signal") ==
      "全都在等待，除非另一個程式送訊號給 ann：ann 7 被訊號暫停了");
  CHECK(told("child-1 7 was killed by SIGKILL (9)") == "child-1 7 被 SIGKILL (9) 終止");
  CHECK(told("mpdemo received SIGINT") == "mpdemo 收到 SIGINT");
  CHECK(told("deadlock") == "死結");
  const auto of_ends = [](std::string_view recorded) {
    return view::told_again_of_ends(view::Language::traditional_chinese, recorded);
  };
  CHECK(of_ends("with reading end of pipe-1, both ends of pipe-2") ==
        "帶著 pipe-1 的讀取端、pipe-2 的兩端");
  CHECK(of_ends("writing end, as descriptor 17") == "寫入端，作為描述子 17");
  for (const char* unknown : {"", "something else", "nobody can go on", "{}", "{who}"})
    CHECK(told(unknown) == unknown);
  CHECK(view::told_again(view::Language::english, "deadlock") == "deadlock");
}

TEST_CASE("Who waits for what is told again in the words that a wait graph has for it") {
  using Does = choice::Wait::Does;
  choice::WaitGraph graph;
  const auto add = [&](choice::Wait wait) {
    wait.pid = 7 + static_cast<pid_t>(graph.waits().size());
    wait.name = fmt::format("p{}", wait.pid);
    for (const int line : {0, 12}) {
      wait.line = line;
      graph.add(wait);
      wait.pid += 1;
    }
  };
  add({.process = 7});
  add({});
  add({.object = "cond", .type = probe::ObjectType::condition});
  add({.object = "gate", .type = probe::ObjectType::barrier});
  add({.object = "lock-1", .held_by = {{.pid = 7}}});
  add({.object = "lock-1", .held_by = {{.pid = 7}, {.pid = 8, .ended = true}, {.pid = 9}}});
  for (const bool is_written : {true, false}) {
    add({.object = "pipe-1", .other_end = choice::OtherEnd{is_written}});
    add({.object = "pipe-1", .other_end = choice::OtherEnd{is_written, {7, 19, 8}, true}});
  }
  for (const Does does :
       {Does::compute, Does::run, Does::sleep, Does::stay_stopped, Does::something_else})
    add({.does = does});
  for (const Does does : {Does::stay_held, Does::nothing}) add({.does = does, .act = "unlock"});

  const auto in = [&](view::Language language, bool is_over) {
    return graph.reason(view::words(language).waits, graph.mention(true), is_over);
  };
  for (const bool is_over : {true, false})
    CHECK(view::told_again(view::Language::traditional_chinese,
                           in(view::Language::english, is_over)) ==
          in(view::Language::traditional_chinese, is_over));
}

TEST_CASE("Whatever the views say, they say it in both languages, with the same gaps") {
  using Sentences = std::array<std::string_view, sizeof(view::Words) / sizeof(std::string_view)>;
  const auto english = std::bit_cast<Sentences>(view::words(view::Language::english));
  const auto chinese = std::bit_cast<Sentences>(view::words(view::Language::traditional_chinese));
  const auto gaps = [](std::string_view sentence) {
    return std::count(sentence.begin(), sentence.end(), '{');
  };
  for (std::size_t i = 0; i < english.size(); ++i) {
    CAPTURE(english[i], chinese[i]);
    CHECK(!english[i].empty());
    // A dash stands where there is no bracket.
    if (english[i] != "then: {} {} {}") CHECK(gaps(english[i]) == gaps(chinese[i]));
    CHECK(english_left(std::string(chinese[i])) == "");
  }
}

TEST_CASE("The lanes of a fork are told in Chinese") {
  CHECK(picture(fork_parent_first(), kChinese) == R"(fork/basic

    0.000  ● parent 4276
    0.100  │ one process, 4276, about to become two
    0.200  ├─ fork ─────────────────────────▶● child-1 4277
    0.300  │ parent 4276: fork gave me 4277  │
    0.400  │                                 ├ 開始
    0.500  ┊ 等待 child-1                    │
    0.600  ┊                                 │ child 4277: fork gave me 0, my
           ┊                                 │ parent is 4276
    0.700  ┊                                 ■ 結束 0
    0.800  │◀─ 已回收 ───────────────────────■
    0.900  ■ 結束 0

)");
}

TEST_CASE("The lanes of a queue are told in Chinese") {
  CHECK(picture(with_a_queue(), kChinese) == R"(queue/handover

    0.000  ● parent 4276
    0.100  ├─ fork ─────────────────────────▶● child-1 4277
    0.200  │                                 ├ 開始
    0.300  ● 放入 Tony → queue-1             │
    0.400  ├─ queue-1: Tony ────────────────▶│
    0.500  │                                 ├ 鎖定 lock-1
    0.600  │                                 ├ 解鎖 lock-1
    0.700  │                                 ■ 結束 0
    0.800  │◀─ 已回收 ───────────────────────■
    0.900  ■ 結束 0

)");
}

TEST_CASE("The text of a fork is told in Chinese, in the same columns") {
  CHECK(view::render(*view::text(kChinese), fork_parent_first()) == R"(fork/basic

  +0.000 ms  parent   4276  開始
  +0.100 ms  parent   4276  印出       one process, 4276, about to become two
  +0.200 ms  parent   4276  fork 出    child-1 4277
  +0.300 ms  parent   4276  印出       parent 4276: fork gave me 4277
  +0.400 ms  child-1  4277  開始
  +0.500 ms  parent   4276  等待       child-1 4277
  +0.600 ms  child-1  4277  印出       child 4277: fork gave me 0, my parent is 4276
  +0.700 ms  child-1  4277  結束       （結束碼 0）
  +0.800 ms  parent   4276  回收       child-1 4277（結束碼 0）
  +0.900 ms  parent   4276  結束       （結束碼 0）

)");
}

TEST_CASE("The text of a queue is told in Chinese, in whole sentences for screen readers") {
  view::Style style = kChinese;
  style.plain = true;
  CHECK(view::render(*view::text(style), with_a_queue()) == R"(queue/handover
+0.000 ms：parent（行程 4276）開始。
+0.100 ms：parent（行程 4276）fork 出 child-1（行程 4277）。
+0.200 ms：child-1（行程 4277）開始。
+0.300 ms：parent（行程 4276）放入 queue-1：Tony。
+0.400 ms：child-1（行程 4277）取得 Tony（來自 queue-1）。
+0.500 ms：child-1（行程 4277）鎖定 lock-1。
+0.600 ms：child-1（行程 4277）解鎖 lock-1。
+0.700 ms：child-1（行程 4277）結束（結束碼 0）。
+0.800 ms：parent（行程 4276）回收 child-1（行程 4277）（結束碼 0）。
+0.900 ms：parent（行程 4276）結束（結束碼 0）。

)");
}

TEST_CASE("An end whose status nobody knows is told in Chinese, too") {
  CHECK_THAT(
      view::render(*view::text({.language = view::Language::traditional_chinese}), lost_child()),
      ContainsSubstring("結束       （結束狀態不明）") &&
          ContainsSubstring("child-1 4277（結束狀態不明）"));
}

TEST_CASE("Recorded forms are in English whatever the language") {
  for (auto* make : {&view::mermaid, &view::chrome})
    CHECK(view::render(*make(kChinese), with_a_queue()) ==
          view::render(*make(view::Style{}), with_a_queue()));
}

TEST_CASE("what is done to an event, a condition or a barrier has words of its own") {
  const auto told = [](view::Language language, const probe::Act& what) {
    record::Event event;
    event.act = what;
    const view::Mention nobody = [](pid_t) { return std::string(); };
    return view::in_words(view::phrase_of(event, nobody, language), language);
  };
  struct Case {
    probe::Act act;
    const char* english;
    const char* chinese;
  };
  const std::vector<Case> cases = {
      {act(Kind::unlock, "event-1"), "sets event-1", "設定 event-1"},
      {act(Kind::lock, "event-1"), "finds event-1 set", "得知 event-1 已設定"},
      {act(Kind::close, "event-1"), "clears event-1", "清除 event-1"},
      {act(Kind::lock, "rlock-1"), "locks rlock-1", "鎖定 rlock-1"},
      {act(Kind::unlock, "rlock-1"), "unlocks rlock-1", "解鎖 rlock-1"},
      {act(Kind::unlock, "rlock-1", "condition-1"), "unlocks rlock-1 to wait",
       "解鎖 rlock-1 並開始等待"},
      {act(Kind::block, "condition-1"), "waits for a notification at condition-1",
       "等待 condition-1 的通知"},
      {act(Kind::unlock, "condition-1", "2"), "notifies condition-1, waking 2",
       "通知 condition-1（喚醒 2 個）"},
      {act(Kind::lock, "condition-1"), "is notified at condition-1", "收到 condition-1 的通知"},
      {act(Kind::unlock, "futex-1"), "wakes those that wait at futex-1",
       "喚醒在 futex-1 等待的行程"},
      {act(Kind::unlock, "barrier-1", "1/2"), "arrives at barrier-1 (1/2)",
       "到達 barrier-1（1/2）"},
      {act(Kind::block, "barrier-1"), "waits for the others at barrier-1",
       "等待其他行程到達 barrier-1"},
      {act(Kind::lock, "barrier-1"), "passes barrier-1", "通過 barrier-1"},
      {act(Kind::close, "barrier-1"), "breaks barrier-1", "中止 barrier-1"},
      {act(Kind::close, "barrier-1", "reset"), "resets barrier-1", "重設 barrier-1"}};
  for (const Case& one : cases) {
    CHECK(told(view::Language::english, one.act) == one.english);
    CHECK(told(view::Language::traditional_chinese, one.act) == one.chinese);
  }
  CHECK(view::told_again(view::Language::traditional_chinese,
                         "nobody can go on: ann 7 waits for a notification at cond (line 3); ben 8 "
                         "waits for the others at gate (line 5)") ==
        "沒有行程能繼續執行：ann 7 等待 cond 的通知（第 3 行）；ben 8 等待其他行程到達 gate（第 5 "
        "行）");
}
