#pragma once

#include <sys/types.h>

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/choice/holders.hpp"

namespace choice {

/// The name of a process in a sentence: "ann 4277".
using Mention = std::function<std::string(pid_t pid)>;

/// The words for a wait graph in one language; {} marks what is filled in.
struct WaitWords {
  std::string_view nobody_goes_on;
  std::string_view no_end;            ///< the same where some read again and again
  std::string_view ended;             ///< goes after that when the run is over
  std::string_view why;               ///< goes between that and who waits for what
  std::string_view deadlock;          ///< goes before that in a heading: there is a circle
  std::string_view standstill;        ///< the same: there is none
  std::string_view waits_for;         ///< object or process
  std::string_view waits_for_child;   ///< of any child
  std::string_view waits_for_notice;  ///< condition
  std::string_view waits_for_others;  ///< barrier
  std::string_view at_line;           ///< line
  std::string_view held_by;           ///< processes
  std::string_view has_ended;         ///< goes on the name of a holder
  std::string_view and_last;          ///< between the last two of a list
  std::string_view list_comma;
  std::string_view between;  ///< between two processes that wait
  std::string_view circle;   ///< a heading
  // What a process does that waits for nothing known:
  std::string_view computes;
  std::string_view reads_again;  ///< object
  std::string_view runs;
  std::string_view sleeps;
  std::string_view is_stopped;
  std::string_view is_held;   ///< the kind of its next act
  std::string_view is_idle;   ///< the kind of its last act
  std::string_view is_still;  ///< it sleeps, or waits for something else
  // Who could end a wait at a pipe:
  std::string_view writable_by;  ///< processes
  std::string_view readable_by;  ///< processes
  std::string_view itself;
  std::string_view any_opener;
  std::string_view nobody;
  // What may end the wait from outside:
  std::string_view all_wait_unless;  ///< goes before one of these
  std::string_view is_woken;         ///< the file of shared memory
  std::string_view is_opened;        ///< a FIFO
  std::string_view is_signalled;     ///< the process that waits for a signal
  std::string_view is_handled;       ///< a process that could act, the signal it handles
};

inline constexpr WaitWords kEnglishWaits = {
    .nobody_goes_on = "nobody can go on",
    .no_end = "no end",
    .ended = ", so mpdemo ended them",
    .why = ": ",
    .deadlock = "deadlock: ",
    .standstill = "standstill: ",
    .waits_for = "waits for {}",
    .waits_for_child = "waits for any child",
    .waits_for_notice = "waits for a notification at {}",
    .waits_for_others = "waits for the others at {}",
    .at_line = " (line {})",
    .held_by = ", held by {}",
    .has_ended = " (ended)",
    .and_last = " and ",
    .list_comma = ", ",
    .between = "; ",
    .circle = "the circle: ",
    .computes = "is computing",
    .reads_again = "reads {} again and again",
    .runs = "is running",
    .sleeps = "sleeps",
    .is_stopped = "is stopped by a signal",
    .is_held = "is held before its next act, {}",
    .is_idle = "has done nothing since its last act, {}",
    .is_still = "sleeps, or waits for something else",
    .writable_by = ", which can be written to by {}",
    .readable_by = ", which can be read by {}",
    .itself = "itself",
    .any_opener = "any program that opens it",
    .nobody = "nobody",
    .all_wait_unless = "all wait, unless {}",
    .is_woken = "another program that has {} open wakes it",
    .is_opened = "another program opens {}",
    .is_signalled = "another program sends a signal to {}",
    .is_handled = "{} handles {}",
};

/// The processes that could end a wait at a pipe, at its other end.
struct OtherEnd {
  bool is_written = true;      ///< there; else it is read
  std::vector<pid_t> by = {};  ///< who has it open
  bool is_named = false;       ///< any program may open it
};

/// A process, and what it waits for: an object, a process, or any of its children.
struct Wait {
  enum class Does {
    wait,
    compute,
    read_again,
    run,
    sleep,
    stay_stopped,
    stay_held,
    nothing,
    something_else
  };

  pid_t pid = 0;
  std::string name = {};              ///< "ann"
  Does does = Does::wait;             ///< only one that waits has a process; or an object, as
                                      ///< has one that reads it again and again
  std::string act = {};               ///< stay_held: the kind of its next act; nothing: of its last
  std::optional<pid_t> process = {};  ///< whose end it waits for
  std::string object = {};            ///< "lock-2", as a reader may see it
  probe::ObjectType type = probe::ObjectType::other;  ///< of the object
  int line = 0;                      ///< where it stands in its source, from 1; 0: not known
  std::vector<Holder> held_by = {};  ///< who holds the object
  std::optional<OtherEnd> other_end = {};
};

/// Which process waits for what, which one holds it, and the circle, if there is one. The
/// stage, the tracer and the views each build one; every sentence that says who waits for
/// what is worded here.
class WaitGraph {
 public:
  void add(Wait wait) { waits_.push_back(std::move(wait)); }

  const std::vector<Wait>& waits() const { return waits_; }
  const Wait* find(pid_t pid) const;

  /// Names each process "ann", or "ann 4277"; one that is not in the graph is "process
  /// 4277". The graph must outlive it.
  Mention mention(bool pids) const;

  /// Each process waits for the next one, or for what that holds, and the last for the
  /// first. Empty: there is no circle. The shortest one from the first wait on.
  std::vector<pid_t> circle() const;

  /// "deadlock: nobody can go on"; "standstill: ..." without a circle. `is_over`: and
  /// that mpdemo has ended the processes.
  std::string heading(const WaitWords& words, bool is_over) const;

  /// "nobody can go on: ann 4277 waits for ...", without a full stop; "no end: ..." if one
  /// reads again and again. `is_over`: and that mpdemo has ended the processes.
  std::string reason(const WaitWords& words, const Mention& mention, bool is_over) const;

  /// "all wait, unless another program opens fifo-1: cat 4277 waits for ...", without a full
  /// stop. `help`: what may end the wait from outside.
  std::string reason_unless(std::string_view help, const WaitWords& words,
                            const Mention& mention) const;

  /// "ann 4277 waits for lock-2 (line 21), held by ben 4278; ben 4278 waits for ...",
  /// without a full stop.
  std::string sentence(const WaitWords& words, const Mention& mention) const;

 private:
  std::vector<pid_t> awaited_by(pid_t pid) const;
  std::vector<pid_t> way_back_to(pid_t start) const;

  std::vector<Wait> waits_;
};

/// "waits for lock-2 (line 21), held by ben 4278".
std::string description(const Wait& wait, const WaitWords& words, const Mention& mention);

}  // namespace choice
