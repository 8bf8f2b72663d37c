#include "app/cli/command_line.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstddef>

#include "app/cli/args/check_args.hpp"
#include "app/cli/args/diff_args.hpp"
#include "app/cli/args/lesson_args.hpp"
#include "app/cli/args/practice_args.hpp"
#include "app/cli/args/replay_args.hpp"
#include "app/cli/args/report_args.hpp"
#include "app/cli/args/trace_args.hpp"
#include "app/cli/args/try_args.hpp"
#include "app/cli/did_you_mean.hpp"
#include "app/cli/errors.hpp"
#include "app/cli/help.hpp"
#include "app/cli/settings.hpp"
#include "app/cli/topics.hpp"
#include "app/cli/vocabulary.hpp"

namespace app {
namespace {

/// "--demo", "-o": the shortest of its names.
std::string name_of(const CLI::Option& option) {
  const auto& letters = option.get_snames();
  return letters.empty() ? option.get_name() : "-" + letters.front();
}

/// An option whose value is a word: an empty one is a script's unset variable.
CLI::Option* add_word(CLI::App& command, const std::string& name, std::string& word,
                      const std::string& description) {
  CLI::Option* option = command.add_option(name, word, description);
  const auto not_empty = [option](const std::string& value) {
    if (!value.empty()) return std::string();
    throw UsageError(fmt::format(
        "{0} needs a value, and this one is empty: give one, or leave {0} out.", name_of(*option)));
  };
  return option->check(CLI::Validator(not_empty, ""));
}

CLI::Option* add_flag(CLI::App& command, const std::string& name, bool& flag,
                      const std::string& description) {
  return command.add_flag(name, flag, description)->disable_flag_override();
}

void add_options(CLI::App& command, ViewArgs& view) {
  command.add_option("--format", view.format, "How the run is written, see below")
      ->type_name("FORMAT");
  add_word(command, "-o,--output", view.output, "Write to this file: the whole run, or no file")
      ->type_name("FILE");
  command.add_option("--ids", view.ids, "PIDs, or names only: equal runs are equal bytes")
      ->type_name("real|stable");
  command.add_option("--time", view.time, "Since the demo began, by the clock, or no time")
      ->type_name("relative|wall|none");
  command.add_option("--color", view.colour, "auto: on a terminal, unless NO_COLOR is set")
      ->type_name("auto|always|never");
  command.add_option("--theme", view.theme, "Colours of the full screen, for that background")
      ->type_name("auto|dark|light");
  add_flag(command, "--ascii", view.ascii, "Draw with ASCII characters only");
  add_flag(command, "--plain", view.plain, "Sentences, no columns: for screen readers");
  add_flag(command, "--detail", view.detail, "Every event of a traced program, its wiring too");
  const std::string part = "A part of the run";
  add_word(command, "--from", view.selection.from, "From this event on: its number, or its time")
      ->type_name("N|DURATION")
      ->group(part);
  add_word(command, "--to", view.selection.to, "Up to this event: its number, or its time")
      ->type_name("N|DURATION")
      ->group(part);
  command.add_option("--only", view.selection.only, "What these processes do: their names")
      ->delimiter(',')
      ->take_all()
      ->expected(1)
      ->type_name("WHO")
      ->group(part);
}

constexpr const char* kTurns = "Who acts when";

void add_options(CLI::App& command, TurnArgs& turns) {
  add_word(command, "--schedule", turns.schedule, "These choices, as an earlier run told them")
      ->type_name("S")
      ->group(kTurns);
  add_word(command, "--seed", turns.seed, "Random choices, the same for the same N")
      ->type_name("N")
      ->group(kTurns);
  add_word(command, "--challenge", turns.challenge, "A game: lead it to an outcome, drawn by N")
      ->type_name("N")
      ->group(kTurns);
}

void add_sleep_option(CLI::App& command, bool& honours_sleep) {
  add_flag(command, "--honour-sleep,--honor-sleep", honours_sleep,
           "Sleeps end in the order of their times")
      ->group(kTurns);
}

/// `runs`, `budget`: what is usual.
void add_options(CLI::App& command, SurveyArgs& survey, const std::string& runs,
                 const std::string& budget) {
  const std::string all = "Everything that can happen";
  add_flag(command, "--outcomes", survey.outcomes, "All that it can print, and how often it did")
      ->group(all);
  add_word(command, "--runs", survey.runs, "Free runs to count " + runs)
      ->type_name("N")
      ->group(all);
  add_word(command, "--budget", survey.budget, "Time for trying schedules " + budget)
      ->type_name("DURATION")
      ->group(all);
  add_word(command, "--list", survey.list, "Outcomes to list (default: 50; as data, 10000)")
      ->type_name("N")
      ->group(all);
  add_word(command, "--jobs", survey.jobs, "Processes that try schedules (default: one a CPU)")
      ->type_name("N")
      ->group(all);
  add_flag(command, "--every-order", survey.every_order, "Also orders that can make no difference")
      ->group(all);
}

void add_options(CLI::App& command, OrderArgs& order) {
  add_options(command, order.turns);
  add_sleep_option(command, order.honours_sleep);
  add_options(command, order.survey, "(default: 200)", "(default: 5s)");
}

void add_options(CLI::App& command, QuizArgs& quiz) {
  add_word(command, "--quiz", quiz.asks, "Questions before acts, or nothing but these")
      ->type_name("on|off|only");
  add_word(command, "--quiz-report", quiz.report,
           "Write what was asked and answered, as JSON Lines")
      ->type_name("FILE");
  add_word(command, "--name", quiz.name, "Who answers, for that report: it says when, too")
      ->type_name("WHO");
}

/// "In race: ", if only some demos of the lesson take the parameter.
std::string takers_of(lessons::Parameter parameter, const lessons::Lesson& lesson) {
  std::vector<std::string_view> takers;
  for (const auto& demo : lesson.demos) {
    const auto& taken = demo.parameters;
    if (std::find(taken.begin(), taken.end(), parameter) != taken.end())
      takers.push_back(demo.name);
  }
  if (takers.size() == lesson.demos.size()) return "";
  return fmt::format("In {}: ", fmt::join(takers, ", "));
}

void add_parameter(CLI::App& command, lessons::Parameter parameter, const lessons::Lesson& lesson,
                   LessonArgs& raw) {
  using lessons::Parameter;
  const std::string takers = takers_of(parameter, lesson);
  switch (parameter) {
    case Parameter::workers:
      add_word(command, "--workers", raw.workers, takers + "workers of the pool (default: CPUs)")
          ->type_name("N");
      break;
    case Parameter::tasks:
      add_word(command, "--tasks", raw.tasks, takers + "tasks for them (default: 5)")
          ->type_name("N");
      break;
    case Parameter::items:
      add_word(command, "--items", raw.items, takers + "what is sent, separated by commas")
          ->type_name("A,B,C");
      break;
    case Parameter::processes:
      add_word(command, "--processes", raw.processes, takers + "processes that add (default: 2)")
          ->type_name("N");
      break;
    case Parameter::increments:
      add_word(command, "--increments", raw.increments,
               takers + "how often each adds 1 (default: 100000)")
          ->type_name("N");
      break;
  }
}

void add_options(CLI::App& command, const lessons::Lesson& lesson, LessonArgs& raw) {
  command.add_option("demo", raw.word, "One demo of the lesson (default: all, in order)")
      ->type_name("");
  for (const auto parameter : lesson.parameters()) add_parameter(command, parameter, lesson, raw);
  add_word(command, "--demo", raw.demo, "The same")->type_name("NAME");
  add_flag(command, "--step", raw.step, "Hold before each act (default on a terminal)");
  add_flag(command, "--auto", raw.automatic, "Play through (default elsewhere)");
  add_word(command, "--pace", raw.pace, "Play through, with this pause before each act")
      ->type_name("DURATION");
  add_word(command, "--speed", raw.speed, "Scales the demo's sleeps: 10 is ten times faster")
      ->type_name("FACTOR");
  add_word(command, "--timeout", raw.timeout, "Give up on a demo that takes longer")
      ->type_name("DURATION");
  add_flag(command, "--python", raw.python, "Its twin in Python 3, too: with --trace");
  add_flag(command, "--trace", raw.trace, "Run the twin under a tracer: with --python");
  add_options(command, raw.quiz);
  add_options(command, raw.order);
  add_options(command, raw.view);
}

void add_options(CLI::App& command, ReplayArgs& raw) {
  command.add_option("file", raw.file, "A record (jsonl); - or none: standard input")
      ->type_name("");
  add_flag(command, "--step", raw.step, "An event at a time (default on a terminal)");
  add_flag(command, "--auto", raw.automatic, "Show all of it (default elsewhere)");
  add_flag(command, "--follow", raw.follow, "Show a run that is still being written");
  add_options(command, raw.view);
}

void add_options(CLI::App& command, TraceArgs& raw) {
  command.add_option("--observe", raw.observe, "ptrace sees all; output, what is written")
      ->type_name("ptrace|output");
  add_flag(command, "--step", raw.step, "Hold before each call that matters; you choose");
  add_flag(command, "--threads", raw.threads, "Which of a process's threads does what");
  add_flag(command, "--no-lens", raw.no_lens, "The calls, not the words of the libraries");
  add_flag(command, "--keep-files", raw.keep_files, "Files that it writes when held stay");
  add_word(command, "--timeout", raw.timeout, "Give up on a program that takes longer")
      ->type_name("DURATION");
  add_options(command, raw.turns);
  add_sleep_option(command, raw.honours_sleep);
  add_options(command, raw.survey, "(with --outcomes: 50)", "(default: 20s)");
  add_options(command, raw.view);
}

void add_options(CLI::App& command, CheckArgs& raw) {
  command.add_option("exercise", raw.exercise, "Its name (default: all are listed)")->type_name("");
  command.add_option("file", raw.files, "What to judge: files, or folders with one each")
      ->type_name("");
  add_flag(command, "--hint", raw.hint, "One more hint");
  add_flag(command, "--solution", raw.solution, "A solution, once you have solved it");
  command.add_option("--in", raw.in, "The language of the program that you get")->type_name("c|py");
  add_word(command, "--schedule", raw.schedule, "The schedule that an exercise asks for")
      ->type_name("S");
  command.add_option("--format", raw.format, "How the verdict is written")
      ->type_name("text|json|junit|tap|gradescope|classroom|csv");
  add_word(command, "-o,--output", raw.output, "Write it to this file")->type_name("FILE");
  add_word(command, "--budget", raw.budget, "Time for a verdict (default: the exercise's)")
      ->type_name("DURATION");
  add_word(command, "--name", raw.name, "Who hands it in, for the report")->type_name("WHO");
  command.add_option("--color", raw.colour, "auto: on a terminal, unless NO_COLOR is set")
      ->type_name("auto|always|never");
  command.add_option("--theme", raw.theme, "Colours of the full screen, for that background")
      ->type_name("auto|dark|light");
}

void add_options(CLI::App& command, PracticeArgs& raw) {
  add_word(command, "--seed", raw.seed, "The questions of that number (default: any)")
      ->type_name("N");
  command.add_option("--topic", raw.topic, "What they are about (default: all of it)")
      ->type_name("fork|pipe|lock|wait|signal");
  command.add_option("--level", raw.level, "How difficult they are (default: it rises)")
      ->type_name("1|2|3");
  add_word(command, "--count", raw.count, "How many there are (default: 5)")->type_name("N");
  command.add_option("--in", raw.in, "The language of the programs (default: C, if it compiles)")
      ->type_name("c|py");
  command.add_option("--format", raw.format, "A sheet: all questions, then the answers")
      ->type_name("text|json|html");
  add_word(command, "-o,--output", raw.output, "Write it to this file")->type_name("FILE");
  command.add_option("--color", raw.colour, "auto: on a terminal, unless NO_COLOR is set")
      ->type_name("auto|always|never");
  command.add_option("--theme", raw.theme, "Colours of the full screen, for that background")
      ->type_name("auto|dark|light");
}

void add_options(CLI::App& command, DiffArgs& raw) {
  command.add_option("file", raw.words, "A, B: records; or schedules, and of what")->type_name("");
  command.add_option("--format", raw.format, "How the difference is shown")
      ->type_name("text|lanes|html");
  add_word(command, "-o,--output", raw.output, "Write it to this file")->type_name("FILE");
  command.add_option("--color", raw.colour, "auto: on a terminal, unless NO_COLOR is set")
      ->type_name("auto|always|never");
  add_flag(command, "--ascii", raw.ascii, "Draw with ASCII characters only");
  add_flag(command, "--plain", raw.plain, "Sentences, no columns: for screen readers");
  add_flag(command, "--detail", raw.detail, "Every event of a traced program, its wiring too");
}

void add_options(CLI::App& command, ReportArgs& raw) {
  command.add_option("file", raw.files, "Reports of quizzes and of check")->type_name("");
  command.add_option("--format", raw.format, "How the table is written")
      ->type_name("text|csv|html");
  add_word(command, "-o,--output", raw.output, "Write it to this file")->type_name("FILE");
  add_flag(command, "--ascii", raw.ascii, "Draw with ASCII characters only");
}

/// How many words an option has with its value; an unknown option has no value.
std::size_t words_of(const CLI::App& command, const std::string& option) {
  const CLI::Option* known = command.get_option_no_throw(option);
  return known != nullptr && known->get_expected_min() > 0 ? 2 : 1;
}

/// The index, from `at` on, of the first word that is neither an option of that command nor the
/// value of one; the end if there is none.
std::size_t first_word(const CLI::App& command, const std::vector<std::string>& arguments,
                       std::size_t at) {
  while (at < arguments.size() && arguments[at].starts_with('-') && arguments[at] != "--")
    at += words_of(command, arguments[at]);
  return std::min(at, arguments.size());
}

/// The whole grammar. CLI11 stays in this file: it costs ten seconds to compile.
class Grammar {
 public:
  explicit Grammar(const lessons::Catalogue& catalogue) : catalogue_(catalogue) {
    app_.name("mpdemo");
    app_.get_formatter()->column_width(31);
    app_.set_help_flag("-h,--help", "Show this help");
    app_.set_version_flag("--version", std::string("mpdemo ") + MPDEMO_VERSION, "Show the version");
    app_.require_subcommand(0, 1);
    add_language(app_);
    add_folder(app_);
    lessons_.resize(catalogue.size());
    for (std::size_t i = 0; i < catalogue.size(); ++i) {
      CLI::App& command = add(catalogue[i].name, catalogue[i].title, footer_of(catalogue[i]));
      add_options(command, catalogue[i], lessons_[i]);
    }
    CLI::App& help = add("help", "An overview, or the options of a command", footer_of_help());
    help.add_option("command", help_about_, "LESSON, COMMAND or topic: see below")->type_name("");
    CLI::App& list = add("list", "The lessons and their demos, one line each", footer_of_list());
    list.add_option("lesson", list_what_, "That lesson alone (default: all)")->type_name("");
    list.add_option("--format", list_format_, "How they are listed")->type_name("text|json");
    add_word(list, "--topic", list_topic_, "Only demos about it, like \"deadlock\"")
        ->type_name("WORD");
    CLI::App& show = add("show", "A page as it is compiled, without running it", footer_of_show());
    show.add_option("page", show_.what, "LESSON or LESSON/DEMO")->type_name("");
    add_flag(show, "--python", show_.python, "Its twin, in Python 3 or another language");
    CLI::App& replay = add("replay", "A recorded run, in any view", footer_of_replay());
    add_options(replay, replay_);
    CLI::App& trace = add("trace", "Your own program, in the same views", footer_of_trace());
    add_options(trace, trace_);
    trace.add_option("program", trace_.words, "-- PROGRAM [ARG...]: what to run")->type_name("");
    CLI::App& tried = add("try", "Your own file: built, and on the stage", footer_of_try());
    tried.add_option("file", try_.trace.words, "FILE [ARG...]: a program, or its source")
        ->type_name("");
    add_options(tried, try_.trace);
    CLI::App& check = add("check", "Exercises: broken programs to fix, judged under every schedule",
                          footer_of_check());
    add_options(check, check_);
    CLI::App& practice = add("practice", "Questions about small programs, with proved answers",
                             footer_of_practice());
    add_options(practice, practice_);
    CLI::App& diff = add("diff", "Where two runs part, and what follows", footer_of_diff());
    add_options(diff, diff_);
    CLI::App& report =
        add("report", "A class: who answered what, and what most got wrong", footer_of_report());
    add_options(report, report_);
    CLI::App& completion = add("completion", "A script that completes mpdemo's words in your shell",
                               footer_of_completion());
    completion.add_option("bash|zsh|fish", shell_, "Which shell")->type_name("");
    CLI::App& manual = add("manual", "The manual, as man(1) reads it", footer_of_manual());
    manual.add_option("mpdemo|mpdemo-trace", page_, "Which page (default: mpdemo)")->type_name("");
    CLI::App& lesson =
        add("lesson", "Lessons of your own: begin one, or check it", footer_of_lesson());
    lesson.add_option("new|check", folder_action_, "What to do")->type_name("");
    lesson.add_option("folder", folder_what_, "The new lesson's name; the folder to check")
        ->type_name("");
    add("doctor", "What this machine allows, and what follows for mpdemo", footer_of_doctor());
  }

