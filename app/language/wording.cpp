#include "app/language/wording.hpp"

#include <cctype>

#include "core/view/model/wait_words.hpp"
#include "core/view/model/words.hpp"

namespace app {
namespace {

// The compilers warn if a member is left out here.

constexpr Wording kEnglish = {
    .next = "next",
    .next_demo = "next demo",
    .ends = "ends",
    .choose = "choose",
    .others = "others",
    .back = "back",
    .run_on = "run on",
    .outcomes = "outcomes",
    .map = "map",
    .lanes = "lanes",
    .python = "Python",
    .difference = "difference",
    .next_file = "other file",
    .edit = "edit",
    .help = "help",
    .quit = "quit",
    .closes = "closes this",
    .page_on = "on",
    .page_back = "back",
    .any_key = "any key",
    .holds = "holds it",
    .faster = "faster",
    .slower = "slower",
    .enough = "that is enough",
    .plays_it = "plays it",
    .answer = "your answer",
    .skips = "skips it",

    .wakes = "{} wakes up.",
    .wakes_early = "{} wakes early: sleeps take no real time here.",
    .waits_on = "{} has tried again, and still waits.",
    .goes_on = "{} goes on.",

    .is_about = "is about {}",
    .line_place = " (line {})",
    .file_place = " ({}, line {})",
    .no_debug_lines =
        "{} has no debug information. Compile it with cc -g, and its source is shown here, with "
        "a mark for each process on its line.",
    .no_shell_lines =
        "{} does not tell which line it is at. Run the script with bash, and its source is shown "
        "here.",
    .no_lines_yet = "{} has not come to a line of your program yet.",
    .a_process = "a process",
    .unnamed = "process",
    .to_print = "to print",
    .to_fork = "to fork",
    .to_fork_as = "to {}",
    .to_write = "to write \"{}\"",
    .to_write_to = "to write \"{}\" to {}",
    .to_execute = "to execute {}",
    .to_signal = "to signal {} with {}",
    .to_wait_for = "to wait for {}",
    .to_reap = "to reap {}",
    .to_terminate = "to terminate {}",
    .to_exit = "to exit with {}",
    .to_sleep = "to sleep {}",
    .to_put = "to put {} into {}",
    .to_get = "to get from {}",
    .to_send = "to send {} through {}",
    .to_receive = "to receive from {}",
    .to_finish = "to finish {} of {}",
    .to_take = "to take a task from {}",
    .to_lock = "to lock {}",
    .to_unlock = "to unlock {}",
    .to_unlock_and_wait = "to unlock {} and wait",
    .to_set = "to set {}",
    .to_clear = "to clear {}",
    .to_notify = "to notify {}",
    .to_arrive = "to arrive at {}",
    .to_wake_at = "to wake those that wait at {}",
    .to_break = "to break {}",
    .to_reset = "to reset {}",
    .to_close = "to close {}",
    .to_open = "to open {}",
    .to_look_at = "to look at {}",
    .to_read = "to read from {}",
    .to_write_into = "to write into {}",
    .to_seek = "to seek in {}",
    .to_remove = "to remove {}",
    .to_rename = "to rename {} to {}",
    .to_handle = "to handle {}",
    .to_act = "to {} {}",
    .to_wake = "to wake up",
    .computes = "is computing",
    .sleeps_more = "sleeps for {:.6g} s more",
    .waits = choice::kEnglishWaits,
    .not_for_ever = ", but not forever",
    .also = "  also {}",
    .and_more = ", and {} more",
    .more_wait = "  and {} more, which wait",
    .next_act = "{}{} is about {}",
    .nobody = "nobody",
    .nobody_goes_on = "{} can go on",
    .nobody_is_held = "{} is held: they go on by themselves, or wait for something outside",
    .what_leaves = "{}: {}",
    .one_act = "{} act",
    .some_acts = "{} acts",

    .back_at = "back at act {}: all processes are new",
    .back_at_choice = "Back at choice {}. All processes are new",
    .with_new_pids = ", with PIDs of their own",
    .stuck = "nobody can go on: b goes back, Enter ends the demo",
    .runs_on = "runs on: an act every {:.3g} s",
    .pace = "an act every {:.3g} s",
    .at_work = "at work: no process has reached its next act yet",
    .no_such_number = "no process has the number {}",
    .no_such_key = "this key does nothing here: ? lists the keys",
    .held = "held",
    .begins_here = "this is the beginning",

    .no_editor = "there is no editor here: set VISUAL or EDITOR to the one that you use",
    .editor_fails = "the editor could not open {}: set VISUAL or EDITOR to one that runs here",
    .no_place_to_edit = "the source of this process is not known, so there is nothing to edit",
    .not_built_again = "the program runs as it was built: \"mpdemo try FILE\" builds it again, too",
    .compiles_not = "it does not compile, so the program is as it was; e edits it again",
    .runs_edited = "the program as it is now, at choice {}",
    .edited_parts = "{} of {} choices fit the program as it is now",
    .copied_to = "a copy of this page, yours to change: {}",
    .compiler_says = "the compiler",

    .check_solved = "solved",
    .check_not_solved = "not solved",
    .check_refused = "refused",
    .check_not_proved = "not proved",
    .check_broken = "cannot be judged",
    .must_not_be = "This run must not be:",
    .prints_nothing = "(prints nothing)",
    .turning_point_is = "  After choice {} no run ends well any more.",
    .turning_point_here = "The turning point: after this choice no run ends well.",
    .why_refused = "What may not be changed was given up, so nothing else counts.",
    .why_not_proved = "Nothing speaks against it in {} runs, but it is not proved: {}.",
    .how_to_check = "\"mpdemo check NAME\" copies one here, and says what to do.",
    .is_goal = "- ",
    .must_stay = "= must stay: ",
    .handed_out = "{} is here now. Step through it, fix it, and have it judged:",
    .solve_first = "the solution is shown once you have solved the exercise; --hint helps.",
    .see_solution = "One way to write it: mpdemo check {} --solution",
    .enter_steps = "Enter steps through it, any other key ends.",

    .left_of = "{} of {} outcomes left",
    .left_at_least = "at least {} outcomes left",
    .only_outcome = "the only outcome",
    .only_deadlocks = "only deadlocks",
    .only_bad_ends = "only bad endings",
    .all_deadlock = "From here on every run deadlocks.",
    .none_ends_well = "From here on no run ends well.",
    .pick_outcome = "A digit plays that outcome, Enter goes on here",
    .plays_outcome = "plays outcome {}: any key holds it",

    .goal = "goal",
    .reach_it =
        "Reach it: lead {} to the outcome below. You choose who goes next, and b goes back; each "
        "choice counts, and each step back. r shows this again, and what can still be reached.",
    .seed_may_differ =
        "Not all outcomes are known, so the same seed may give another one elsewhere.",
    .one_outcome = "{} can come to only one outcome, so there is nothing to reach.",
    .no_outcome = "No outcome of {} was found that could be reached.",
    .one_choice = "1 choice",
    .some_choices = "{} choices",
    .no_step_back = "no step back",
    .one_step_back = "1 step back",
    .some_steps_back = "{} steps back",
    .fewest_is = "the fewest: {}",
    .fewest_known = "the fewest known: {}",
    .challenge_score = "{} and {}; {}",
    .choice_number = "choice {}",
    .choice_of = "choice {} ({})",
    .can_be_reached = "It can still be reached.",
    .can_be_reached_with = "It can still be reached: {} of {} outcomes are left.",
    .may_be_reached = "Whether it can still be reached is not known.",
    .is_lost = "Since {} it cannot be reached any more: b goes back.",
    .was_lost = " The turning point: after {} yours could not be reached any more.",
    .has_reached = "Reached, with {} and {} ({}).",
    .has_missed = "That is another outcome, after {} and {} ({}).",
    .may_go_back = "b goes back, Enter ends",
    .challenge_help =
        "Enter lets the shown process act, a digit another one; b goes one act back, r shows the "
        "outcome again and whether it can still be reached, c lets everything run on, q ends.",

    .nothing_to_scroll = "all of the text is visible",
    .too_small = "{}x{} is too small: make it {}x{}, or end with q.",
    .some_lines = " ({} to {} of {} lines)",
    .type_keys = "{}. Type {} or q:",

    .demo_has_ended = "The demo has ended.",
    .enter_goes_on = "Enter goes on to {}, b goes one act back.",
    .enter_ends = "Enter ends the session, b goes one act back.",
    .full_help = R"(
Enter, space, n, right arrow, PageDown
            the process marked with an arrow acts
1 to 9      the process with that number acts; or your answer to a question,
            which s or Enter skips
< >         of more than nine processes the others, with numbers
b, left arrow, PageUp
            one act back: all choices but the last, on new processes
up, down    scroll the text, where arrows on the line above it say so
g, c        runs by itself, + faster, - slower; any key holds it
o           all outcomes, and how often each was seen; a digit there plays one
m           the map of all outcomes; after o or m a choice says what it leaves
r           with --challenge: what to reach, and whether it still can be
p           the same program in Python, or in another language
v           the whole page, with its comments
d           a page with a fault, and one with the cure: the lines that differ
l           all lanes, from the beginning
Tab         the source file of another process, in a program of your own
e           edits the program and runs it again; of a lesson's page, a copy
?           this help
q           ends; the lanes of what you have seen stay on the terminal

The upper part is the page. A mark says who is about to run a line: p is
the parent, c1 is child-1, w2 is worker-2. An empty mark waits there.
Below it are the lanes: a column for each process, time downwards, and
arrows for messages between them.
Then the page's text for the marked line, and the processes: those with
a number can act next, the others wait.
A presenter's keys are PageDown and PageUp.)",
    .line_help =
        "Enter lets the shown process act, a digit another one; "
        "b goes one act back, c lets everything run on, q ends; "
        "o lists all outcomes, and says from then on what each choice leaves, m draws them; "
        "p shows the page in Python, e edits it.",

    .quoted = "{} \"{}\"",
    .answer_keys = "A digit is your answer; s or Enter skips the question.",
    .your_answer = "Your answer",
    .you_skip = "You skip it.",
    .you_say = "You say {}.",
    .the_answer = "The answer: {}.",
    .said_right = "You said {}: right.",
    .said_wrong = "You said {}. No: it is {}.",
    .all_tried = " (All {} schedules were tried.)",
    .small_tried = " (All {} schedules of a smaller run were tried.)",
    .one_tried = " (Every order has the same result.)",
    .one_small_tried = " (Every order of a smaller run has the same result.)",
    .predictions = "Predictions: {} of {} right",
    .right = "right",
    .missed = "missed",
    .open = "open",
    .skipped = "skipped",

    .same_again = "The same again: {}",
    .too_large =
        "this picture is larger than most readers show: --format html plays the whole run, and "
        "--from, --to and --only draw a part of it.",
    .nothing_selected =
        "no event is in the part that was asked for: there are {}, of these processes: {}.",
    .not_controlled = "Not controlled, so the same choices may give another run: {}.",
    .between_causes = "; ",
    .causes = {.clock = "the clock, which it reads",
               .files = "files, since the kernel refuses private copies",
               .memory = "what processes do in memory that they share",
               .network = "the network",
               .pids = "PIDs, since the kernel refuses a namespace",
               .polls = "which of several things is there first when it asks for all of them",
               .random = "random numbers from a file",
               .threads = "what threads do between calls",
               .timers = "timers, and limits to waits"},
    .unseen_words =
        "What {} does with locks and semaphores in shared memory is seen only where "
        "it has to wait: it {}.",
    .is_static = "is linked statically",
    .other_library = "is linked with another C library than glibc",
    .other_machine = "is no 64-bit program of this machine",
    .privileged = "has more rights than the program that executed it",
    .sanitized = "has a sanitizer, which wants to be loaded first",
    .unreachable = "cannot open mpdemo's files",
    .forbids_calls = "allows itself only some system calls",

    .menu_title = "mpdemo: multi-process programming, shown on real processes",
    .menu_keys = "A number starts that lesson, Enter the one shown, q quits.",
    .no_menu_key = "That key starts no lesson: 1 to {}, Enter, or q.",
    .done = "done",
    .some_done = "{} of {} done",
    .after_lessons = " (after {})",
    .overview = "mpdemo shows multi-process programming on real processes.",
    .each_demo = "each lesson's demos",
    .pages_alone = "the pages, without running them",
    .recorded_run = "a recorded run",
    .all_else = "everything else",

    .thread_of = "thread of {}",
    .kernel = "the kernel",
    .process_group = "a process group",
    .everybody = "everybody",
    .any_child = "any child",
    .q_ends_program = "{} q ends the program.",

    .replay_help =
        "Enter goes to the next event, b to the previous one, Home and End to the\n"
        "first and the last; c runs on to the end, q ends.",
    .full_replay_help = R"(Enter, space, n, right arrow, PageDown
            the next event
b, left arrow, PageUp
            the event before
Home, End   the first event of the run, the last
g, c        plays the rest, + faster, - slower; any key holds it
up, down    scroll the text, where arrows on the line above it say so
l           all lanes, from the beginning
v           the whole page, with its comments
p           the same program in Python, or in another language
Tab         the source file of another process, in a program of your own
?           this help
q           ends

The upper part is the source. A mark says who runs a line next; below it are
the lanes up to here, and what each process does next, as it was recorded.)",
    .no_source_here = "{} is not here.",
    .replay_over = "Enter ends the replay, b goes one event back.",
    .replay_goes_on = "Enter goes on to the next run, b goes one event back.",
    .more_may_come = "more may come",
    .back_at_event = "Back at event {}{}.",
    .at_event = "At event {}{}.",
    .of_run = " of run {}",
    .run_place = "run {} of {}, ",
    .event_place = "event {} of {}",
    .no_events = "no events",
    .first_event = "This is the first event.",
    .last_event = "This is the last event.",

