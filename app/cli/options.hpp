#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "app/cli/completion.hpp"
#include "app/cli/manual.hpp"
#include "app/language/language.hpp"
#include "app/practice/programs/draft.hpp"
#include "core/choice/schedule.hpp"
#include "core/view/difference/difference_formats.hpp"
#include "core/view/formats.hpp"
#include "core/view/formatting/terminal.hpp"
#include "core/view/outcomes/outcome_formats.hpp"
#include "core/view/selection.hpp"
#include "core/view/view.hpp"
#include "lessons/catalogue.hpp"

namespace app {

/// How a run is to be shown, whether it happens now or was recorded.
struct ViewOptions {
  const view::Format* format = nullptr;
  /// Of --outcomes; nullptr: another command.
  const view::OutcomeFormat* outcomes_as = nullptr;
  bool has_format = false;  ///< --format was given
  std::string output;       ///< -o FILE; empty: standard output
  bool stable_ids = false;
  view::Time time = view::Time::relative;
  view::Colour colour = view::Colour::automatic;
  bool ascii = false;
  bool plain = false;
  view::Telling telling = view::Telling::folded;
  std::optional<view::Ground> theme;  ///< empty: as the terminal says
  Language language = Language::english;
  std::shared_ptr<const view::Selection> selection = {};  ///< nullptr: all of the run

  /// Whether the format is for people, who read it as the run goes on.
  bool is_for_eyes() const { return format->name == "text" || format->name == "lanes"; }
};

/// `mpdemo` alone.
struct OverviewCommand {
  Language language = Language::english;
};

/// `mpdemo list [LESSON]`
struct ListCommand {
  std::string what;   ///< empty: all lessons
  std::string topic;  ///< --topic WORD: only the demos about it; empty: all
  bool json = false;
  Language language = Language::english;
};

/// `mpdemo show LESSON[/DEMO]`
struct ShowCommand {
  std::string what;
  bool python = false;
  Language language = Language::english;
};

/// The extent of --outcomes.
struct OutcomeOptions {
  std::uint64_t runs = 200;  ///< free runs
  std::chrono::nanoseconds budget = std::chrono::seconds(5);
  bool every_order = false;         ///< also orders that cannot differ
  std::optional<std::size_t> list;  ///< how many are listed; empty: as suits the format
  std::optional<int> jobs;          ///< how many processes explore; empty: one for each CPU
};

/// `mpdemo LESSON`
struct LessonCommand {
  const lessons::Lesson* lesson = nullptr;
  const lessons::Demo* demo = nullptr;  ///< nullptr: all, in order
  enum class Watch { by_terminal, step, automatic } watch = Watch::by_terminal;
  std::optional<std::chrono::nanoseconds> pace;
  double speed = 1;
  lessons::Parameters parameters;
  bool has_increments = false;  ///< --increments was given
  std::optional<std::chrono::nanoseconds> timeout;
  std::optional<choice::Schedule> schedule;
  std::optional<std::uint64_t> seed;
  std::optional<std::uint64_t> challenge;  ///< its seed
  bool honours_sleep = false;
  std::optional<OutcomeOptions> outcomes;  ///< --outcomes was given
  enum class Quiz { in_sessions, off, on, only } quiz = Quiz::in_sessions;
  /// What the reader has set for sessions, where no option says otherwise.
  Quiz usual_quiz = Quiz::in_sessions;
  bool with_twin = false;   ///< --python --trace was given
  std::string quiz_report;  ///< --quiz-report FILE; empty: none
  std::string who;          ///< --name: who answers; empty: not said
  ViewOptions view;
};

/// `mpdemo replay [FILE]`
struct ReplayCommand {
  std::optional<std::string> file;  ///< none, or "-": standard input
  enum class Watch { by_terminal, step, automatic } watch = Watch::by_terminal;
  bool follow = false;  ///< the record is still being written
  ViewOptions view;
};

/// `mpdemo trace -- PROGRAM [ARG...]`
struct TraceCommand {
  std::vector<std::string> program;
  std::optional<std::chrono::nanoseconds> timeout;
  bool by_ptrace = true;              ///< false: only its output is observed
  bool steps = false;                 ///< --step was given
  bool shows_threads = false;         ///< --threads was given
  bool has_words = true;              ///< false: --no-lens was given
  bool keeps_files = false;           ///< --keep-files was given
  bool has_limits = false;            ///< it is another's program: no network, and limits
  std::optional<std::uint64_t> runs;  ///< --runs was given: counts the outcomes of so many runs
  std::optional<OutcomeOptions> outcomes;  ///< --outcomes was given
  bool honours_sleep = false;
  std::optional<choice::Schedule> schedule;
  std::optional<std::uint64_t> seed;
  std::optional<std::uint64_t> challenge;  ///< its seed; then it steps, too
  ViewOptions view;
  /// What is executed, if that is not what the program's first word names.
  std::string file = {};
  /// Of `mpdemo try`: the file and its arguments, as typed; else empty.
  std::vector<std::string> tried = {};
  /// The number of the choice in `schedule` after which no run ends well; 0: not known.
  std::size_t turning_point = 0;
  /// Its file is there only for now: nothing is said of how to repeat the run.
  bool is_passing = false;

