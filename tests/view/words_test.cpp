#include "core/view/model/words.hpp"

#include "core/view/chrome/chrome.hpp"
#include "core/view/mermaid/mermaid.hpp"
#include "core/view/text/text.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/timelines.hpp"
#include "tests/view/drawn_lanes.hpp"

using namespace support;
using probe::Kind;

namespace {

constexpr view::Style kChinese = {.language = view::Language::traditional_chinese};

/// Each kind of act that hands something over, or takes it.
record::Timeline with_a_queue() {
  return TimelineBuilder("queue", "handover")
      .starts(kParent)
      .forks(kParent, kChild)
      .starts(kChild)
      .acts(kParent, act(Kind::put, "queue-1", "Tony"))
      .acts(kChild, act(Kind::get, "queue-1", "Tony"))
      .acts(kChild, act(Kind::lock, "lock-1"))
      .acts(kChild, act(Kind::unlock, "lock-1"))
      .exits(kChild)
      .reaps(kParent, kChild)
      .exits(kParent)
      .timeline();
}

}  // namespace

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
+0.000 ms：parent（行程 4276） 開始。
+0.100 ms：parent（行程 4276） fork 出 child-1（行程 4277）。
+0.200 ms：child-1（行程 4277） 開始。
+0.300 ms：parent（行程 4276） 放入 queue-1：Tony。
+0.400 ms：child-1（行程 4277） 取得 Tony（來自 queue-1）。
+0.500 ms：child-1（行程 4277） 鎖定 lock-1。
+0.600 ms：child-1（行程 4277） 解鎖 lock-1。
+0.700 ms：child-1（行程 4277） 結束 （結束碼 0）。
+0.800 ms：parent（行程 4276） 回收 child-1（行程 4277）（結束碼 0）。
+0.900 ms：parent（行程 4276） 結束 （結束碼 0）。

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
