#pragma once

#include <deque>
#include <map>
#include <string>
#include <vector>

#include "app/language/wording.hpp"
#include "core/record/timeline.hpp"

namespace app {

/// What is in the things that processes share, as far as the events of a run tell: the number
/// in a Value, what waits in a queue, a pool or a pipe, who holds a lock. A full screen passes
/// the run on to it, and shows it beside the acts. What the events do not tell is left out.
class SharedThings {
 public:
  SharedThings(const Wording& words, bool ascii) : words_(words), ascii_(ascii) {}

  void begin(const record::Run& run);
  void event(const record::Event& event);

  /// What the last act has changed: "total: 1 -> 2"; "": nothing that is known.
  std::string change() const;
  /// All other things, in the order of their first use: "pencil: held by ann".
  std::vector<std::string> others() const;

 private:
  struct Thing {
    std::string name;
    probe::ObjectType type = probe::ObjectType::other;
    std::deque<std::string> contents = {};  // a number, values, or holders
    std::size_t bytes = 0;                  // in a pipe of a traced program
    bool is_known = true;                   // the events are enough to tell
  };

  Thing& thing_of(const probe::Act& act);
  void note(Thing& thing, const record::Event& event) const;
  void take_out(Thing& thing, const std::string& value) const;
  void release_all(const std::string& holder);
  bool is_shown(const Thing& thing) const;
  std::string state_of(const Thing& thing) const;

  const Wording& words_;
  bool ascii_;
  bool is_traced_ = false;
  std::vector<Thing> things_;
  std::map<probe::ObjectRef, std::size_t> index_;  // by type and number
  std::size_t changed_ = 0;  // the index after the one that has changed; 0: none
  std::string before_;
};

}  // namespace app