    .report_heading = "{} of {} right",
    .report_wrong = "wrong: {} of {}",
    .report_right_is = "Right: {}",
    .report_said = "Answered: {}",
    .report_times = "{} ({} times)",
    .report_who = "name",
    .report_score = "right",
    .report_title = "Who answered what",
    .report_questions = "The questions, those first that most got wrong",
    .report_exercise = "exercise {}",
    .report_right = "right",
    .report_missed = "wrong",
    .report_skipped = "no answer",
    .report_none = "not asked",

    .trying = "trying",
    .reading = "reading {}",
    .lines_read = "{} lines",
    .drawing = "drawing",
    .events_drawn = "{} of {} events",
    .all_that_can_happen = "{}: all that can happen",
    .schedules_tried = "{} schedules tried",
    .schedules_and_states = "{} schedules, {} states",
    .free_run_of = "free run {} of {}",
    .run_of = "run {} of {}, {} outcomes",
    .runs_in = "runs in {}, sleeps as it says, {} events",
    .finds_out = "looks for all outcomes of this demo",
    .same_in_python = "the same in Python 3",
};

constexpr Wording kTraditionalChinese = {
    .next = "下一步",
    .next_demo = "下一個示範",
    .ends = "結束",
    .choose = "選行程",
    .others = "其他行程",
    .back = "上一步",
    .run_on = "自動",
    .outcomes = "結果",
    .map = "地圖",
    .lanes = "泳道圖",
    .python = "Python",
    .difference = "差異",
    .next_file = "另一個檔案",
    .edit = "編輯",
    .help = "說明",
    .quit = "離開",
    .closes = "關閉",
    .page_on = "下一頁",
    .page_back = "上一頁",
    .any_key = "任意鍵",
    .holds = "暫停",
    .faster = "加快",
    .slower = "放慢",
    .enough = "不用再找了",
    .plays_it = "播放那個結果",
    .answer = "作答",
    .skips = "跳過",

    .wakes = "{} 醒來了。",
    .wakes_early = "{} 提早醒來了：在這裡，睡眠不會真的花時間。",
    .waits_on = "{} 再試了一次，還得繼續等。",
    .goes_on = "{} 繼續執行。",

    .is_about = "接下來要{}",
    .line_place = "（第 {} 行）",
    .file_place = "（{} 第 {} 行）",
    .no_debug_lines =
        "{} 沒有除錯資訊。用 cc -g 編譯，這裡就會顯示它的原始碼，並標出每個行程所在的行。",
    .no_shell_lines = "{} 不會說它執行到哪一行。改用 bash 執行，這裡就會顯示原始碼。",
    .no_lines_yet = "{} 還沒有執行到你的程式。",
    .a_process = "某個行程",
    .unnamed = "行程",
    .to_print = "印出文字",
    .to_fork = " fork",
    .to_fork_as = " {}",
    .to_write = "寫出「{}」",
    .to_write_to = "把「{}」寫到 {}",
    .to_execute = "執行 {}",
    .to_signal = "送訊號給 {}（{}）",
    .to_wait_for = "等待 {}",
    .to_reap = "回收 {}",
    .to_terminate = "終止 {}",
    .to_exit = "結束（結束碼 {}）",
    .to_sleep = "睡眠 {}",
    .to_put = "把 {} 放入 {}",
    .to_get = "從 {} 取得資料",
    .to_send = "傳送 {}（經由 {}）",
    .to_receive = "從 {} 接收資料",
    .to_finish = "完成 {}（{}）",
    .to_take = "從 {} 領取工作",
    .to_lock = "鎖定 {}",
    .to_unlock = "解鎖 {}",
    .to_unlock_and_wait = "解鎖 {} 並等待",
    .to_set = "設定 {}",
    .to_clear = "清除 {}",
    .to_notify = "通知 {}",
    .to_arrive = "到達 {}",
    .to_wake_at = "喚醒在 {} 等待的行程",
    .to_break = "中止 {}",
    .to_reset = "重設 {}",
    .to_close = "關閉 {}",
    .to_open = "開啟 {}",
    .to_look_at = "查看 {}",
    .to_read = "讀取 {}",
    .to_write_into = "寫入 {}",
    .to_seek = "移動 {} 的讀寫位置",
    .to_remove = "刪除 {}",
    .to_rename = "把 {} 改名為 {}",
    .to_handle = "處理 {}",
    .to_act = "執行 {} {}",
    .to_wake = "醒來",
    .computes = "正在計算",
    .sleeps_more = "還要睡 {:.6g} 秒",
    .waits = view::kTraditionalChineseWaits,
    .not_for_ever = "，但不會一直等下去",
    .also = "  還有 {}",
    .and_more = "，以及另外 {} 個",
    .more_wait = "  另外 {} 個正在等待",
    .next_act = "{}{} 接下來要{}",
    .nobody = "沒有行程",
    .nobody_goes_on = "{}能繼續執行",
    .nobody_is_held = "{}停在動作之前：它們會自己繼續，或在等待外部的事物",
    .what_leaves = "{}：{}",
    .one_act = "{} 步",
    .some_acts = "{} 步",

    .back_at = "回到第 {} 步：行程全都是新的",
    .back_at_choice = "回到第 {} 個選擇。行程全都是新的",
    .with_new_pids = "，PID 也不一樣",
    .stuck = "沒有行程能繼續執行：按 b 回到上一步，按 Enter 結束示範",
    .runs_on = "自動執行：每 {:.3g} 秒一步",
    .pace = "每 {:.3g} 秒一步",
    .at_work = "執行中：還沒有行程走到下一步",
    .no_such_number = "沒有 {} 號行程",
    .no_such_key = "這個鍵在這裡沒有作用：按 ? 看有哪些鍵",
    .held = "已暫停",
    .begins_here = "已經是最開頭了",

    .no_editor = "這裡沒有編輯器：請把 VISUAL 或 EDITOR 設成你用的編輯器",
    .editor_fails = "編輯器打不開 {}：請把 VISUAL 或 EDITOR 設成這裡能執行的編輯器",
    .no_place_to_edit = "不知道這個行程的原始碼在哪裡，所以沒有東西可以編輯",
    .not_built_again = "程式還是原來編譯的樣子：用 mpdemo try FILE 會重新編譯",
    .compiles_not = "編譯沒有成功，所以程式還是原來的樣子；按 e 再編輯一次",
    .runs_edited = "現在是改過的程式，在第 {} 個選擇",
    .edited_parts = "改過的程式只適用 {} 個選擇，原來共有 {} 個",
    .copied_to = "這一頁的副本，可以隨意修改：{}",
    .compiler_says = "編譯器",

    .check_solved = "完成",
    .check_not_solved = "還沒完成",
    .check_refused = "不算數",
    .check_not_proved = "未能證明",
    .check_broken = "無法評判",
    .must_not_be = "不該有這樣的執行：",
    .prints_nothing = "（什麼都沒印）",
    .turning_point_is = "  在第 {} 個選擇之後，就不可能有好結果了。",
    .turning_point_here = "轉折點：這個選擇之後，就不可能有好結果了。",
    .why_refused = "不能改的部分被拿掉了，所以其他都不算數。",
    .why_not_proved = "執行了 {} 次都沒有問題，但還不能證明：{}。",
    .how_to_check = "用 mpdemo check NAME 把其中一題複製到這裡，並說明要做什麼。",
    .is_goal = "- ",
    .must_stay = "= 不能改：",
    .handed_out = "{} 已經放在這裡了。一步一步看，修好它，再交來評判：",
    .solve_first = "先完成這一題，才能看解答；可以用 --hint 看提示。",
    .see_solution = "其中一種寫法：mpdemo check {} --solution",
    .enter_steps = "按 Enter 一步一步看，按其他鍵結束。",

    .left_of = "還有 {} 種結果（共 {} 種）",
    .left_at_least = "至少還有 {} 種結果",
    .only_outcome = "唯一的結果",
    .only_deadlocks = "只剩死結",
    .only_bad_ends = "都無法正常結束",
    .all_deadlock = "從這裡開始，怎麼執行都會死結。",
    .none_ends_well = "從這裡開始，怎麼執行都無法正常結束。",
    .pick_outcome = "按數字播放那個結果，按 Enter 從這裡繼續",
    .plays_outcome = "正在播放結果 {}：按任意鍵暫停",

    .goal = "目標",
    .reach_it =
        "走到這個結果：讓 {} "
        "的執行過程得到下面的結果。由你選擇下一步輪到誰，按 b 可以回到上一步；每個選擇和每次回頭都"
        "會計算。按 r 會再顯示一次，並說明還能走到哪些結果。",
    .seed_may_differ = "還沒有找出所有的結果，所以同一個種子在別的機器上可能是另一個結果。",
    .one_outcome = "{} 只有一種結果，所以沒有什麼要走到的。",
    .no_outcome = "找不到 {} 能走到的結果。",
    .one_choice = "1 個選擇",
    .some_choices = "{} 個選擇",
    .no_step_back = "沒有回頭",
    .one_step_back = "回頭 1 次",
    .some_steps_back = "回頭 {} 次",
    .fewest_is = "最少：{}",
    .fewest_known = "目前所知最少：{}",
    .challenge_score = "{}，{}；{}",
    .choice_number = "第 {} 個選擇",
    .choice_of = "第 {} 個選擇（{}）",
    .can_be_reached = "還走得到。",
    .can_be_reached_with = "還走得到：還有 {} 種結果（共 {} 種）。",
    .may_be_reached = "不知道還走不走得到。",
    .is_lost = "從{}之後，就走不到了：按 b 回到上一步。",
    .was_lost = "轉折點：在{}之後，就走不到你的結果了。",
    .has_reached = "走到了：{}，{}（{}）。",
    .has_missed = "這是另一個結果：{}，{}（{}）。",
    .may_go_back = "按 b 回到上一步，按 Enter 結束",
    .challenge_help =
        "按 Enter 讓畫面上的行程執行下一步，按數字選另一個行程；按 b 回到上一步，"
        "按 r 再看一次目標，以及還走不走得到；按 c 一路執行到底，按 q 離開。",

    .nothing_to_scroll = "文字全都在畫面上了",
    .too_small = "{}x{} 太小了：請放大到 {}x{}，或按 q 離開。",
    .some_lines = "（第 {} 到 {} 行，共 {} 行）",
    .type_keys = "{}。請按 {} 或 q：",

    .demo_has_ended = "示範結束了。",
    .enter_goes_on = "按 Enter 看下一個示範 {}，按 b 回到上一步。",
    .enter_ends = "按 Enter 結束，按 b 回到上一步。",
    .full_help = R"(
Enter、空白鍵、n、→、PageDown
            讓箭頭指著的行程執行下一步
1 到 9      讓那個號碼的行程執行下一步；有問題時，就是你的答案
            （按 s 或 Enter 可以跳過問題）
< >         超過九個行程時，換另外九個有號碼
b、←、PageUp
            回到上一步：用全新的行程，把最後一個選擇以前的步驟重做一次
↑、↓        捲動說明文字（文字上方的線有 ↑↓ 時）
g、c        自動執行，+ 加快，- 放慢，按任意鍵暫停
o           所有可能的結果，以及各出現過幾次；在那裡按數字會播放那個結果
r           用 --challenge 時：要走到的結果，以及還走不走得到
m           所有結果的地圖；按過 o 或 m 之後，每個選擇旁邊會寫出還剩幾種結果
p           同一個程式的 Python 版（或另一種語言的版本）
v           整頁程式，連同註解
d           有毛病的頁面和改好的頁面，差在哪幾行
l           從頭到現在的整張泳道圖
Tab         看另一個行程所在的原始碼（你自己的程式）
e           用編輯器修改程式，再執行一次；課程的頁面會先複製一份
?           這份說明
q           離開；看過的泳道圖會留在終端機上

上方是這一頁的程式。行號前的記號表示哪個行程正要執行那一行：
p 是 parent，c1 是 child-1，w2 是 worker-2。空心的記號表示它在那裡等待。
中間是泳道圖：每個行程一欄，時間由上往下，箭頭表示行程之間傳了什麼。
下方是這一行的說明和所有行程：有號碼的可以選，沒有號碼的正在等待。
用簡報筆上課的話，PageDown 和 PageUp 兩個鍵就夠了。)",
    .line_help =
        "按 Enter 讓畫面上的行程執行下一步，按數字選另一個行程；"
        "按 b 回到上一步，按 c 一路執行到底，按 q 離開；"
        "按 o 列出所有可能的結果，之後每個選擇都會寫出還剩幾種，按 m 畫出地圖；"
        "按 p 看 Python 版，按 e 修改程式。",

