#pragma once

#include <optional>
#include <string>

#include "app/language/wording.hpp"
#include "core/choice/point.hpp"

namespace app {

/// The effect of a choice that causes no event: a sleeper has woken, or a process has
/// tried again and still waits. A session reports each choice and each event to it,
/// and asks at the next point, so that every key has a visible effect.
class SilentEffect {
 public:
  void choose(const choice::Point& point, std::size_t who);
  /// There has been an event since.
  void on_event() { is_told_ = true; }
  /// The reader has gone back: drops the choice.
  void forget() { chosen_.reset(); }

  struct Unseen {
    choice::Role role;  ///< the chosen process, in its current state
    std::string sentence;
    std::optional<probe::Act> act;  ///< the same as a row of the lanes, if possible
  };

  /// The effect that no event shows; empty: nothing was chosen, or there was an
  /// event. `pids`: a process with its PID, not only its name.
  std::optional<Unseen> at(const choice::Point& now, const Wording& words, bool pids);

 private:
  std::optional<choice::Role> chosen_;
  bool was_early_ = false;
  bool is_told_ = false;
  bool early_is_explained_ = false;
};

}  // namespace app
