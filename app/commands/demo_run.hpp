#pragma once

#include <string>
#include <vector>

#include "app/cli/options.hpp"
#include "app/session/subject.hpp"
#include "app/survey/outcome_survey.hpp"
#include "core/stage/stage.hpp"

namespace app {

/// The demos that the command is about, in order.
std::vector<const lessons::Demo*> demos_of(const LessonCommand& command);

/// The demo's parameters. `is_held`: a process waits before each act, so that a
/// hundred thousand of them are too many.
lessons::Parameters parameters_of(const LessonCommand& command, bool is_held);

/// The demo as the stage runs it, with its parameters.
stage::RunSpec spec_of(const LessonCommand& command, const lessons::Demo& demo,
                       const std::vector<std::string>& argv, bool is_held);

/// The demo as a survey tries it.
SurveySubject survey_of(const LessonCommand& command, const lessons::Demo& demo,
                        const std::vector<std::string>& argv);

/// The demo as a session shows it. `next`: the one after it, nullptr if there is none.
/// `command` and `argv` must outlive it.
Subject subject_of(const LessonCommand& command, const lessons::Demo& demo,
                   const lessons::Demo* next, const std::vector<std::string>& argv);

/// A command line, to be pasted into a shell, that runs the same demo with the
/// same parameters: with " --schedule S" behind it, the same run.
std::string same_demo(const LessonCommand& command, const lessons::Demo& demo);

}  // namespace app