    .quoted = "{}「{}」",
    .answer_keys = "按數字作答，按 s 或 Enter 跳過這一題。",
    .your_answer = "你的答案",
    .you_skip = "跳過這一題。",
    .you_say = "你選 {}。",
    .the_answer = "答案是 {}。",
    .said_right = "你選了 {}，答對了。",
    .said_wrong = "你選了 {}，不對，答案是 {}。",
    .all_tried = "（{} 種執行順序全都試過了。）",
    .small_tried = "（縮小規模之後，{} 種執行順序全都試過了。）",
    .one_tried = "（不管順序怎麼排，結果都一樣。）",
    .one_small_tried = "（縮小規模之後，不管順序怎麼排，結果都一樣。）",
    .predictions = "預測：猜中 {} 題，共 {} 題",
    .right = "猜中",
    .missed = "沒猜中",
    .open = "未揭曉",
    .skipped = "跳過",

    .same_again = "同樣的再來一次：{}",
    .too_large =
        "這張圖太大，大多數軟體都打不開：--format html 可以播放整次執行，--from、--to 和 --only "
        "則只畫出其中一部分。",
    .nothing_selected = "指定的範圍內沒有任何事件：總共有 {} 個，行程有：{}。",
    .not_controlled = "以下不受控制，所以同樣的選擇可能得到不同的執行：{}。",
    .between_causes = "；",
    .causes = {.clock = "它所讀取的時鐘",
               .files = "檔案，因為核心不允許私有的副本",
               .memory = "行程在共享記憶體中所做的事",
               .network = "網路",
               .pids = "PID，因為核心不允許命名空間",
               .polls = "它同時查看數個對象時，哪一個先就緒",
               .random = "來自檔案的亂數",
               .threads = "執行緒在呼叫之間所做的事",
               .timers = "計時器和限時等待"},
    .unseen_words = "{} 對共享記憶體裡的鎖與號誌做了什麼，只有在它必須等待時才看得到：它{}。",
    .is_static = "是靜態連結的",
    .other_library = "連結的 C 函式庫不是 glibc",
    .other_machine = "不是這台機器的 64 位元程式",
    .privileged = "的權限比執行它的程式還大",
    .sanitized = "帶有必須最先載入的 sanitizer",
    .unreachable = "打不開 mpdemo 的檔案",
    .forbids_calls = "只准自己使用某些系統呼叫",