  Reference reference() const {
    Reference all = {described(app_)};
    for (const auto* command : app_.get_subcommands({})) all.push_back(described(*command));
    return all;
  }

  Invocation parse(const std::vector<std::string>& arguments) {
    Invocation invocation;
    invocation.argv = arguments;
    if (!arguments.empty()) invocation.argv.front() = "mpdemo";
    std::vector<std::string> ours = arguments;
    auto program = take_program(ours);
    (is_at(ours, 1, "diff") ? diff_.program : trace_.program) = std::move(program);
    first_ = first_word(app_, ours, 1);
    split_whole_name(ours);
    if (is_at(ours, first_, "trace")) note_stray_program(ours);
    if (is_at(ours, first_, "try")) take_tried(ours);
    ours_ = ours;
    // CLI11 expects them in reverse order, without the program.
    std::vector<std::string> reversed(ours.rbegin(), ours.rend());
    if (!reversed.empty()) reversed.pop_back();
    try {
      app_.parse(reversed);
      invocation.command = command();
    } catch (const CLI::CallForHelp&) {
      invocation.command = PrintCommand{help()};
    } catch (const CLI::CallForVersion& version) {
      invocation.command = PrintCommand{std::string(version.what()) + "\n"};
    } catch (const CLI::ParseError& error) {
      throw UsageError(complaint_about(error));
    }
    invocation.verbose = verbose_;
    return invocation;
  }

