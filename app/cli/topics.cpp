#include "app/cli/topics.hpp"

#include <algorithm>

namespace app {

const std::vector<Topic>& topics() {
  static const std::vector<Topic> all = {
      {"keys", "Keys of a session and of a replay",
       "Enter space n Right PageDown  a session: the process that is shown acts;\n"
       "                              a replay: the next event\n"
       "1 to 9                        the process with that number acts\n"
       "b Left PageUp                 one act back, on new processes; the event before\n"
       "Home End                      a replay: the first event of the run, the last\n"
       "g c                           runs on by itself, + faster, - slower, until\n"
       "                              another key holds it; a replay: the rest\n"
       "o                             all that this demo can come to, and how often\n"
       "p                             the page in Python\n"
       "Up Down                       prose that has no room, a line further\n"
       "?                             what the keys do\n"
       "q                             ends\n"},
      {"schedules", "Who acts when, and how a run is repeated",
       "A schedule says who acts, choice by choice: 1x4.2x3.1x3 is process 1 four\n"
       "times, process 2 three times, and process 1 again; processes are numbered as\n"
       "they appear. Each run in which one process acts at a time ends with the command\n"
       "that repeats it; with --ids stable --time none it repeats every byte. In such a\n"
       "run nobody really sleeps, and a sleep may end at any moment, unless\n"
       "--honour-sleep says that time counts.\n"},
      {"record", "The recorded run, JSON Lines",
       "A line \"type\":\"run\", a line for each event, a line \"type\":\"end\". Fields\n"
       "without a value are absent.\n"
       "\n"
       "seq, t          1, 2, 3 ...; seconds since the demo began, monotonic clock\n"
       "pid, ppid       of the process that acted\n"
       "name            parent, child-1, child-1.1 ...\n"
       "process         1, 2, 3 ... by order of appearance, never the same again\n"
       "kind            start print fork wait reap exit signal output ...\n"
       "text            what was printed\n"
       "file, line      the page and its line\n"
       "thread          which thread acted, thread-2 ...; absent: the first\n"
       "object, peer    what, and which other process, the act is about\n"
       "value           what is put, got, sent or received\n"
       "status, signal  how a process ended\n"},
      {"settings", "Settings that hold for all runs",
       "lang = en|zh-Hant        MPDEMO_LANG   --lang\n"
       "theme = auto|dark|light  MPDEMO_THEME  --theme\n"
       "quiz = on|off|only       MPDEMO_QUIZ   --quiz\n"
       "\n"
       "Such lines stand in the file $XDG_CONFIG_HOME/mpdemo/config, without that\n"
       "variable ~/.config/mpdemo/config; one that begins with # is a remark. An option\n"
       "counts before a variable of the environment, and this before the file. A quiz\n"
       "setting is for sessions: what plays by itself asks nothing.\n"
       "\n"
       "NO_COLOR, CLICOLOR_FORCE, CLICOLOR, COLORFGBG, COLUMNS, TERM and the locale\n"
       "(LC_ALL, LC_MESSAGES, LANG) are honoured, too. Which demos you have finished is\n"
       "kept in $XDG_STATE_HOME/mpdemo/finished, else in ~/.local/state.\n"},
      {"status", "Exit status",
       "0         done\n"
       "1         the demo failed or hung, or a record cannot be read\n"
       "2         a wrong command line or setting; the message says how to mend it\n"
       "3         the terminal, the disk or the system cannot do it\n"
       "130, 143  after SIGINT and SIGTERM\n"
       "\n"
       "mpdemo trace ends as its program does, and with 128 + N after signal N.\n"},
  };
  return all;
}

const Topic* topic_called(const std::string& name) {
  const auto found = std::find_if(topics().begin(), topics().end(),
                                  [&](const Topic& topic) { return topic.name == name; });
  return found == topics().end() ? nullptr : &*found;
}

}  // namespace app
