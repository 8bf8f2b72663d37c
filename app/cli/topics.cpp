#include "app/cli/topics.hpp"

#include <algorithm>

namespace app {

// It is one table.
// NOLINTNEXTLINE(readability-function-size)
const std::vector<Topic>& topics() {
  static const std::vector<Topic> all = {
      {"keys", "Keys of a session and of a replay",
       R"(Enter space n Right PageDown  a session: the process that is shown acts;
                              a replay: the next event
1 to 9                        the process with that number acts
< >                           of more than nine processes the others, numbered
b Left PageUp                 one act back, on new processes;
                              a replay: the event before
Home End                      a replay: the first event of the run, the last
g c                           runs on by itself, + faster, - slower, until
                              another key holds it; a replay: the rest
o                             all outcomes of this demo, and how often each;
                              a digit there plays that outcome
m                             the map of all outcomes
r                             with --challenge: the outcome to reach, and
                              whether it still can be
p                             the page in Python, or in another language
v                             the whole page, with its comments
d                             of a page with a fault, or with a cure: the lines
                              in which the two differ
l                             all lanes of the run, from the beginning
e                             edits the program where the process is, and runs
                              it again; of a lesson, a copy of the page
Up Down                       scrolls prose that does not fit
?                             what the keys do
q                             ends

A clicker's two keys are PageUp and PageDown.
)"},
      {"sessions", "What a session shows, and what it asks",
       R"(On a terminal of 70 x 20 or more, a session takes the full screen: the page
with a mark for each process on the line that it is about to run, the lanes,
above them what an act has changed in a Value, a queue, a pipe or a lock, the
prose for that line, and the processes that may act next. On a smaller
terminal, with TERM=dumb or with --plain, it runs line by line, and c runs to
the end at once. With --pace it goes on by itself, from act to act and from
demo to demo, until you press a key; g continues. At the end the lanes stay
on the terminal. With --auto a run plays in lanes and asks nothing.

A session asks before it shows: which process prints first, can this end?
Answer with a digit; s or Enter skips. The run shows whether you are right, and
a sentence says why; if that depends on who acts first, all schedules are tried
before the demo begins. --quiz only stops for questions alone; --quiz off asks
nothing. Without a terminal nothing is ever asked.

--challenge N is a game: of all that a demo can come to, or your own program,
one outcome is drawn, and you lead the run there. For the same N it is the same
one for everybody, if all outcomes are known. You choose who acts, and b goes
back; each choice counts, and each step back. r shows the outcome again, and
whether it can still be reached. At the end the fewest choices are told, and
after which choice it was lost, if it was.

A recorded run (mpdemo replay) takes the full screen, too, forward and back;
with --step --follow also a run that is still being written.

--quiz-report FILE writes a JSON line for each question: question, answers,
given (a number, or null), right (a list of one; empty if nothing has shown
it), how (run or outcomes) and skipped. With --name WHO the last line says who
it was, when, and with which version. "mpdemo report FILE..." makes one table
of the reports of a class, and of those of "mpdemo check --format json".
)"},
      {"schedules", "Who acts when, and how a run is repeated",
       R"(A schedule says who acts, choice by choice: 1x4.2x3.1x3 is process 1 four
times, process 2 three times, then process 1 three times. Processes are
numbered as they appear. Each run in which one process acts at a time ends with
the command that repeats it; with --ids stable --time none it repeats every
byte. In such a run no process really sleeps, and a sleep may end at any
moment, unless --honour-sleep says that time counts.
)"},
      {"outcomes", "All that can happen, and what did",
       R"(--outcomes tries every act in every state of a demo, on real processes, and
lists what can be printed and how the demo can end, beside what free runs
showed. --runs N sets the number of free runs, --budget 30s the time limit, and
--jobs N how many processes explore in parallel: by default one per CPU, always
with the same results. --every-order also tries orders that can make no
difference. "All proved" appears only if nothing was left to try; otherwise
numbers are "at least", and a sentence says why. A look at others that is no act
(a queue's size, is_alive) gets its own turn there, so whatever it shows at any
moment is among the outcomes.

All outcomes are counted, and --list N lists N of them (50, or 10,000 as data):
first those that were seen, then bad endings, then the rest, each with the
shortest schedule that shows it. If an outcome ends badly, the report also says
after which choice no run ends well.

--format svg, html and dot draw the map of all outcomes: a row for each line
that can be printed, in the column of its process, and lines to what can come
next. Places from which the same can follow are drawn once. After 40 rows it
says how many outcomes follow from there. --format json has the whole map, and
the list.

With --format jsonl there is a line for each outcome; turning_point is the
number of the choice after which no run ends well. The last line has the
numbers of outcomes, states, edges and runs, and reasons if not everything is
known. An outcome that was seen though it is not possible is an error of
mpdemo: the status is 1.

In a session o lists the outcomes, and a digit there plays one; m draws the map.
From then on each process shows what choosing it leaves possible.

mpdemo trace --outcomes -- PROGRAM does the same for a program of your own, in
20 s unless --budget says otherwise: each run is in a sandbox, and what it
writes to files is gone afterwards. Each access to memory that processes share
is an act, and so are the words of semaphores, mutexes and multiprocessing, and
each wait at a futex: a lock of your own is put to the test. What mpdemo cannot
control there is a reason: the clock, random numbers, a timer, the network,
threads of one process, and memory in a real file, of System V, or used in a
long loop.

A demo that deadlocks ends with a picture of what each process waits for, and
with status 1.
)"},
      {"tracing", "What a traced program notices, and what it does not",
       R"(mpdemo trace changes nothing for the program: it keeps its descriptors,
signals, terminal and exit status. With -o FILE and with --format raw it writes
to its own standard output. If the view is written there, it gets a stand-in of
the same kind: a terminal for a terminal, a pipe for a pipe. If the view's
reader leaves (| head -1), the program's next write fails, as it would without
mpdemo. SIGTERM and SIGHUP go to the program first; what is left of it two
seconds later is killed. No process outlives mpdemo, even if that is killed.

A program can notice three things: TracerPid and Seccomp in /proc/self/status;
setuid programs gain no privileges, unless you are root; a stand-in terminal is
not its controlling terminal. Writes through mapped memory or io_uring appear
in no event. Bytes have no boundaries: a write counts as received when its last
byte has been read. PIDs are the ones that you see yourself.

The views for people say what matters. A process is named by its command after
an exec: sort, or wc -l if that is short, and sort-2 if there are two. With
--step, --seed or --schedule it has the name that a Python program gave it, and
the processes of a Pool are worker-1, worker-2 and so on; of a Pool a task that
is taken and done at once is one event, and the end of a worker is its reap. Of
a loop that only uses a Value, an Array or their locks the first hundred acts
are told, and the last of them with "..."; then it goes on alone. An exec
says which pipes are its standard streams, so pipes that are opened, and ends
that are copied and closed, are left out. What is sent is shown by its first
bytes; if it is received before anything else happens, that is one event. A
forked process starts where it is forked. A shell's own waits, its reaps and
its SIGCHLD are left out, and its commands' waits for their standard streams;
those of other programs are shown. --detail shows every event, and jsonl has
every event in any case, with the names child-1, child-2 ...

When every process waits for another, mpdemo says what each one waits for, who
holds the pipe open, and what could end the wait from outside.

With --step, --seed or --schedule one process acts at a time: each is held
before a call that others can notice. Sleeps take no time then; addresses, PIDs
(the program is 1001) and random numbers are the same in each run, which ends
with the command that repeats it, and with what was not controlled: the clock,
the network, timers. b runs the program again, up to the choice before. What it
writes to the working folder, your home and /tmp is gone after the run; it can
write nowhere else, and has no controlling terminal. --keep-files lets it write
as usual. Where the kernel refuses namespaces, PIDs and files are the real ones.

The full screen shows the program's source, and the line of each process: for
C and C++ compiled with -g, for Python and for bash. Those two report it by a
module and a script that they find through PYTHONPATH and BASH_ENV, and that
are gone from there when your program starts; $- has a T in bash. A plain trace
adds nothing.

In Python, the calls of multiprocessing are the acts then: put, get, acquire,
release, the reads and writes of a Value or an Array, the tasks of a Pool. An
object is called by its variable. What the library does inside such a call runs
by itself, and so do its threads. In C and C++, the calls of semaphores,
mutexes, conditions, barriers, rwlocks and spin locks in shared memory are acts,
since most of them make no system call; a small library reports them, which is
gone from LD_PRELOAD when your program starts. It cannot be loaded into a static
program, nor into one with another C library or a sanitizer; the run says so at
its end. With --no-lens processes are held at system calls alone.

Where ptrace is refused, or with --observe output, only what is written is
shown, when, and by which process; standard output and error are sockets then,
and their relative order is unknown. Of processes that the program itself
traces, only the output and the end are shown. If such a tracer selects calls
by a filter (PTRACE_O_TRACESECCOMP), its request fails.

With --runs, outcomes are those that were seen; others may be possible. A run
in which all processes wait for each other is a deadlock; one that takes longer
than 10 s, or --timeout, hangs. With --observe output its processes are called
writer-1, writer-2, in the order of their first writes.

--python --trace runs a demo, then its twin under the tracer, side by side if
there are 120 columns: a Queue is a pipe, a Pool is workers and a few pipes.
)"},
      {"record", "The recorded run, JSON Lines",
       R"(A line "type":"run", a line for each event, a line "type":"end". Fields
without a value are absent. A part of a run (--from, --to, --only) is a record,
too: its events are numbered anew.

seq, t          1, 2, 3 ...; seconds since the demo began, monotonic clock
pid, ppid       of the process that acted
name            parent, child-1, child-1.1 ...
process         1, 2, 3 ... by order of appearance, never twice (the kernel
                reuses PIDs); absent in old records
kind            start print fork wait reap exit signal output ...; of a traced
                program also exec, fail (an exec that failed), open, dup, kill,
                handle, thread, stop, resume, and notice (a wait that returned
                a stop or a resume)
text            what was printed
file, line      the page and its line
thread          which thread acted, thread-2 ...; absent: the first, or
                --threads was not given
beneath         the library that did this for an act that is told by itself,
                multiprocessing, or the tool that only looked for the program,
                pyenv; absent: the program did it
object, peer    the object and the other process that the act is about
variable        what the page calls the object: squares, of array-1
value           what is put, got, sent or received; of a fork: spawn if the
                child starts afresh, vfork if the parent waits until the child
                executes or ends; of a fail: the error, ENOENT; of a signal:
                mpdemo if mpdemo sent it; of an unlock: what the process unlocks
                to wait for, condition-1, how many a notification wakes, as
                which of how many it arrives at a barrier, 2/3; of a close:
                reset of a barrier
bytes, hex      the first of the bytes that a traced program sends or receives,
                at most 64: as text, or in hexadecimal digits if they are none
status, signal  how a process ended; neither: unknown
uncontrolled    of the end of a controlled trace: what the same choices may
                give otherwise: clock, files, memory (that processes share),
                network, pids, random, threads (between calls), timers
)"},
      {"settings", "Settings that hold for all runs",
       R"(lang = en|zh-Hant        MPDEMO_LANG   --lang
theme = auto|dark|light  MPDEMO_THEME  --theme
quiz = on|off|only       MPDEMO_QUIZ   --quiz

These lines go into the file $XDG_CONFIG_HOME/mpdemo/config or, without that
variable, ~/.config/mpdemo/config; a line that begins with # is a remark. An
option counts before a variable of the environment, and that before the file.
The quiz setting is for sessions: a run that plays by itself asks nothing.

NO_COLOR, CLICOLOR_FORCE, CLICOLOR, COLORFGBG, COLUMNS, TERM and the locale
(LC_ALL, LC_MESSAGES, LANG) are honoured, too. Which demos you have finished is
kept in $XDG_STATE_HOME/mpdemo/finished, else in ~/.local/state.
)"},
      {"lessons", "Lessons of your own",
       R"(A lesson is a folder of ordinary programs, run as they are, with everything
that mpdemo's own pages have. "mpdemo lesson new NAME" writes a first one.

lesson.json   its title; level, 1 to 9: the order of learning; needs: lessons to
              read before; topics; demos, each with its name, and with topics,
              arguments, page ("py": the program in Python is the page, and not
              its twin), and cures: the demo above it whose fault it does not
              have. Without demos each program in the folder is one
DEMO.c        the page, or DEMO.py, or DEMO.sh; if there are several, C comes
              before Python and Python before shell, and the next one is the
              twin. Its first comment is its title. The comment right above a
              line is what a session says there. C is built by cc when it is run
DEMO.json     questions: {"questions": [...]}, each with before, code that the
              page has once; text; answers, two to four, each with its text and
              signs; reason; who is about to act, usually parent; and truth, run
              or outcomes. A sign is {"kind": "print", "text": "got|received"};
              other kinds are exit, signal, ok and deadlock, and who, after and
              not_after say more
zh-Hant.po    titles, comments, questions and answers in Chinese

Lessons are looked for in the folder that --lessons names or else in those of
MPDEMO_LESSONS, with : between them, and in $XDG_DATA_HOME/mpdemo/lessons, else
in ~/.local/share/mpdemo/lessons. Such a folder has a folder for each lesson, or
is one. "mpdemo lesson check DIR" looks for what is wrong or missing: a line
that acts and has no comment, a question that no run answers, a comment that is
not translated, a warning of the compiler; it runs each program to find out.
)"},
      {"status", "Exit status", R"(0         done
1         the run failed or hung, or a record cannot be read
2         a wrong command line or setting; the message says how to correct it
3         the terminal, the disk or the system cannot do it
130, 143  after SIGINT and SIGTERM

The run goes to standard output, messages go to standard error. mpdemo trace
and mpdemo try end as their program does, and with 128 + N after signal N.
mpdemo check ends with 0 only if all that was handed in is solved, else with 1;
with --challenge 0 says that the outcome was reached, and 1 that it was not.
mpdemo diff ends with 1 if there is a difference.
)"},
      {"examples", "What one can do with it",
       R"(mpdemo fork --step                        you choose who acts
mpdemo fork basic                         one demo, as --demo basic
mpdemo fork --quiz off --step             the same, without questions
mpdemo fork --pace 2s                     plays by itself, an act in 2 s
mpdemo fork --theme light --pace 2s       black on white, for a projector
mpdemo fork --lang zh-Hant                in Traditional Chinese
mpdemo show fork/basic --lang zh-Hant     a page, with each comment in Chinese
mpdemo queue --format lanes               a column for each process
mpdemo queue --format svg -o queue.svg    the same as a picture, for a slide
mpdemo fork --format raw                  only what the demo prints
mpdemo fork --format jsonl -o run.jsonl   the run as data: whole, or no file
mpdemo fork --format html -o fork.html    a page that plays the run
mpdemo fork --format mermaid              a diagram for a Markdown page
mpdemo pool --format chrome -o pool.json  for Perfetto and speedscope
mpdemo fork --format asciicast -o f.cast  a recording for asciinema
mpdemo replay run.jsonl                   a recorded run, with the same keys
mpdemo replay run.jsonl --format lanes    the same in any view
mpdemo replay run.jsonl --follow          a run that is still being written
mpdemo replay run.jsonl --from 3 --to 8   a part of it; --only NAME: of these
mpdemo diff 1x3 1x2.2 fork/basic          where two runs part, and what follows
mpdemo replay run.jsonl --step --follow   the same, forward and back
mpdemo fork --ids stable --time none      a diff shows what differs
mpdemo fork --python --trace              each demo beside its twin in Python
mpdemo fork --timeout 5s                  gives up on a demo that hangs
mpdemo fork --demo basic --seed 7         at random, the same way each time
mpdemo fork --demo basic --schedule 1x4.2x3.1x3
mpdemo fork --challenge 7                 a game: lead it to this outcome
mpdemo process --outcomes                 all that can be printed
mpdemo process --outcomes --format jsonl  the same as data
mpdemo queue --outcomes --format svg      the map of them, as a picture
mpdemo queue --outcomes --honour-sleep    if every sleep ends on time
mpdemo trace --format lanes -- ls /       your own program, in the same views
mpdemo trace --step -- ls /               the same; you choose when it goes on
mpdemo trace --detail -- sh -c 'ls | wc'  every event, the wiring of pipes too
mpdemo trace --threads -- ls /            which of its threads does what
mpdemo trace --seed 7 -- ls /             at random, the same way each time
mpdemo trace --runs 20 -- ls /            its outcomes, and how often each
mpdemo practice --seed 7 --topic pipe     questions about small programs
mpdemo practice --format html -o exam.html  the same as a sheet to be printed
)"},
  };
  return all;
}

const Topic* topic_called(const std::string& name) {
  const auto found = std::find_if(topics().begin(), topics().end(),
                                  [&](const Topic& topic) { return topic.name == name; });
  return found == topics().end() ? nullptr : &*found;
}

}  // namespace app