 private:
  CLI::App& add(std::string_view name, std::string_view description, const std::string& footer) {
    CLI::App& command = *app_.add_subcommand(std::string(name), std::string(description));
    add_flag(command, "-v,--verbose", verbose_, "Keep a log on standard error");
    add_language(command);
    add_folder(command);
    command.footer(footer);
    return command;
  }

  void add_language(CLI::App& command) {
    command.add_option("--lang", language_, "Of pages and questions (default: the locale's)")
        ->type_name("en|zh-Hant");
  }

  /// What it names is in the catalogue already.
  void add_folder(CLI::App& command) {
    add_word(command, "--lessons", folder_, "Also the lessons in this folder")->type_name("DIR");
  }

  CommandReference described(const CLI::App& command) const {
    CommandReference reference;
    reference.name = &command == &app_ ? "" : command.get_name();
    reference.description = command.get_description();
    reference.footer = command.get_footer();
    for (const auto* option : command.get_options()) {
      WordReference word;
      for (const auto& letter : option->get_snames()) word.names.push_back("-" + letter);
      for (const auto& name : option->get_lnames()) word.names.push_back("--" + name);
      if (!word.is_option()) word.value = option->get_name();
      if (word.is_option() && option->get_expected_min() > 0) word.value = option->get_type_name();
      word.description = option->get_description();
      word.group = option->get_group();
      reference.words.push_back(word);
    }
    return reference;
  }

