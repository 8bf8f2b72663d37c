#include "app/session/subject.hpp"

#include <utility>

namespace app {

void survey_in_session(Subject& subject, SurveySubject surveyed) {
  subject.explorer = explorer_of(surveyed.run, terms_of(surveyed, brief_outcomes()));
  surveyed.explorer = subject.explorer;
  subject.survey = [surveyed = std::move(surveyed)](choice::Audience& audience,
                                                    OutcomeSurvey::HowFar how_far) {
    return std::make_unique<OutcomeSurvey>(surveyed, brief_outcomes(), audience,
                                           std::move(how_far));
  };
}

}  // namespace app
