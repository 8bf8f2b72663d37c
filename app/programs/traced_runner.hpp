#pragma once

#include <memory>

#include "app/cli/options.hpp"
#include "app/survey/outcome_survey.hpp"
#include "core/choice/explorer.hpp"

namespace app {

/// Makes what runs a program of the reader's again and again, freely or as a schedule says.
/// How it ends by itself is the ending of its run: "ok", "exit status 1", "killed by
/// SIGSEGV". The runs throw EnvironmentError if ptrace is refused, and
/// tracer::CannotExecute.
choice::Runner traced_runner(const TraceCommand& command, const Invocation& invocation);

/// What a survey has to know about that program.
SurveySubject survey_of(const TraceCommand& command, const Invocation& invocation);

}  // namespace app
