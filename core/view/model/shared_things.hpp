#pragma once

#include <sys/types.h>

#include <cstddef>
#include <deque>
#include <map>
#include <string>
#include <vector>

#include "core/record/timeline.hpp"
#include "core/view/model/language.hpp"
#include "core/view/model/words.hpp"

namespace view {

/// What is in the things that processes share, as far as the events of a run tell: the number
/// in a Value, what waits in a queue, a pool or a pipe, who holds a lock or has a pipe's ends. A
/// full screen and view::html() pass the run on to it, and show it beside the acts. What the
/// events do not tell is left out: how many places a semaphore has left, say.
class SharedThings {
 public:
  SharedThings(Language language, bool ascii) : words_(&words(language).things), ascii_(ascii) {}

  void begin(const record::Run& run);
  void event(const record::Event& event);

  /// What the last act has changed: "total: 1 -> 2"; "": nothing that is known.
  std::string change() const;
  /// All other things, in the order of their first use: "pencil: held by ann".
  /// `with_ends`: of pipes also who has their ends.
  std::vector<std::string> others(bool with_ends) const;

  /// One that the last act has changed.
  struct Changed {
    std::size_t number;  ///< in the order of their first use, from 0
    std::string name;    ///< "pencil"
    std::string state;   ///< "held by ann"; empty: it is not known any more
  };
  std::vector<Changed> changes() const;

 private:
  struct Thing {
    std::string name;
    probe::ObjectType type = probe::ObjectType::other;
    std::deque<std::string> contents = {};  // a number, values, or holders
    std::size_t bytes = 0;                  // in a pipe of a traced program
    bool is_known = true;                   // the events are enough to tell
    bool has_ends = false;                  // of a pipe: it was opened before our eyes
    // Processes that have that end of the pipe open, in the order in which they got it.
    std::vector<pid_t> reading = {};
    std::vector<pid_t> writing = {};
    std::string told = {};  // what was last to be said of it
  };

  std::size_t index_of(const probe::Act& act);
  void note(Thing& thing, const record::Event& event) const;
  void take_out(Thing& thing, const std::string& value) const;
  void release_all(const record::Event& holder);
  void open(Thing& thing, const record::Event& event) const;
  void hand_on_ends(const record::Event& event);
  void look_for_change(std::size_t index);
  bool is_shown(const Thing& thing) const;
  std::string contents_of(const Thing& thing) const;
  std::string state_of(const Thing& thing) const;
  std::string names_of(const std::vector<pid_t>& processes) const;

  const Words::Things* words_;
  bool ascii_;
  bool is_traced_ = false;
  std::vector<Thing> things_;
  std::map<probe::ObjectRef, std::size_t> indexes_;  // by type and number
  std::vector<std::size_t> changed_;                 // by the last act
  std::string before_;                               // what was in the first of them
  std::map<pid_t, std::string> names_;               // of processes
};

}  // namespace view