  /// Empty: --lang was not given.
  std::optional<Language> language() const {
    if (!language_) return std::nullopt;
    return language_meant("--lang", *language_);
  }

  static bool is_at(const std::vector<std::string>& words, std::size_t at, std::string_view word) {
    return at < words.size() && words[at] == word;
  }

  /// "fork/basic" in place of a command means "fork basic".
  void split_whole_name(std::vector<std::string>& arguments) const {
    if (first_ >= arguments.size()) return;
    const std::string whole = arguments[first_];
    const auto slash = whole.find('/');
    if (slash == whole.npos || slash + 1 == whole.size() || !is_lesson(whole.substr(0, slash)))
      return;
    arguments[first_] = whole.substr(0, slash);
    arguments.insert(arguments.begin() + static_cast<std::ptrdiff_t>(first_) + 1,
                     whole.substr(slash + 1));
  }

  /// Notes a program that is not after "--": its words, and our options among them.
  void note_stray_program(const std::vector<std::string>& ours) {
    const CLI::App& trace = *app_.get_subcommand("trace");
    const std::size_t begin = first_word(trace, ours, first_ + 1);
    trace_.options.assign(ours.begin() + static_cast<std::ptrdiff_t>(first_) + 1,
                          ours.begin() + static_cast<std::ptrdiff_t>(begin));
    for (std::size_t at = begin; at < ours.size(); ++at) {
      const bool is_ours =
          ours[at].starts_with("--") && trace.get_option_no_throw(ours[at]) != nullptr;
      const std::size_t end = std::min(at + (is_ours ? words_of(trace, ours[at]) : 1), ours.size());
      auto& words = is_ours ? trace_.options : trace_.stray;
      for (; at < end; ++at) words.push_back(ours[at]);
      --at;
    }
  }

