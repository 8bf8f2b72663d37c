#pragma once

#include <sys/types.h>

#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/record/timeline.hpp"
#include "core/view/model/language.hpp"
#include "core/view/model/process_naming.hpp"
#include "core/view/model/telling.hpp"

namespace view {

/// Makes of a traced program's run what people read: a pure function of its events so far,
/// for every view. The view that shows it drives it, event by event; pages pass through it
/// unchanged.
///
/// A process is named by its command after an exec, unless its program has named it, and
/// bytes are told as they are. Folded,
/// these events are not told:
///   - what is beneath an act of the program, as that act tells it;
///   - the start of a process that was forked, as the fork tells it;
///   - wiring: pipes that are opened, and ends that are copied and closed. The next exec
///     tells how the standard streams are wired;
///   - a shell that waits, reaps and handles SIGCHLD, and a command of a shell that waits for
///     its standard streams: no line of a script does that;
///   - what is sent, if nothing else happens before it is received: that tells both. What is
///     sent several times in a row is told once;
///   - the same of a task, which is taken and then done; a worker that waits for a task; and
///     the end of a worker, as its reap tells it.
class Folding {
 public:
  struct Terms {
    Telling telling = Telling::folded;
    Language language = Language::english;
    bool ascii = false;
  };

  explicit Folding(const Terms& terms) : terms_(terms), naming_(terms.telling) {}

  /// An event of the record, with its names and its bytes for people.
  struct Told {
    record::Event event;
    bool is_silent = false;  ///< it is not told, but what it changes is true
  };

  void begin(const record::Run& run);

  /// False: this run is not changed at all.
  bool changes() const { return is_traced_; }

  /// What is now known about the events so far. Each one comes out once, in order.
  std::vector<Told> event(const record::Event& event);
  /// No event follows: what was held back.
  std::vector<Told> rest();

  /// With the names of this view.
  record::End end(const record::End& end) const { return naming_.named(end); }

 private:
  /// A process that has not ended, or the last one with its PID.
  struct Process {
    bool is_shell = false;
    bool is_worker = false;                // of a pool
    bool is_command = false;               // a shell runs it
    std::map<int, probe::Act> wired = {};  // its standard streams: the copies of pipes' ends
    bool is_wired_anew = false;            // since an exec told it
  };

  Process& known_as(const record::Event& event);
  void note(const probe::Act& act, Process& process);
  void unwire(const probe::Act& close, Process& process);
  std::string wiring(const Process& process) const;
  bool is_silent(const probe::Act& act, const Process& process) const;
  bool answers(const record::Event& receipt) const;
  bool finishes(const record::Event& done) const;
  bool repeats(const record::Event& sending) const;
  std::vector<Told> in_order(Told told);
  std::vector<Told> released(bool first_is_told);

  Terms terms_;
  ProcessNaming naming_;
  bool is_traced_ = false;
  std::unordered_map<pid_t, Process> processes_;
  std::map<std::string, int> on_their_way_;  // how many were sent and told, by object
  std::vector<Told> held_;  // something that was sent, and what is silent since then
};

/// Whether an act only wires a program's streams, or is beneath another act.
bool is_wiring(const probe::Act& act);

/// What is told of a whole run.
record::Timeline folded(const record::Timeline& run, const Folding::Terms& terms = {});

/// Whether a command line runs a shell.
bool runs_shell(std::string_view command);

}  // namespace view
