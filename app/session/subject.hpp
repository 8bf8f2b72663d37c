#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "app/session/difference.hpp"
#include "app/session/source_files.hpp"
#include "app/survey/outcome_survey.hpp"
#include "lessons/page.hpp"

namespace app {

/// Where the reader wants to edit.
struct EditPlace {
  std::string file;  ///< empty: not known
  int line = 1;
};

/// What came of it.
struct Edited {
  std::string sentence = {};  ///< for the reader; empty: nothing special
  std::string messages = {};  ///< of the compiler
  bool leaves = false;        ///< it is another program now: the session ends
  int signal = 0;             ///< that told us to end meanwhile; 0: none
};

/// What a session steps through: a demo of a lesson, or the user's own program.
struct Subject {
  std::string id;            ///< "fork/basic"; "trace sort"
  std::string title;         ///< one line
  lessons::Page page;        ///< what runs; without source if it is unknown
  lessons::Page python;      ///< its twin; without source if there is none
  std::string next_id = {};  ///< of the next subject; empty: there is none
  /// The files of an ordinary program; nullptr: all acts are on the page.
  std::shared_ptr<SourceFiles> files = {};
  /// Its cures, or the faulty page that it cures.
  std::vector<Cure> cures = {};

  /// Whether an act is on the page, and not in another file of a program.
  bool is_on_page(const probe::Act& act) const {
    return !files || (!act.file.empty() && act.file == page.file());
  }

  /// The number of the proposed choice after which no run ends well; 0: not known.
  std::size_t turning_point = 0;

  /// What is known of the states that it can be in; nullptr: not available. A quiz and the
  /// surveys add to it.
  std::shared_ptr<choice::Explorer> explorer = {};

  /// Makes the survey of its outcomes; nullptr: not available.
  std::function<std::unique_ptr<OutcomeSurvey>(choice::Audience& audience,
                                               OutcomeSurvey::HowFar how_far)>
      survey = {};

  /// Lets the reader edit the program in an editor, which gets the terminal, and makes it
  /// ready to be run again; nullptr: not available.
  std::function<Edited(const EditPlace& place)> edit = {};
};

/// From then on a session of the subject can find its outcomes, and all of its surveys add to
/// what is known.
void survey_in_session(Subject& subject, SurveySubject surveyed);

}  // namespace app