  /// The file is no part of the grammar, and nothing after it is.
  void take_tried(std::vector<std::string>& ours) {
    const std::size_t mark = first_word(*app_.get_subcommand("try"), ours, first_ + 1);
    const auto at = static_cast<std::ptrdiff_t>(mark);
    const bool is_marked = is_at(ours, mark, "--");
    try_.file.assign(ours.begin() + at + (is_marked ? 1 : 0), ours.end());
    ours.resize(mark);
  }

  static ShowCommand understood(const ShowCommand& show) {
    if (!show.what.empty()) return show;
    throw UsageError(
        "show needs a lesson or one of its demos, as in \"mpdemo show fork/basic\". "
        "\"mpdemo list\" lists them all.");
  }

  /// nullptr: there is none.
  const CLI::App* subcommand(const std::string& name) const {
    const auto all =
        app_.get_subcommands([&](const CLI::App* command) { return command->get_name() == name; });
    return all.empty() ? nullptr : all.front();
  }

  bool is_lesson(const std::string& name) const {
    return std::any_of(catalogue_.begin(), catalogue_.end(),
                       [&](const lessons::Lesson& lesson) { return lesson.name == name; });
  }

  /// The first word that is no option, and all words after it.
  std::vector<std::string> from_first() const {
    return {ours_.begin() + static_cast<std::ptrdiff_t>(first_), ours_.end()};
  }