    .menu_title = "mpdemo：用真正的行程，學多行程程式設計",
    .menu_keys = "按數字開始那一課，按 Enter 開始下面這一課，按 q 離開。",
    .no_menu_key = "沒有這個鍵的課：請按 1 到 {}、Enter 或 q。",
    .done = "完成",
    .some_done = "完成 {}/{}",
    .after_lessons = "（先讀 {}）",
    .overview = "mpdemo 用真正的行程，展示多行程程式設計。",
    .each_demo = "每一課的所有示範",
    .pages_alone = "只看每一頁，不執行",
    .recorded_run = "錄下來的執行過程",
    .all_else = "其他所有用法",

    .thread_of = "{} 的執行緒",
    .kernel = "核心",
    .process_group = "某個行程群組",
    .everybody = "所有行程",
    .any_child = "任一子行程",
    .q_ends_program = "{}按 q 結束程式。",

    .replay_help =
        "按 Enter 到下一個事件，按 b 到上一個，按 Home 和 End 到第一個和最後一個；\n"
        "按 c 一路到底，按 q 離開。",
    .full_replay_help = R"(Enter、空白鍵、n、→、PageDown
            下一個事件
b、←、PageUp
            上一個事件
Home、End   這次執行的第一個事件、最後一個事件
g、c        自動播放到底，+ 加快，- 放慢，按任意鍵暫停
↑、↓        捲動說明文字（文字上方的線有 ↑↓ 時）
l           從頭到現在的整張泳道圖
v           整頁程式，連同註解
p           同一個程式的 Python 版（或另一種語言的版本）
Tab         看另一個行程所在的原始碼（你自己的程式）
?           這份說明
q           離開

上方是原始碼，記號表示哪個行程接著要執行那一行；中間是到目前為止的泳道圖，
下方是每個行程接著做了什麼，都是錄下來的。)",
    .no_source_here = "這裡沒有 {}。",
    .replay_over = "按 Enter 結束重播，按 b 回到上一個事件。",
    .replay_goes_on = "按 Enter 看下一次執行，按 b 回到上一個事件。",
    .more_may_come = "可能還有後續",
    .back_at_event = "回到事件 {}{}。",
    .at_event = "跳到事件 {}{}。",
    .of_run = "（第 {} 次執行）",
    .run_place = "執行 {}/{}，",
    .event_place = "事件 {}/{}",
    .no_events = "沒有事件",
    .first_event = "這是第一個事件。",
    .last_event = "這是最後一個事件。",

    .report_heading = "答對 {}，共 {}",
    .report_wrong = "答錯：{}，共 {}",
    .report_right_is = "正確答案：{}",
    .report_said = "回答：{}",
    .report_times = "{}（{} 次）",
    .report_who = "姓名",
    .report_score = "答對",
    .report_title = "誰回答了什麼",
    .report_questions = "題目，最多人答錯的排在最前面",
    .report_exercise = "習題 {}",
    .report_right = "對",
    .report_missed = "錯",
    .report_skipped = "未作答",
    .report_none = "沒有問到",

    .trying = "嘗試中",
    .reading = "讀取 {}",
    .lines_read = "{} 行",
    .drawing = "繪圖中",
    .events_drawn = "{}/{} 個事件",
    .all_that_can_happen = "{}：所有可能的情況",
    .schedules_tried = "試了 {} 種執行順序",
    .schedules_and_states = "{} 種執行順序，{} 種狀態",
    .free_run_of = "自由執行 {}/{}",
    .run_of = "執行 {}/{}，{} 種結果",
    .runs_in = "以 {} 執行，睡眠照實，{} 個事件",
    .finds_out = "正在找出這個示範所有可能的結果",
    .same_in_python = "同一個程式的 Python 3 版",
};

}  // namespace

const Wording& wording(Language language) {
  return language == Language::english ? kEnglish : kTraditionalChinese;
}

std::string as_sentence(std::string words, Language language) {
  // No Chinese character has a capital.
  const auto first = static_cast<unsigned char>(words.front());
  if (first < 0x80) words.front() = static_cast<char>(std::toupper(first));
  return words.append(view::words(language).stop);
}

}  // namespace app
