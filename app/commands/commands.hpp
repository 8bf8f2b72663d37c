#pragma once

#include "app/cli/errors.hpp"
#include "app/cli/options.hpp"

namespace app {

class TriedFile;

// Each command does its work and returns the exit status. They throw
// UsageError, EnvironmentError, Interrupted and NobodyReads, which program.cpp
// turns into messages and exit statuses.

/// `mpdemo`: the menu on a terminal, elsewhere an overview
int overview(const OverviewCommand& command, const lessons::Catalogue& catalogue);
int list(const ListCommand& command, const lessons::Catalogue& catalogue);
int show(const ShowCommand& command, const lessons::Catalogue& catalogue);
int run_lesson(const LessonCommand& command, const Invocation& invocation,
               const lessons::Catalogue& catalogue);
/// `mpdemo LESSON --python --trace`
int run_beside_twin(const LessonCommand& command, const Invocation& invocation,
                    const lessons::Catalogue& catalogue);
/// `mpdemo LESSON --outcomes`
int report_outcomes(const LessonCommand& command, const Invocation& invocation);
/// `mpdemo trace -- PROGRAM`; returns the exit status of the program. `tried`: where the
/// program comes from, if a session can edit it; nullptr: it is only run
int trace_program(const TraceCommand& command, const Invocation& invocation,
                  const lessons::Catalogue& catalogue, TriedFile* tried = nullptr);
/// `mpdemo try FILE`: the same for a file, which is built first if need be
int try_file(const TryCommand& command, const Invocation& invocation,
             const lessons::Catalogue& catalogue);
/// `mpdemo trace --runs N -- PROGRAM`
int report_observed_outcomes(const TraceCommand& command, const Invocation& invocation);
/// `mpdemo trace --outcomes -- PROGRAM`
int report_outcomes(const TraceCommand& command, const Invocation& invocation);
/// `mpdemo check`; returns kFailed unless all that was handed in is solved
int check(const CheckCommand& command, const Invocation& invocation,
          const lessons::Catalogue& catalogue);
/// `mpdemo practice`: on a terminal it asks, elsewhere it writes a sheet
int run_practice(const PracticeCommand& command, const Invocation& invocation,
                 const lessons::Catalogue& catalogue);
/// `mpdemo diff A B`; returns kFailed if the two differ
int diff(const DiffCommand& command, const Invocation& invocation,
         const lessons::Catalogue& catalogue);
/// `mpdemo report FILE...`; returns kFailed if one of the files is none that it can read
int report_class(const ReportCommand& command);
/// `mpdemo completion SHELL`
int print_completion(const CompletionCommand& command, const lessons::Catalogue& catalogue);
/// `mpdemo manual [PAGE]`
int print_manual(const ManualCommand& command, const lessons::Catalogue& catalogue);
/// `mpdemo lesson new NAME`, `mpdemo lesson check [DIR]`; returns kFailed when something is
/// wrong with a lesson
int manage_lesson(const FolderCommand& command);
/// `mpdemo doctor`; returns kEnvironment where lessons cannot run at all
int report_machine(const lessons::Catalogue& catalogue);
int replay(const ReplayCommand& command, const lessons::Catalogue& catalogue);

}  // namespace app