  bool chosen(std::string_view name) const { return app_.got_subcommand(std::string(name)); }

  Command command() const {
    const auto asked = this->language();
    // What shells and packages ask for does not depend on the reader's settings.
    if (chosen("completion")) return CompletionCommand{shell_meant()};
    if (chosen("manual")) return ManualCommand{page_meant()};
    if (chosen("help")) return PrintCommand{help_of(help_about_)};
    if (chosen("doctor")) return DoctorCommand{};
    if (chosen("lesson")) return folder_command();
    const Settings settings = Settings::read();
    const Language language = asked               ? *asked
                              : settings.language ? *settings.language
                                                  : language_of_locale();
    const auto as_set = [&](auto command, bool has_theme) {
      command.view.language = language;
      if (!has_theme) command.view.theme = settings.theme;
      return command;
    };
    for (std::size_t i = 0; i < catalogue_.size(); ++i) {
      if (!chosen(catalogue_[i].name)) continue;
      check_demo(catalogue_[i], lessons_[i]);
      LessonCommand command = lessons_[i].understood(catalogue_[i]);
      command.usual_quiz = settings.quiz.value_or(command.usual_quiz);
      return as_set(std::move(command), lessons_[i].view.theme.has_value());
    }
    if (chosen("list")) {
      if (!list_what_.empty() && !list_topic_.empty())
        throw UsageError("a lesson and --topic exclude each other: use only one.");
      return ListCommand{list_what_, list_topic_,
                         choose("--format", list_format_, {"text", "json"}) == 1, language};
    }
    if (chosen("show")) {
      ShowCommand command = understood(show_);
      command.language = language;
      return command;
    }
    if (chosen("replay")) return as_set(replay_.understood(), replay_.view.theme.has_value());
    if (chosen("trace")) return as_set(trace_.understood(), trace_.view.theme.has_value());
    if (chosen("try")) {
      TryCommand command = try_.understood();
      command.trace = as_set(std::move(command.trace), try_.trace.view.theme.has_value());
      return command;
    }
    if (chosen("diff")) return as_set(diff_.understood(), true);
    if (chosen("report")) return as_set(report_.understood(), true);
    if (chosen("practice")) return as_set(practice_.understood(), practice_.theme.has_value());
    if (chosen("check")) return as_set(check_.understood(), check_.theme.has_value());
    return OverviewCommand{language};
  }

