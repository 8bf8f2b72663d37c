#include <algorithm>

#include "lessons/question.hpp"

namespace lessons {
namespace {

using Questions = std::vector<Question>;
constexpr long kHeldIncrements = 2;
constexpr auto kRun = Question::Truth::run;
constexpr auto kOutcomes = Question::Truth::outcomes;

constexpr Sign prints(std::string_view who, std::string_view text) {
  return {who, "print", text, {}, {}};
}
constexpr Sign prints_after(std::string_view earlier, std::string_view who, std::string_view text) {
  return {who, "print", text, earlier, {}};
}
constexpr Sign prints_before(std::string_view later, std::string_view who, std::string_view text) {
  return {who, "print", text, {}, later};
}
constexpr Sign ends_by_itself(std::string_view who) {
  return {who, "exit", {}, {}, {}};
}
constexpr Sign is_ended(std::string_view who) {
  return {who, "signal", {}, {}, {}};
}
constexpr Sign run_ends(std::string_view status) {
  return {{}, status, {}, {}, {}};
}

Questions fork_basic() {
  const Sign parent_first = prints_before("I am the child", "parent", "I am the parent");
  const Sign child_first = prints_before("I am the parent", "child-1", "I am the child");
  const Sign parent_ends = prints("parent", "has reached the end");
  const Sign child_ends = prints("child-1", "has reached the end");
  return {
      {"parent",
       "mp::fork()",
       "After fork() there are two processes. Which of them prints first?",
       kOutcomes,
       {{"Always the parent: it was there before", {parent_first}},
        {"Always the child: the parent waits for it", {child_first}},
        {"Either of them", {parent_first, child_first}}},
       "Both can go on at once, and nothing in the program says who is first."},
      {"parent",
       "mp::wait_for(child)",
       "The last line of the page prints \"has reached the end\". Who comes there?",
       kRun,
       {{"Only the parent", {parent_ends}},
        {"Only the child", {child_ends}},
        {"Both of them", {parent_ends, child_ends}}},
       "Both processes run everything below the fork."},
  };
}

Questions fork_variables() {
  const Sign nine = prints("parent", "source is 9,");
  const Sign three = prints("parent", "source is 3,");
  const Sign ends_with_3 = prints("", "ends with source = 3");
  const Sign ends_with_4 = prints("", "ends with source = 4");
  const Sign ends_with_9 = prints("", "ends with source = 9");
  return {
      {"parent",
       "mp::fork()",
       "`source` is 10. The child will take 6 from it, and the parent 1. What can the parent "
       "print?",
       kOutcomes,
       {{"Only 3: both have taken from it", {three}},
        {"Only 9: it sees only its own 1 taken away", {nine}},
        {"Either 3 or 9: it depends on who comes first", {three, nine}}},
       "Each process has its own copy, and takes away from that one only."},
      {"parent",
       "say(\"process {} ends with source = {}\"",
       "The last line comes after the if. What does it print?",
       kRun,
       {{"Twice a 3: here the two come together again", {ends_with_3}},
        {"Once a 9: only the parent comes here", {ends_with_9}},
        {"A 4 and a 9: one in each process", {ends_with_4, ends_with_9}}},
       "There are still two processes, and each prints its own copy."},
  };
}

Questions process_join() {
  const std::string_view here = "here, with";
  const std::string_view about_to = "about to start";
  const Sign child_first = prints_before("Process end", "child-1", here);
  const Sign parent_first = prints_before(here, "parent", "Process end");
  const Sign before_start = prints_before(about_to, "child-1", here);
  const Sign after_start = prints_after(about_to, "child-1", here);
  return {
      {"parent",
       "say(\"parent {}: about to start a child\"",
       "The Process has been made. When is the child's line printed?",
       kOutcomes,
       {{"Always before this line: the child runs already", {before_start}},
        {"Always after this line: the child does not run yet", {after_start}},
        {"Before or after this line", {before_start, after_start}}},
       "Making a Process starts nothing; only start() makes the child."},
      {"parent",
       "child.start()",
       "The parent will wait with join(). Which comes first, the child's line or \"Process end\"?",
       kOutcomes,
       {{"Always the child's line", {child_first}},
        {"Always \"Process end\": the parent runs already", {parent_first}},
        {"Either of them", {child_first, parent_first}}},
       "join() lets the parent go on only when the child has ended."},
  };
}

Questions process_no_join() {
  const std::string_view here = "here, with";
  const Sign child_first = prints_before("Process end", "child-1", here);
  const Sign parent_first = prints_before(here, "parent", "Process end");
  return {
      {"parent",
       "child.start()",
       "There is no join() now. Which comes first, the child's line or \"Process end\"?",
       kOutcomes,
       {{"Always the child's line: it is started first", {child_first}},
        {"Always \"Process end\": the parent waits for nobody", {parent_first}},
        {"Either of them", {child_first, parent_first}}},
       "Usually it is \"Process end\", because making a child takes time; but nothing makes sure "
       "of it."},
      {"parent",
       "say(\"Process end\")",
       "And which of the two processes ends first?",
       kRun,
       {{"The parent: it has nothing left to do", {ends_by_itself("parent")}},
        {"The child: the parent still waits for it", {ends_by_itself("child-1")}}},
       "A Process that goes out of scope is joined, so the parent ends last."},
  };
}

Questions process_spawn() {
  return {
      {"parent",
       "forked.start()",
       "The parent has set `level` to 99. What does the forked child print?",
       kRun,
       {{"A 1: each process begins with a 1", {prints("child-1", "level is 1")}},
        {"A 99: it is a copy of the parent", {prints("child-1", "level is 99")}}},
       "fork() copies the parent as it is now, so `level` is 99 in the child, too."},
      {"parent",
       "spawned.spawn().start()",
       "And what does the spawned process print?",
       kRun,
       {{"A 1: it starts the program from its beginning", {prints("child-2", "level is 1")}},
        {"A 99: the parent has set it for all", {prints("child-2", "level is 99")}}},
       "A spawned process starts the program anew and inherits no variables."},
  };
}

Questions pool_default() {
  const std::string_view waiting = "tasks are waiting";
  const std::string_view begins = "task 0 begins";
  const Sign parent_first = prints_before(begins, "parent", waiting);
  const Sign worker_first = prints_before(waiting, "worker", begins);
  return {
      {"parent",
       "pool.apply_async(work, number)",
       "The pool is there, and now the parent hands in the tasks. Who does task 0?",
       kRun,
       {{"The parent: it calls the function", {prints("parent", begins)}},
        {"A new process, made for this task", {prints("child", begins)}},
        {"A worker that is there already", {prints("worker", begins)}}},
       "A pool makes its workers first; then each task goes to one of them."},
      {"parent",
       "say(\"{} tasks are waiting\"",
       "Which comes first, \"tasks are waiting\" or \"task 0 begins\"?",
       kOutcomes,
       {{"Always \"tasks are waiting\": then the workers begin", {parent_first}},
        {"Always \"task 0 begins\": it was handed in before", {worker_first}},
        {"Either of them", {parent_first, worker_first}}},
       "apply_async() does not wait, and a free worker may begin at any moment.",
       true},
  };
}

Questions pool_five() {
  return {
      {"parent",
       "say(\"{} tasks are waiting\"",
       "Task 4 takes the least time, and task 0 the most. Whose result does the parent print "
       "first?",
       kRun,
       {{"Task 4's: it is done first", {prints("parent", "task 4 was done")}},
        {"Task 0's: the loop asks for it first", {prints("parent", "task 0 was done")}}},
       "get() waits for the one result that it is asked for, even if others are there already."},
  };
}

Questions queue_handover() {
  const std::string_view one = "got Yi_Zhi_Yu";
  const std::string_view two = "got Tony";
  const Sign in_order = prints_before(two, "child-2", one);
  const Sign reversed = prints_before(one, "child-2", two);
  return {
      {"child-2",
       "queue.get()",
       "The writer puts in Yi_Zhi_Yu, then Tony. Which of them can the reader get first?",
       kOutcomes,
       {{"Only Yi_Zhi_Yu: what goes in first comes out first", {in_order}},
        {"Only Tony: the latest lies on top", {reversed}},
        {"Either of them: these are two processes", {in_order, reversed}}},
       "A queue keeps the order, no matter how many processes use it.",
       true},
      {"parent",
       "writer.join()",
       "The writer ends after its last name. Does the reader end by itself, too?",
       kRun,
       {{"Yes: the queue is empty then", {ends_by_itself("child-2")}},
        {"No: somebody has to end it", {is_ended("child-2")}}},
       "get() waits for the next name forever: it cannot know that there will be none."},
  };
}

Questions pipe_handover() {
  return {
      {"parent",
       "writer.join()",
       "When the writer has ended, does recv() tell the reader that nothing will come any more?",
       kRun,
       {{"Yes: nobody is left who sends", {ends_by_itself("child-2")}},
        {"No: it goes on waiting", {is_ended("child-2")}}},
       "recv() waits as long as anybody holds the left end, and the reader itself does."},
  };
}

Questions pipe_duplex() {
  return {
      {"child-1",
       "theirs.send(\"who are you?\")",
       "The child sends into `theirs`, and then receives from `theirs`. What does it receive?",
       kRun,
       {{"Its own question", {prints("child-1", "received \"who are you?\"")}},
        {"What the parent sends into `ours`", {prints("child-1", "received \"your parent\"")}},
        {"Nothing: it waits forever", {run_ends("deadlock")}}},
       "What goes in at one end comes out at the other, never at the same."},
  };
}

Questions shared_value() {
  return {
      {"parent",
       "child.start()",
       "The child will set both numbers to 1. What does the parent see then?",
       kRun,
       {{"Both are 1", {prints("parent", "copied is 1, shared is 1")}},
        {"Both are still 0", {prints("parent", "copied is 0, shared is 0")}},
        {"Only `shared` is 1", {prints("parent", "copied is 0, shared is 1")}}},
       "The fork copied `copied`; of `shared` there is only one, and both see it."},
  };
}

Questions shared_array() {
  const std::string_view filled = "filled in five squares";
  return {
      {"parent",
       "child.start()",
       "The child will fill in 0, 1, 4, 9 and 16. What is the last number for the parent then?",
       kRun,
       {{"Still 0: nobody has sent it anything",
         {prints_after(filled, "parent", "the last number is 0")}},
        {"Now 16: it reads the same memory",
         {prints_after(filled, "parent", "the last number is 16")}}},
       "An Array is one piece of memory for all processes, so nothing has to be sent."},
  };
}

Questions shared_race() {
  const Sign right = prints("parent", "without the lock: 4 of 4|without the lock: 2 of 2");
  const Sign less = prints(
      "parent", "without the lock: 3 of 4|without the lock: 2 of 4|without the lock: 1 of 2");
  const Sign more = prints("parent", "without the lock: 5 of 4|without the lock: 3 of 2");
  const Sign right_locked = prints("parent", "with the lock: 4 of 4|with the lock: 2 of 2");
  const Sign less_locked =
      prints("parent", "with the lock: 3 of 4|with the lock: 2 of 4|with the lock: 1 of 2");
  return {
      {"parent",
       "all.emplace_back(work, std::ref(total), times).start()",
       "Two processes add 1 to the same number, each of them twice. What can the sum be without a "
       "lock?",
       kOutcomes,
       {{"Always 4", {right}},
        {"At most 4", {right, less}},
        {"At least 4", {right, more}},
        {"Anything: less than 4, 4, or more", {right, less, more}}},
       "A process that writes back an old number undoes what the other has added since.",
       true},
      {"parent",
       "say(\"with the lock: {} of {}\"",
       "And with the lock?",
       kOutcomes,
       {{"Always 4", {right_locked}},
        {"At most 4, as before", {right_locked, less_locked}},
        {"Always less than 4: one of them has to give way", {less_locked}}},
       "The holder of the lock reads and writes alone, so nothing gets lost.",
       true},
  };
}

Questions two_locks(std::string_view text, std::string_view reason) {
  const Sign well = run_ends("ok");
  const Sign stuck = run_ends("deadlock");
  return {
      {"parent",
       "ann.name(\"ann\").start()",
       text,
       kOutcomes,
       {{"No, never", {well}},
        {"Yes, in some runs", {well, stuck}},
        {"Yes, in every run", {stuck}}},
       reason},
  };
}

}  // namespace

const std::map<std::string_view, Questions>& all_questions() {
  static const std::map<std::string_view, Questions> all = {
      {"lessons/fork/basic.cpp", fork_basic()},
      {"lessons/fork/variables.cpp", fork_variables()},
      {"lessons/process/join.cpp", process_join()},
      {"lessons/process/no-join.cpp", process_no_join()},
      {"lessons/process/spawn.cpp", process_spawn()},
      {"lessons/pool/default.cpp", pool_default()},
      {"lessons/pool/five.cpp", pool_five()},
      {"lessons/queue/handover.cpp", queue_handover()},
      {"lessons/pipe/handover.cpp", pipe_handover()},
      {"lessons/pipe/duplex.cpp", pipe_duplex()},
      {"lessons/shared/value.cpp", shared_value()},
      {"lessons/shared/array.cpp", shared_array()},
      {"lessons/shared/race.cpp", shared_race()},
      {"lessons/shared/deadlock.cpp",
       two_locks("Ann takes the pencil first, Ben the ruler. Can it happen that nobody can go on?",
                 "When each has taken one thing, each waits for the other, forever.")},
      {"lessons/shared/ordered.cpp",
       two_locks(
           "Now both take the pencil first. Can it happen that nobody can go on?",
           "The one who has the pencil can always get the ruler, too, so somebody can go on.")},
  };
  return all;
}

const Questions& questions_about(const Page& page) {
  static const Questions none;
  const auto found = all_questions().find(page.file());
  return found == all_questions().end() ? none : found->second;
}

bool questions_fit(const Parameters& parameters) {
  const Parameters usual;
  return parameters.tasks == usual.tasks && parameters.items == usual.items &&
         parameters.processes == usual.processes && parameters.increments == kHeldIncrements;
}

Parameters for_trying_schedules() {
  Parameters few;
  few.workers = 2;
  few.tasks = 1;
  few.items.resize(2);
  few.increments = 1;
  return few;
}

int line_of(std::string_view code, const Page& page) {
  const std::string_view source = page.source();
  const auto at = source.find(code);
  if (code.empty() || at == source.npos || source.find(code, at + 1) != source.npos) return 0;
  const auto before = source.substr(0, at);
  return 1 + static_cast<int>(std::count(before.begin(), before.end(), '\n'));
}

}  // namespace lessons
