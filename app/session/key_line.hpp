#pragma once

#include <vector>

#include "app/language/wording.hpp"
#include "app/screen/scene.hpp"

namespace app {

/// What a full-screen session is doing.
enum class Phase {
  asked,       ///< waits for the reader's choice
  running_on,  ///< chooses by itself, at a pace
  at_work,     ///< waits for the processes
  ended,       ///< the run is over
  exploring    ///< tries the demo's schedules
};

/// What the meaning of keys depends on.
struct Moment {
  Phase phase = Phase::at_work;
  bool has_overlay = false;
  bool has_question = false;
  int choices = 0;  ///< how many processes may act
  bool has_next_demo = false;
  bool has_outcomes = true;  ///< something can find out what it can come to
  bool has_python = true;    ///< there is a twin
  bool has_cures = false;    ///< there is a page to compare it with
  bool has_files = false;    ///< processes are in other files, too
  bool may_edit = false;     ///< the program is the reader's own
  bool has_goal = false;     ///< an outcome is to be reached
  int playable = 0;          ///< how many outcomes a digit plays, in the overlay
};

/// The keys that have an effect at that moment, the important ones first.
std::vector<KeyHint> keys_at(const Moment& moment, const Wording& words);

}  // namespace app