  FolderCommand folder_command() const {
    if (folder_action_.empty()) {
      throw UsageError(
          "lesson needs what to do: \"mpdemo lesson new NAME\" writes a first lesson, \"mpdemo "
          "lesson check DIR\" looks for mistakes in one.");
    }
    FolderCommand command;
    const bool makes = choose("lesson", folder_action_, {"new", "check"}) == 0;
    command.action = makes ? FolderCommand::Action::make : FolderCommand::Action::check;
    command.what = folder_what_;
    command.folder = folder_;
    if (makes && folder_what_.empty())
      throw UsageError("lesson new needs a name: mpdemo lesson new NAME.");
    return command;
  }

  Shell shell_meant() const {
    if (shell_.empty()) {
      throw UsageError(
          "completion needs a shell, as in \"mpdemo completion bash\": bash, zsh or fish.");
    }
    return static_cast<Shell>(choose("the shell", shell_, {"bash", "zsh", "fish"}));
  }

  ManualPage page_meant() const {
    return static_cast<ManualPage>(choose("the page", page_, {"mpdemo", "mpdemo-trace"}));
  }

  /// A demo that is named without --demo.
  void check_demo(const lessons::Lesson& lesson, const LessonArgs& raw) const {
    if (raw.word.empty()) return;
    if (!raw.demo.empty()) throw UsageError("the demo is given twice: keep one of them.");
    if (!vocabulary().has_demo(lesson.name, raw.word))
      throw UsageError(vocabulary().complaint_about_demo(raw.word, std::string(lesson.name)));
  }

  std::string help() const {
    const auto chosen = app_.get_subcommands();
    return chosen.empty() ? front_page(catalogue_) : without_gaps(app_.help());
  }

