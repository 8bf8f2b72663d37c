#pragma once

#include <string>
#include <vector>

#include "app/cli/options.hpp"
#include "app/session/subject.hpp"
#include "app/survey/outcome_survey.hpp"
#include "core/stage/stage.hpp"

namespace app {

/// The demos that the command runs, in order.
std::vector<const lessons::Demo*> demos_of(const LessonCommand& command);

/// The demo's parameters. `is_held`: each act waits for its turn, so a hundred
/// thousand acts are too many.
lessons::Parameters parameters_of(const LessonCommand& command, bool is_held);

/// What the page calls the objects of its run.
stage::PageNames names_on(const lessons::Page& page);

/// The demo as the stage runs it, with its parameters.
stage::RunSpec spec_of(const LessonCommand& command, const lessons::Demo& demo,
                       const std::vector<std::string>& argv, bool is_held);

/// The demo for a survey.
SurveySubject survey_of(const LessonCommand& command, const lessons::Demo& demo,
                        const std::vector<std::string>& argv);

/// The demo as a session shows it. `next`: the one after it, nullptr if there is none.
/// `command` and `argv` must outlive it.
Subject subject_of(const LessonCommand& command, const lessons::Demo& demo,
                   const lessons::Demo* next, const std::vector<std::string>& argv);

/// A command line, ready for a shell, that runs the same demo with the same
/// parameters; with " --schedule S" appended, the same run.
std::string same_demo(const LessonCommand& command, const lessons::Demo& demo);

}  // namespace app
