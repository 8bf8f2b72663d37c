#include "app/language/explanations.hpp"

#include <algorithm>
#include <iterator>
#include <optional>

namespace app {
namespace {

using probe::ForkMode;
using probe::Kind;
using probe::ObjectType;

/// One sentence per kind of act; a fork has one for each way to make a process, and an act
/// on an object may have one for each type of it.
// NOLINTNEXTLINE(clang-analyzer-optin.performance.Padding): a row stands as it is read
struct Explanation {
  Kind kind;
  std::optional<ForkMode> mode;
  std::string_view english;
  std::string_view chinese;
  std::optional<ObjectType> object = {};  // first those with one
};

constexpr Explanation kExplanations[] = {
    {Kind::fork, ForkMode::vfork,
     "vfork() makes a child that uses this process's memory for a moment. This process waits "
     "until the child executes a program or ends.",
     "vfork() "
     "產生一個子行程，暫時借用這個行程的記憶體。子行程執行別的程式或結束以前，這個行程都在等。"},
    {Kind::fork, ForkMode::spawn,
     "A new process is started that shares nothing with this one: it begins with a fresh "
     "interpreter.",
     "啟動一個全新的行程：它不與這個行程共用任何東西，從新的直譯器開始。"},
    {Kind::fork, std::nullopt,
     "fork() copies this process. Both go on after the call: it returns 0 in the child, and the "
     "child's PID in the parent.",
     "fork() 複製這個行程。兩者都從呼叫之後繼續：在子行程中它回傳 0，在父行程中回傳子行程的 PID。"},
    {Kind::exec, std::nullopt,
     "exec() replaces the program of this process. The PID stays the same, and nothing after "
     "this line runs.",
     "exec() 把這個行程的程式換成另一個。PID 不變，這一行之後的程式不會再執行。"},
    {Kind::wait, std::nullopt,
     "wait() returns when a child has ended, and removes the ended child. Until then this "
     "process waits.",
     "wait() 等到子行程結束才返回，並把結束的子行程收走。在那之前這個行程一直等。"},
    {Kind::exit, std::nullopt,
     "This process ends. Its parent gets the exit code from wait(); until then a zombie is left.",
     "這個行程結束。父行程用 wait() 取得結束碼；在那之前它是殭屍行程。"},
    {Kind::output, std::nullopt,
     "write() gives these bytes to the kernel. From now on they are before whatever other "
     "processes write later.",
     "write() 把這些位元組交給核心。之後其他行程寫的都排在它們後面。"},
    {Kind::send, std::nullopt,
     "The bytes go into the pipe. If it is full, this process waits until a reader makes room.",
     "把位元組放進管線。管線滿了的話，這個行程要等到讀取者騰出空間。"},
    {Kind::recv, std::nullopt,
     "read() takes bytes out of the pipe. If it is empty, this process waits until somebody "
     "writes, or until no writing end is open any more.",
     "read() 從管線取出位元組。管線是空的話，這個行程要等到有人寫入，或所有寫入端都關閉。"},
    {Kind::kill, std::nullopt,
     "kill() sends a signal. What it does depends on the receiver: it handles the signal, ignores "
     "it, or ends.",
     "kill() 送出訊號。結果要看接收者：處理它、忽略它，或者結束。"},
    {Kind::sleep, std::nullopt,
     "This process sleeps. The others can act meanwhile. Here time is virtual: nobody waits for "
     "it.",
     "這個行程睡一會兒，其他行程可以繼續。這裡的時間是虛擬的，不會真的等。"},
    {Kind::put, std::nullopt,
     "Stores the value in memory that these processes share. What was there before is gone.",
     "把值存進這些行程共用的記憶體。原來的值就不見了。", ObjectType::value},
    {Kind::put, std::nullopt,
     "Stores the value in memory that these processes share. What was there before is gone.",
     "把值存進這些行程共用的記憶體。原來的值就不見了。", ObjectType::array},
    {Kind::get, std::nullopt,
     "Reads the value from memory that these processes share. Another process may change it right "
     "after that.",
     "從這些行程共用的記憶體讀出值。讀完之後，別的行程隨時可能改掉它。", ObjectType::value},
    {Kind::get, std::nullopt,
     "Reads the value from memory that these processes share. Another process may change it right "
     "after that.",
     "從這些行程共用的記憶體讀出值。讀完之後，別的行程隨時可能改掉它。", ObjectType::array},
    {Kind::lock, std::nullopt,
     "Takes one of the places that the semaphore has. If none is free, this process waits for one.",
     "取得號誌的一個名額。沒有空的名額的話，這個行程要等。", ObjectType::semaphore},
    {Kind::unlock, std::nullopt,
     "Gives a place of the semaphore back. One of the processes that wait for it can take it now.",
     "歸還號誌的一個名額。等待它的行程當中，現在有一個可以取得它。", ObjectType::semaphore},
    {Kind::lock, std::nullopt,
     "Waits until the event is set. If it is set already, this process goes on at once.",
     "等到事件被設定。已經設定的話，這個行程馬上繼續。", ObjectType::event},
    {Kind::unlock, std::nullopt, "Sets the event. All processes that wait for it go on.",
     "設定事件。等待它的行程全部繼續。", ObjectType::event},
    {Kind::close, std::nullopt,
     "Clears the event. A process that waits for it from now on waits until it is set again.",
     "清除事件。從現在起等待它的行程，要等到它再次被設定。", ObjectType::event},
    {Kind::lock, std::nullopt,
     "Gives the lock back and waits for a notification. Then it takes the lock again.",
     "放開鎖並等待通知，收到之後再取回鎖。", ObjectType::condition},
    {Kind::unlock, std::nullopt,
     "Notifies processes that wait here. They go on as soon as they have the lock again.",
     "通知在這裡等待的行程。它們取回鎖之後就會繼續。", ObjectType::condition},
    {Kind::lock, std::nullopt,
     "Waits until as many processes have arrived as the barrier was made for.",
     "等到約定數目的行程都到齊。", ObjectType::barrier},
    {Kind::unlock, std::nullopt,
     "Arrives at the barrier. When all have arrived that it was made for, they go on.",
     "到達會合點。約定數目的行程都到齊，就一起繼續。", ObjectType::barrier},
    {Kind::block, std::nullopt,
     "Waits until another process wakes those that wait at this word, unless the word has "
     "changed already.",
     "等到別的行程喚醒在這個字組等待的行程；字組的值已經變了的話就不等。", ObjectType::futex},
    {Kind::unlock, std::nullopt,
     "Wakes processes that wait at this word. If none waits yet, nobody is woken: a wake-up is not "
     "kept for later.",
     "喚醒在這個字組等待的行程。還沒有行程在等的話，就沒有誰被喚醒：喚醒不會留到以後。",
     ObjectType::futex},
    {Kind::close, std::nullopt, "The pool takes no more tasks, and its workers end.",
     "行程池不再接受工作，它的工作行程會結束。", ObjectType::pool},
    {Kind::task, std::nullopt,
     "A worker takes a task and, when it is done, hands its result back. While there is none, it "
     "waits.",
     "工作行程領取一項工作，做完就交回結果。沒有工作的時候就等。"},
    {Kind::put, std::nullopt,
     "The value goes into the queue. Any process that gets from the queue can take it.",
     "把值放進佇列。任何從佇列取值的行程都可能拿到它。"},
    {Kind::get, std::nullopt,
     "Takes the oldest value out of the queue. If it is empty, this process waits for one.",
     "從佇列取出最早放進去的值。佇列是空的話，這個行程要等。"},
    {Kind::lock, std::nullopt,
     "Takes the lock. If another process holds it, this process waits until it is released.",
     "取得鎖。如果別的行程持有它，這個行程要等到它被釋放。"},
    {Kind::unlock, std::nullopt,
     "Releases the lock. One of the processes that wait for it can take it now.",
     "釋放鎖。等待它的行程當中，現在有一個可以取得它。"},
    {Kind::terminate, std::nullopt,
     "Ends the other process with SIGTERM, wherever it is: it cannot finish what it is doing.",
     "用 SIGTERM 結束那個行程，不管它執行到哪裡：手上的事做不完。"},
    {Kind::open, std::nullopt,
     "Looks up the name of the file, and may make or empty the file: others see that from now on.",
     "依名稱找到檔案，也可能建立或清空它：從現在起其他行程都看得到。"},
    {Kind::look, std::nullopt,
     "Asks whether the file is there and what it is. Another process may change that right after.",
     "查詢檔案在不在、是什麼樣子。查完之後，別的行程隨時可能改變它。"},
    {Kind::read, std::nullopt,
     "read() takes bytes of the file as they are now, and moves the offset. Processes that got "
     "the open file by fork() have one offset together.",
     "read() 讀取檔案現在的內容，並移動讀寫位置。經由 fork() 得到同一個開啟檔案的行程共用一個"
     "讀寫位置。"},
    {Kind::write, std::nullopt,
     "write() puts these bytes into the file. Others that open the file see them from now on.",
     "write() 把這些位元組寫進檔案。從現在起其他行程打開檔案就看得到。"},
    {Kind::seek, std::nullopt,
     "Moves the offset of the open file. Processes that got the file by fork() have one offset "
     "together.",
     "移動開啟檔案的讀寫位置。經由 fork() 得到同一個開啟檔案的行程共用一個讀寫位置。"},
    {Kind::unlink, std::nullopt,
     "Removes the name. Who has the file open keeps it; who looks for the name does not find it.",
     "刪除這個名稱。已經開啟檔案的行程仍可使用它；之後再找這個名稱就找不到。"},
    {Kind::rename, std::nullopt,
     "Gives the file another name in one step: no process sees anything in between.",
     "一步就換成另一個名稱：沒有行程看得到中間的狀態。"},
    {Kind::handle, std::nullopt,
     "A signal has come: its handler runs now, before this process goes on, or it ends the "
     "process.",
     "收到訊號：先執行它的處理函式，這個行程才繼續；沒有處理函式的話，行程就結束。"},
};

}  // namespace

std::string_view explanation_of(const probe::Act& act, Language language) {
  const auto found =
      std::find_if(std::begin(kExplanations), std::end(kExplanations), [&](const auto& one) {
        return one.kind == act.kind && (!one.mode || one.mode == act.fork_mode) &&
               (!one.object || one.object == act.object.type);
      });
  if (found == std::end(kExplanations)) return {};
  return language == Language::english ? found->english : found->chinese;
}

}  // namespace app
