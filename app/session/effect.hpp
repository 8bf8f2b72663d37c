#pragma once

#include <optional>
#include <string>

#include "app/language/wording.hpp"
#include "core/choice/point.hpp"

namespace app {

/// What a choice has brought about where the run itself tells of nothing: a sleeper
/// has woken, or a process has tried again and waits on. A session tells it of each
/// choice and each event, and asks at the next point, so that no key goes unanswered.
class Effect {
 public:
  void choose(const choice::Point& point, std::size_t who);
  /// The run has told something since.
  void on_event() { is_told_ = true; }
  /// Nothing is awaited any more: the reader has gone back.
  void forget() { chosen_.reset(); }

  struct Unseen {
    choice::Role role;  ///< who was chosen, as it stands now
    std::string sentence;
    std::optional<probe::Act> act;  ///< the same for a row of the lanes, if one can say it
  };

  /// What nothing else shows; empty: nothing was chosen, or the run has told it.
  /// `pids`: a process with its PID, and not its name alone.
  std::optional<Unseen> at(const choice::Point& now, const Wording& words, bool pids);

 private:
  std::optional<choice::Role> chosen_;
  bool was_early_ = false;
  bool is_told_ = false;
  bool early_is_explained_ = false;
};

}  // namespace app
