#pragma once

#include <cstddef>
#include <string>

#include "app/language/wording.hpp"
#include "app/session/subject.hpp"
#include "core/choice/point.hpp"
#include "core/choice/schedule.hpp"

namespace app {

/// The run after an edit, which makes the choices of the run before as far as they fit. A
/// session keeps it, and tells its reader what came of it.
class EditReplay {
 public:
  /// The reader wants to edit what the process does next that is shown at this point.
  void want(const choice::Point* point, const std::string& shown_file);
  bool is_wanted() const { return is_wanted_; }

  /// Lets the reader edit; the terminal must be as it was before the session.
  const Edited& edit(const Subject& subject, const choice::Schedule& made);

  /// Whether the current run, or the next one, follows an edit.
  bool is_replay() const { return is_replay_; }
  /// That run has come to a point, or to its end, after so many choices: what to tell.
  std::string told(std::size_t made, const Wording& words, Language language);
  /// What the compiler said; "" if nothing.
  const std::string& messages() const { return edited_.messages; }

 private:
  bool is_wanted_ = false;
  bool is_replay_ = false;
  EditPlace place_;
  std::size_t expected_ = 0;
  Edited edited_;
};

}  // namespace app
