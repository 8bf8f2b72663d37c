#include "app/language/practice_words.hpp"

#include <array>
#include <cstddef>

namespace app {
namespace {

constexpr PracticeWords kEnglishPractice = {
    .title_of_one = "Practice: one question.",
    .title = "Practice: {} questions.",
    .heading = "Question {} of {}: {}, level {}",
    .topic_fork = "fork",
    .topic_pipe = "pipe",
    .topic_lock = "lock",
    .topic_wait = "wait",
    .topic_signal = "signal",

    .asks_processes = "How many processes are there in all, the first one included?",
    .asks_outputs = "Which of these can it print, line by line? One or more are right.",
    .asks_ending = "Does this program always end?",
    .asks_close =
        "This program can hang, because one close is missing. Which of these mends it, so that "
        "every run ends and prints all?",
    .ends_always = "Yes: every run ends.",
    .ends_sometimes = "It depends on who goes first: some runs end, some never do.",
    .ends_never = "No: no run ends.",
    .between_lines = ", ",
    .and_hangs = "{}, and then it hangs",
    .close_after = "{} after line {}",

    .prompt_number = "Your answer, a number (s skips, q ends): ",
    .prompt_one = "Your answer, from 1 to {} (s skips, q ends): ",
    .prompt_several = "Your answer, from 1 to {}, all that are right, like 1 3 (s skips, q ends): ",
    .no_number = "That is not a number of processes: type one, like 3, or s or q.",
    .no_option = "That is not one of the answers: type a number from 1 to {}, or s or q.",
    .no_options = "Those are not the answers: type numbers from 1 to {}, like 1 3, or s or q.",
    .is_right = "Right: {}.",
    .is_wrong = "No, the right answer is {}.",
    .is_skipped = "The right answer is {}.",
    .can_come = "{} can come, too.",
    .cannot_come = "{} cannot come: no schedule leads there.",
    .still_hangs = "With {} it still hangs.",
    .does_not_print_all = "With {} it ends, but not every run prints all.",
    .one_tried = "There is only one schedule, and it was tried.",
    .all_tried = "All {} schedules were tried.",
    .one_output = "All {} schedules were tried: each prints the same.",
    .all_outputs = "All {} schedules were tried: {} outputs are possible.",
    .offers_run = "w to watch it happen, step by step; Enter to go on: ",
    .offers_option = "w to watch {} happen, step by step; Enter to go on: ",
    .next_level = "Well done: level {} from here on.",
    .level_again = "Level {} again.",
    .score = "{} of {} right.",
    .score_skipped = "{} of {} right, {} skipped.",
    .preparing = "question {}",

    .sheet_title = "Practice: processes",
    .name_line = "Name",
    .answers = "Answers",
    .write_number = "Answer:",
    .a_run = "A run that shows it: --schedule {}",
    .made_by = "The same questions again: {}",
};

constexpr PracticeWords kChinesePractice = {
    .title_of_one = "練習：共 1 題。",
    .title = "練習：共 {} 題。",
    .heading = "第 {} 題（共 {} 題）：{}，難度 {}",
    .topic_fork = "fork",
    .topic_pipe = "管線",
    .topic_lock = "鎖",
    .topic_wait = "等待",
    .topic_signal = "訊號",

    .asks_processes = "連最初的那一個在內，總共會有幾個行程？",
    .asks_outputs = "它可能依序印出下列哪幾行？正確的至少有一項。",
    .asks_ending = "這個程式一定會結束嗎？",
    .asks_close =
        "這個程式少了一個 close，所以可能卡住。補上哪一個之後，每次執行都會結束，而且該印的都印出"
        "來？",
    .ends_always = "會，每次執行都會結束。",
    .ends_sometimes = "要看誰先執行：有時會結束，有時永遠不結束。",
    .ends_never = "不會，每次執行都不會結束。",
    .between_lines = "、",
    .and_hangs = "{}，然後卡住",
    .close_after = "{} 加在第 {} 行之後",

    .prompt_number = "你的答案，一個數字（s 跳過，q 結束）：",
    .prompt_one = "你的答案，1 到 {}（s 跳過，q 結束）：",
    .prompt_several = "你的答案，1 到 {}，正確的全部都要，例如 1 3（s 跳過，q 結束）：",
    .no_number = "這不是行程的個數：請輸入一個數字，例如 3，或是 s、q。",
    .no_option = "沒有這個答案：請輸入 1 到 {} 的一個數字，或是 s、q。",
    .no_options = "沒有這樣的答案：請輸入 1 到 {} 的數字，例如 1 3，或是 s、q。",
    .is_right = "答對了：{}。",
    .is_wrong = "不對，正確答案是 {}。",
    .is_skipped = "正確答案是 {}。",
    .can_come = "{} 也有可能。",
    .cannot_come = "{} 不可能：沒有任何執行順序會走到那裡。",
    .still_hangs = "補上 {} 之後，還是會卡住。",
    .does_not_print_all = "補上 {} 之後會結束，但不是每次都全部印出來。",
    .one_tried = "只有一種執行順序，已經試過了。",
    .all_tried = "{} 種執行順序全都試過了。",
    .one_output = "{} 種執行順序全都試過了，印出的都一樣。",
    .all_outputs = "{} 種執行順序全都試過了，可能的輸出有 {} 種。",
    .offers_run = "輸入 w 一步一步看它發生，按 Enter 繼續：",
    .offers_option = "輸入 w 一步一步看 {} 發生，按 Enter 繼續：",
    .next_level = "很好，接下來是難度 {}。",
    .level_again = "回到難度 {}。",
    .score = "答對 {} 題，共 {} 題。",
    .score_skipped = "答對 {} 題，共 {} 題，跳過 {} 題。",
    .preparing = "準備第 {} 題",

    .sheet_title = "練習：行程",
    .name_line = "姓名",
    .answers = "解答",
    .write_number = "答案：",
    .a_run = "可以看到它的一次執行：--schedule {}",
    .made_by = "同樣的題目再來一次：{}",
};

struct Sentences {
  std::string_view english;
  std::string_view chinese;
};

/// In the order of practice::Fact.
constexpr std::array<Sentences, static_cast<std::size_t>(practice::Fact::last)> kFacts = {{
    {"Every process that comes to a fork() makes one more there, and both go on below it.",
     "每個行程走到 fork() 都會再多出一個行程，兩個都從那裡往下執行。"},
    {"fork() gives the child 0, which counts as false, and the parent a PID, which counts as "
     "true. After && (and) only a true goes on to the next fork, after || (or) only a false.",
     "fork() 給子行程 0，算是假；給父行程 PID，算是真。&&（and）之後，真的才走到下一個 fork；"
     "||（or）之後，假的才走到下一個 fork。"},
    {"A child whose branch does not end it goes on below, and prints there what its parent prints "
     "there, too.",
     "子行程的分支如果沒有讓它結束，它就繼續往下執行，父行程在那裡印的，它也會印。"},
    {"Each process keeps its own order, from top to bottom. Nothing says which of two processes "
     "goes first, so their lines mix in any way.",
     "每個行程都照自己的順序由上往下執行。兩個行程誰先誰後並沒有規定，所以各行可以任意交錯。"},
    {"After fork() each process has its own copy of the variables: what the child changes, the "
     "parent does not see.",
     "fork() 之後，每個行程都有自己的一份變數：子行程改了，父行程看不到。"},
    {"What was printed without a newline is still in the buffer at fork(), and the buffer is "
     "copied, "
     "too. So each process prints it.",
     "還沒換行的輸出在 fork() 時仍留在緩衝區裡，緩衝區也跟著複製，所以兩個行程都會印出來。"},
    {"wait() returns when a child has ended, so all that this child printed comes before. Where no "
     "wait() is between, either may come first.",
     "wait() 要等到有子行程結束才返回，所以那個子行程印的都在前面。中間沒有 wait() 的，"
     "先後就不一定。"},
    {"wait() returns when any one child has ended, whichever that is. It says nothing about the "
     "others.",
     "wait() 只要有任何一個子行程結束就返回，不管是哪一個；其他的子行程就不一定了。"},
    {"waitpid() waits for the child with that PID alone. The other one may be at any place.",
     "waitpid() 只等那個 PID 的子行程，另一個子行程可能走到任何地方。"},
    {"wait() takes the children in the order in which they end, not in the order in which they "
     "were made, and each of them once.",
     "wait() 依子行程結束的先後取得結束碼，而不是依建立的先後，每個子行程只取一次。"},
    {"wait() without any child fails at once: there is nothing to wait for. A process cannot wait "
     "for its parent.",
     "沒有子行程時，wait() 立刻失敗，不會等任何人。行程不能等自己的父行程。"},
    {"pause() waits for a signal, and no process sends one. So the child never ends, and the "
     "program "
     "has ended only when all its processes have.",
     "pause() 等一個訊號，卻沒有人送。所以子行程永遠不結束；所有行程都結束了，程式才算結束。"},
    {"read() waits until there is something in the pipe. So what the reader does after it comes "
     "after the write(); all else can come in any order.",
     "管線裡要有資料，read() 才會返回。所以讀的一方在那之後做的事，都在 write() 之後；"
     "其他的先後不一定。"},
    {"A pipe keeps the order in which the bytes were written, and nothing says which writer is "
     "first.",
     "管線會保持寫入的順序，但哪個行程先寫並沒有規定。"},
    {"read() waits for the first byte only, and then takes what is there, up to the number that "
     "was asked for.",
     "read() 只等第一個位元組，然後管線裡有多少就拿多少，最多拿到要求的數量。"},
    {"read() returns 0, the end, only when all writing ends of the pipe are closed, that of the "
     "reader itself too.",
     "只有在再也沒有行程持有管線的寫入端時，read() 才會返回 0，也就是結束；"
     "讀的行程自己持有的也算。"},
    {"The holder of the lock prints all of its lines before the other may begin. Which of the two "
     "is first is open.",
     "持有鎖的行程印完自己的各行，另一個才能開始。誰先拿到鎖則不一定。"},
    {"A lock keeps out only those who take it. Who prints without it may print at any moment.",
     "鎖只擋得住會去拿鎖的行程。不拿鎖的行程，隨時都可能印。"},
    {"A semaphore that begins with 2 lets two in at once, and here that is everybody.",
     "初始值是 2 的號誌同時放兩個行程進去，在這裡等於誰都不擋。"},
    {"The lock of flock() belongs to what open() has made. Opened before fork(), both processes "
     "share it, and neither keeps the other out.",
     "flock() 的鎖屬於 open() 開啟的那一份。在 fork() 之前開啟，兩個行程共用同一份，"
     "誰也擋不住誰。"},
    {"A semaphore that begins with 0 makes a process wait until another one has added to it. If "
     "each waits before it adds, none goes on.",
     "初始值是 0 的號誌讓行程等到別人加一為止。如果每個行程都先等再加，就誰也不能繼續。"},
    {"If each holds the lock that the other one wants next, both wait forever. That takes two "
     "orders, and a process that holds the first while it waits for the second.",
     "如果兩個行程各自拿著對方接下來要的鎖，就永遠互等。這要有兩種不同的上鎖順序，"
     "而且拿著第一個鎖去等第二個。"},
    {"Both take the locks in the same order, so the one that has the first gets the second as "
     "well, "
     "and no circle can form.",
     "兩個行程以同樣的順序拿鎖，拿到第一個的一定也拿得到第二個，所以不會形成循環。"},
    {"A semaphore stays taken until it is given back, even if its holder has ended. A process "
     "that waits for another while it holds what that one wants waits forever.",
     "號誌被拿走之後，要有人歸還才行，拿走它的行程結束了也一樣。拿著別人要的東西去等那個行程，"
     "就永遠等不到。"},
    {"The signal ends a process that has said nothing about it, wherever it is: before, between or "
     "after its lines. Its parent goes on.",
     "行程如果沒有另作安排，這個訊號會讓它當場結束：可能在印之前、中間或之後。父行程則繼續執行。"},
    {"SIGCHLD does nothing to a process that has said nothing about it. It ends no process, "
     "and it wakes none that pauses.",
     "行程如果沒有另作安排，SIGCHLD 對它毫無作用：不會讓它結束，也不會叫醒 pause()。"},
    {"What a process does about a signal is copied by fork(). So the child ignores it from its "
     "first moment on.",
     "對訊號的安排會由 fork() 複製。所以子行程從一開始就忽略這個訊號。"},
    {"After fork() each process decides for itself what it does about a signal. The parent ignores "
     "it, and the child does not: there it may end the child at any place.",
     "fork() 之後，每個行程各自決定如何對待訊號。父行程忽略它，子行程並沒有，所以它可能讓子行程"
     "在任何地方結束。"},
    {"A handler runs as soon as the signal comes, between any two steps of the process, and then "
     "the process goes on where it was.",
     "訊號一到，處理函式就執行，可能在行程的任何兩步之間；之後行程從原來的地方繼續。"},
    {"A signal that comes before pause() is over when pause() begins, so the child is not woken "
     "by it. One that comes later does wake it.",
     "訊號如果在 pause() 之前就到了，pause() 開始時已經過去，就再也沒有人叫醒子行程；"
     "之後才到的，就會叫醒它。"},
    {"A blocked signal waits until it is asked for. sigwait() takes it, however early it came; "
     "pause() does not, and is not woken by it.",
     "被擋住的訊號會留著，等人來拿。sigwait() 拿得到，不管它多早來；pause() 拿不到，"
     "也不會被它叫醒。"},
}};

}  // namespace

const PracticeWords& practice_words(Language language) {
  return language == Language::traditional_chinese ? kChinesePractice : kEnglishPractice;
}

std::string_view told(practice::Fact fact, Language language) {
  const Sentences& sentences = kFacts[static_cast<std::size_t>(fact)];
  return language == Language::traditional_chinese ? sentences.chinese : sentences.english;
}

}  // namespace app
