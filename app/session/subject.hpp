#pragma once

#include <functional>
#include <memory>
#include <string>

#include "app/survey/outcome_survey.hpp"
#include "lessons/page.hpp"

namespace app {

/// What a session steps through: a demo of a lesson, or a program of the reader's own.
struct Subject {
  std::string id;            ///< "fork/basic"; "trace sort"
  std::string title;         ///< one line
  lessons::Page page;        ///< what runs; without source where none is known
  lessons::Page python;      ///< its twin; without source if there is none
  std::string next_id = {};  ///< of the one after it; empty: it is the last

  /// Makes what finds out its outcomes; nullptr: nothing can.
  std::function<std::unique_ptr<OutcomeSurvey>(choice::Audience& audience,
                                               OutcomeSurvey::HowFar how_far)>
      survey = {};
};

}  // namespace app