  /// The same for a command given by name; "fork/basic" means the lesson.
  std::string help_of(const std::string& name) const {
    if (name.empty()) return front_page(catalogue_);
    if (name == "commands") return commands_and_topics(reference(), catalogue_);
    if (const Topic* topic = topic_called(name)) return topic->title + "\n\n" + topic->text;
    const CLI::App* command = subcommand(name.substr(0, name.find('/')));
    if (command == nullptr) {
      throw UsageError(vocabulary().complaint_about_first({name}) +
                       " \"mpdemo help commands\" lists what else there is to read.");
    }
    return without_gaps(command->help("mpdemo"));
  }

  std::string complaint_about(const CLI::ParseError& error) const {
    const auto chosen = app_.get_subcommands();
    const CLI::App& scope = chosen.empty() ? app_ : *chosen.front();
    const std::string command = chosen.empty() ? "" : scope.get_name();
    if (dynamic_cast<const CLI::ExtrasError*>(&error)) {
      const auto extras = app_.remaining(true);
      const std::string word = extras.empty() ? "" : extras.front();
      if (is_at(ours_, first_, word) && subcommand(word) == nullptr)
        return vocabulary().complaint_about_first(from_first());
      const auto& program = trace_.stray;
      if (std::find(program.begin(), program.end(), word) != program.end())
        return trace_.where_the_program_goes();
      return vocabulary().complaint_about(word.substr(0, word.find('=')), command);
    }
    const std::string look = fmt::format(" \"mpdemo {} --help\" has the options.", command);
    const std::string_view found = error.what();
    for (const auto* option : scope.get_options()) {
      const std::string name = name_of(*option);
      const bool has_value = option->get_expected_min() > 0;
      if (!has_value && !option->get_lnames().empty() &&
          found.starts_with(option->get_lnames().front() + " ")) {
        return fmt::format("{0} takes no value: write {0} alone.", name);
      }
      if (has_value && option->count() > 1) {
        return fmt::format("{} is given twice: keep one of them.", name);
      }
      if (found.starts_with(option->get_name() + ":")) {
        return fmt::format("{0} needs a value: {0} {1}.{2}", name, option->get_type_name(), look);
      }
    }
    return fmt::format("{}.{}", found, look);
  }

  Vocabulary vocabulary() const {
    Vocabulary words(catalogue_);
    const auto add = [&words](const CLI::App& scope, const std::string& name) {
      Vocabulary::Command taken{name, {}};
      for (const auto* option : scope.get_options()) {
        for (const auto& letter : option->get_snames()) taken.options.push_back("-" + letter);
        for (const auto& word : option->get_lnames()) taken.options.push_back("--" + word);
      }
      words.add(taken);
    };
    add(app_, "");
    for (const auto* command : app_.get_subcommands({})) add(*command, command->get_name());
    return words;
  }

  const lessons::Catalogue& catalogue_;
  CLI::App app_;
  std::vector<LessonArgs> lessons_;
  std::vector<std::string> ours_;  // the words that are not the traced program's
  std::size_t first_ = 0;          // the index of the command in them
  std::string help_about_;
  std::string list_what_;
  std::string list_topic_;
  std::string list_format_ = "text";
  std::string folder_;  // --lessons
  std::string folder_action_;
  std::string folder_what_;
  std::string shell_;
  std::string page_ = "mpdemo";
  ShowCommand show_;
  ReplayArgs replay_;
  TraceArgs trace_;
  TryArgs try_;
  CheckArgs check_;
  PracticeArgs practice_;
  DiffArgs diff_;
  ReportArgs report_;
  bool verbose_ = false;
  std::optional<std::string> language_;
};

}  // namespace

Invocation parse(const std::vector<std::string>& arguments, const lessons::Catalogue& catalogue) {
  return Grammar(catalogue).parse(arguments);
}

Reference reference(const lessons::Catalogue& catalogue) {
  return Grammar(catalogue).reference();
}

}  // namespace app
