#pragma once

#include "core/choice/wait_graph.hpp"

namespace view {

/// The words of a wait graph in Traditional Chinese; those in English come with it.
inline constexpr choice::WaitWords kTraditionalChineseWaits = {
    .nobody_goes_on = "沒有行程能繼續執行",
    .no_end = "永遠不會結束",
    .ended = "，由 mpdemo 結束它們",
    .why = "：",
    .deadlock = "死結：",
    .standstill = "停滯：",
    .waits_for = "等待 {}",
    .waits_for_child = "等待任一子行程",
    .waits_for_notice = "等待 {} 的通知",
    .waits_for_others = "等待其他行程到達 {}",
    .at_line = "（第 {} 行）",
    .held_by = "，被 {} 持有",
    .has_ended = "（已結束）",
    .and_last = "和 ",
    .list_comma = "、",
    .between = "；",
    .circle = "循環：",
    .computes = "正在計算",
    .reads_again = "一再讀取 {}",
    .runs = "正在執行",
    .sleeps = "在睡眠",
    .is_stopped = "被訊號暫停了",
    .is_held = "停在下一個動作之前：{}",
    .is_idle = "在上一個動作之後沒有再做任何事：{}",
    .is_still = "在睡眠，或在等待其他事物",
    .writable_by = "，能寫入它的有：{}",
    .readable_by = "，能讀取它的有：{}",
    .itself = "自己",
    .any_opener = "任何開啟它的程式",
    .nobody = "沒有行程",
    .all_wait_unless = "全都在等待，除非{}",
    .is_woken = "另一個開啟了 {} 的程式喚醒它",
    .is_opened = "另一個程式開啟 {}",
    .is_signalled = "另一個程式送訊號給 {}",
    .is_handled = " {} 處理 {}",
};

}  // namespace view