  /// What the record and the screen call the program: without its folder.
  std::string shown_name() const {
    const std::string& path = tried.empty() ? program.front() : tried.front();
    return path.substr(path.rfind('/') + 1);
  }
  /// Whether one process acts at a time, and mpdemo or the reader says which.
  bool is_controlled() const { return steps || schedule || seed; }
};

/// `mpdemo try FILE [ARG...]`
struct TryCommand {
  std::vector<std::string> file;  ///< and its arguments
  bool steps_on_terminal = true;  ///< no option says what else to do
  TraceCommand trace;             ///< how; its program is made of the file
};

/// `mpdemo check [EXERCISE [FILE...]]`
struct CheckCommand {
  std::string exercise;  ///< empty: they are listed
  std::vector<std::string> files;
  bool shows_hint = false;
  bool shows_solution = false;
  std::string ending;  ///< of the program that is handed out, ".c"; empty: as suits the machine
  enum class As { text, json, junit, tap, gradescope, classroom, csv } as = As::text;
  std::optional<std::chrono::nanoseconds> budget;  ///< empty: the exercise's own
  std::optional<choice::Schedule> schedule;        ///< handed in
  std::string who;                                 ///< who hands it in; empty: not said
  ViewOptions view;
};

/// `mpdemo practice`
struct PracticeCommand {
  std::optional<std::uint64_t> seed;                 ///< empty: any
  std::optional<practice::Topic> topic;              ///< empty: all of them, in turn
  std::optional<int> level;                          ///< from 1 to 3; empty: it rises
  std::size_t count = 5;                             ///< questions
  bool has_count = false;                            ///< --count was given
  std::optional<practice::Programming> programming;  ///< empty: as suits the machine
  enum class As { by_terminal, text, json, html } as = As::by_terminal;
  ViewOptions view;
};

/// `mpdemo diff A B`, `mpdemo diff S1 S2 PAGE`
struct DiffCommand {
  std::string a, b;                  ///< files, or schedules
  std::vector<std::string> subject;  ///< what the schedules are of: a page, a program or its
                                     ///< file with its arguments; empty: of nothing
  bool is_program = false;           ///< that is a program: it came after "--"
  choice::Schedule schedule_a, schedule_b;
  const view::DifferenceFormat* format = nullptr;
  ViewOptions view;
};

/// `mpdemo report FILE...`
struct ReportCommand {
  std::vector<std::string> files;
  enum class As { text, csv, html } as = As::text;
  ViewOptions view;
};

/// `mpdemo completion SHELL`
struct CompletionCommand {
  Shell shell = Shell::bash;
};

/// `mpdemo manual [PAGE]`
struct ManualCommand {
  ManualPage page = ManualPage::mpdemo;
};

/// `mpdemo lesson ACTION`, about the folders of lessons
struct FolderCommand {
  enum class Action { make, check } action = Action::check;
  std::string what;    ///< the new lesson's name, or the folder to check
  std::string folder;  ///< --lessons DIR; empty: where lessons are
};

/// `mpdemo doctor`
struct DoctorCommand {};

/// A text to print: --help, --version.
struct PrintCommand {
  std::string text;
};

using Command = std::variant<OverviewCommand, ListCommand, ShowCommand, LessonCommand,
                             ReplayCommand, TraceCommand, TryCommand, CheckCommand, PracticeCommand,
                             DiffCommand, ReportCommand, CompletionCommand, ManualCommand,
                             DoctorCommand, FolderCommand, PrintCommand>;

/// A parsed command line.
struct Invocation {
  Command command;
  std::vector<std::string> argv;  ///< as in the record of a run
  bool verbose = false;           ///< -v: keep a log on standard error
};

}  // namespace app
