#include "app/command_line.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>

#include "app/did_you_mean.hpp"
#include "app/duration.hpp"
#include "app/errors.hpp"
#include "app/help.hpp"

namespace app {
namespace {

/// One of a few words, or a complaint that lists them.
std::size_t choose(const std::string& option, const std::string& word,
                   const std::vector<std::string>& words) {
  const auto found = std::find(words.begin(), words.end(), word);
  if (found != words.end()) return static_cast<std::size_t>(found - words.begin());
  throw UsageError(fmt::format("{} is one of {}, not \"{}\".{}", option, fmt::join(words, ", "),
                               word, did_you_mean(word, words)));
}

std::vector<std::string> format_names() {
  std::vector<std::string> names;
  for (const auto& format : view::formats()) names.emplace_back(format.name);
  return names;
}

/// An option whose value is a word: none at all is a script's unset variable.
CLI::Option* add_word(CLI::App& command, const std::string& name, std::string& word,
                      const std::string& description) {
  const auto not_empty = [](const std::string& value) {
    return std::string(value.empty() ? "needs a value, and this one is empty" : "");
  };
  return command.add_option(name, word, description)->check(CLI::Validator(not_empty, ""));
}

/// The options of a view as they were typed, before they are understood.
struct RawView {
  std::string format{view::formats().front().name};
  std::string output;
  std::string ids = "real";
  std::string time = "relative";
  std::string colour = "auto";
  bool ascii = false;
  bool plain = false;

  void add_to(CLI::App& command) {
    command.add_option("--format", format, "How the run is written, see below")
        ->type_name("FORMAT");
    add_word(command, "-o,--output", output, "Write to this file: the whole run, or no file")
        ->type_name("FILE");
    command.add_option("--ids", ids, "PIDs, or names only: equal runs are equal bytes")
        ->type_name("real|stable");
    command.add_option("--time", time, "Since the demo began, by the clock, or no time")
        ->type_name("relative|wall|none");
    command.add_option("--color", colour, "auto: on a terminal, unless NO_COLOR is set")
        ->type_name("auto|always|never");
    command.add_flag("--ascii", ascii, "Draw with ASCII characters only");
    command.add_flag("--plain", plain, "Sentences, no columns: for screen readers");
  }

  ViewOptions understood() const {
    ViewOptions options;
    choose("--format", format, format_names());
    options.format = view::format_named(format);
    options.output = output;
    options.stable_ids = choose("--ids", ids, {"real", "stable"}) == 1;
    options.time = static_cast<view::Time>(choose("--time", time, {"relative", "wall", "none"}));
    options.colour =
        static_cast<view::Colour>(choose("--color", colour, {"auto", "always", "never"}));
    options.ascii = ascii;
    options.plain = plain;
    return options;
  }
};

/// "a,b,c" as its parts.
std::vector<std::string> split(const std::string& text) {
  std::vector<std::string> parts;
  for (std::size_t from = 0; from <= text.size();) {
    const std::size_t end = std::min(text.find(',', from), text.size());
    parts.push_back(text.substr(from, end - from));
    from = end + 1;
  }
  return parts;
}

/// The options that say who acts when, as they were typed.
struct RawOrder {
  std::string schedule;
  std::optional<std::uint64_t> seed;
  bool honours_sleep = false;
  bool outcomes = false;
  std::optional<std::uint64_t> runs;
  std::string budget;
  bool every_order = false;

  void add_to(CLI::App& command) {
    const std::string group = "Who acts when";
    add_word(command, "--schedule", schedule, "These choices, as an earlier run told them")
        ->type_name("S")
        ->group(group);
    command.add_option("--seed", seed, "Chance chooses, the same way for the same N")
        ->type_name("N")
        ->group(group)
        ->check(CLI::Validator(CLI::NonNegativeNumber).description(""));
    command
        .add_flag("--honour-sleep,--honor-sleep", honours_sleep,
                  "Sleepers wake in the order of their times")
        ->group(group);
    const std::string all = "All that can happen";
    command.add_flag("--outcomes", outcomes, "What a demo can print, beside how often it did")
        ->group(all);
    command.add_option("--runs", runs, "Free runs to count (default: 200)")
        ->type_name("N")
        ->group(all)
        ->check(CLI::Range(0L, 1'000'000'000L).description(""));
    add_word(command, "--budget", budget, "Time for trying schedules (default: 5s)")
        ->type_name("DURATION")
        ->group(all);
    command.add_flag("--every-order", every_order, "Also orders that can make no difference")
        ->group(all);
  }

  void understand(LessonCommand& command) const {
    command.seed = seed;
    command.honours_sleep = honours_sleep;
    if (!schedule.empty()) understand_schedule(command);
    if (outcomes) {
      understand_outcomes(command);
    } else if (runs || !budget.empty() || every_order) {
      throw UsageError(fmt::format("{} goes with --outcomes: add that, or leave it out.",
                                   runs          ? "--runs"
                                   : every_order ? "--every-order"
                                                 : "--budget"));
    }
  }

 private:
  void understand_schedule(LessonCommand& command) const {
    command.schedule = stage::Schedule::parse(schedule);
    if (!command.schedule) {
      throw UsageError(
          fmt::format("\"{}\" is not a schedule: write one like 1x3.2x2.1, for "
                      "process 1 three times, then 2 twice, then 1.",
                      schedule));
    }
    if (seed) throw UsageError("--schedule and --seed exclude each other: take one.");
    if (!command.demo && command.lesson->demos.size() > 1) {
      throw UsageError("--schedule is for one demo: add --demo NAME.");
    }
  }

  void understand_outcomes(LessonCommand& command) const {
    const bool plays = command.watch == LessonCommand::Watch::step || command.pace;
    if (plays || command.schedule || command.seed) {
      throw UsageError(fmt::format(
          "--outcomes goes through all schedules, and takes no {}: leave one of them out.",
          command.schedule ? "--schedule"
          : command.seed   ? "--seed"
          : command.pace   ? "--pace"
                           : "--step"));
    }
    const auto format = command.view.format->name;
    if (format != "text" && format != "jsonl") {
      throw UsageError(fmt::format("--outcomes are written as text or jsonl, not as {}.", format));
    }
    OutcomeOptions& options = command.outcomes.emplace();
    if (runs) options.runs = *runs;
    if (!budget.empty()) options.budget = parse_duration("--budget", budget);
    options.every_order = every_order;
  }
};

/// The options of a lesson as they were typed.
struct RawLesson {
  std::string demo;
  bool step = false;
  bool automatic = false;
  std::string pace;
  double speed = 1;
  std::string timeout;
  lessons::Parameters parameters;
  std::string items;
  bool has_increments = false;
  RawOrder order;
  RawView view;

  void add(lessons::Parameter parameter, CLI::App& command) {
    using lessons::Parameter;
    switch (parameter) {
      case Parameter::workers:
        command.add_option("--workers", parameters.workers, "Workers of the pool (default: CPUs)")
            ->type_name("N")
            ->check(CLI::Range(1, 2000).description(""));
        break;
      case Parameter::tasks:
        command.add_option("--tasks", parameters.tasks, "Tasks for them (default: 5)")
            ->type_name("N")
            ->check(CLI::Range(1, 1'000'000).description(""));
        break;
      case Parameter::items:
        add_word(command, "--items", items, "What is handed over, separated by commas")
            ->type_name("A,B,C");
        break;
      case Parameter::processes:
        command.add_option("--processes", parameters.processes, "Processes that add (default: 2)")
            ->type_name("N")
            ->check(CLI::Range(1, 500).description(""));
        break;
      case Parameter::increments:
        command
            .add_option_function<long>(
                "--increments",
                [this](long times) {
                  parameters.increments = times;
                  has_increments = true;
                },
                "Times that each adds one (default: 100000)")
            ->type_name("N")
            ->check(CLI::Range(1L, 1'000'000'000L).description(""));
        break;
    }
  }

  void add_to(CLI::App& command, const lessons::Lesson& lesson) {
    for (const auto parameter : lesson.parameters) add(parameter, command);
    add_word(command, "--demo", demo, "One demo of the lesson (default: all, in order)")
        ->type_name("NAME");
    command.add_flag("--step", step, "Hold before each act (default on a terminal)");
    command.add_flag("--auto", automatic, "Play through (default elsewhere)");
    add_word(command, "--pace", pace, "Play through, with this pause before each act")
        ->type_name("DURATION");
    command.add_option("--speed", speed, "Scales the demo's sleeps: 10 is ten times faster")
        ->type_name("FACTOR");
    add_word(command, "--timeout", timeout, "Give up on a demo that takes longer")
        ->type_name("DURATION");
    order.add_to(command);
    view.add_to(command);
  }

  LessonCommand understood(const lessons::Lesson& lesson) const {
    if (step && automatic) throw UsageError("--step and --auto exclude each other: take one.");
    if (step && !pace.empty()) {
      throw UsageError("--pace plays by itself and --step waits for you: take one.");
    }
    LessonCommand command;
    command.lesson = &lesson;
    if (!demo.empty()) {
      std::vector<std::string> names;
      for (const auto& known : lesson.demos) names.emplace_back(known.name);
      command.demo = &lesson.demos[choose("--demo", demo, names)];
    }
    using Watch = LessonCommand::Watch;
    command.watch = step                         ? Watch::step
                    : automatic || !pace.empty() ? Watch::automatic
                                                 : Watch::by_terminal;
    if (!pace.empty()) command.pace = parse_duration("--pace", pace);
    if (!(speed > 0 && speed <= 1e6)) {
      throw UsageError("--speed takes a factor above 0, like 10 or 0.5.");
    }
    command.speed = speed;
    command.parameters = parameters;
    command.has_increments = has_increments;
    if (!items.empty()) command.parameters.items = split(items);
    if (!timeout.empty()) command.timeout = parse_duration("--timeout", timeout);
    command.view = view.understood();
    order.understand(command);
    return command;
  }
};

/// The whole grammar. CLI11 stays in this file: it costs ten seconds to compile.
class Grammar {
 public:
  explicit Grammar(const lessons::Catalogue& catalogue) : catalogue_(catalogue) {
    app_.description("Multi-process programming, shown on real processes.");
    app_.name("mpdemo");
    app_.get_formatter()->column_width(31);
    app_.set_help_flag("-h,--help", "Show this help");
    app_.footer("Try \"mpdemo fork\" first; \"mpdemo fork --help\" has the options of a lesson.");
    app_.set_version_flag("--version", std::string("mpdemo ") + MPDEMO_VERSION, "Show the version");
    app_.require_subcommand(0, 1);
    app_.failure_message(CLI::FailureMessage::simple);
    lessons_.resize(catalogue.size());
    for (std::size_t i = 0; i < catalogue.size(); ++i) {
      CLI::App& command = add(catalogue[i].name, catalogue[i].title);
      lessons_[i].add_to(command, catalogue[i]);
      command.footer(footer_of(catalogue[i]));
    }
    CLI::App& list = add("list", "The lessons and their demos, one line each");
    list.add_option("--format", list_format_, "text or json")->type_name("FORMAT");
    list.footer("Example:\n  mpdemo list --format json");
    CLI::App& show = add("show", "A page as it is compiled, without running it");
    show.add_option("what", show_.what, "LESSON or LESSON/DEMO")->required()->type_name("");
    show.add_flag("--python", show_.python, "Its twin in Python 3");
    show.footer("Example:\n  mpdemo show fork/basic --python > basic.py");
    CLI::App& replay = add("replay", "A recorded run, in any view");
    replay.add_option("file", replay_.file, "A file written with --format jsonl")
        ->required()
        ->type_name("");
    replay_view_.add_to(replay);
    replay.footer(formats_help() + "\nExample:\n  mpdemo replay run.jsonl --time wall");
  }

  Invocation parse(const std::vector<std::string>& arguments) {
    Invocation invocation;
    invocation.argv = arguments;
    if (!arguments.empty()) invocation.argv.front() = "mpdemo";
    // CLI11 wants them in reverse, without the program.
    std::vector<std::string> reversed(arguments.rbegin(), arguments.rend());
    if (!reversed.empty()) reversed.pop_back();
    try {
      app_.parse(reversed);
      invocation.command = command();
    } catch (const CLI::CallForHelp&) {
      invocation.command = PrintCommand{app_.help()};
    } catch (const CLI::CallForVersion& version) {
      invocation.command = PrintCommand{std::string(version.what()) + "\n"};
    } catch (const CLI::ExtrasError&) {
      throw UsageError(complaint_about(app_.remaining(true)));
    } catch (const CLI::ParseError& error) {
      throw UsageError(fmt::format("{}. \"{} --help\" has the options.", error.what(), where()));
    }
    invocation.verbose = verbose_;
    return invocation;
  }

 private:
  CLI::App& add(std::string_view name, std::string_view description) {
    CLI::App& command = *app_.add_subcommand(std::string(name), std::string(description));
    command.add_flag("-v,--verbose", verbose_, "Keep a diary on standard error");
    commands_.emplace_back(name);
    return command;
  }

  bool chosen(std::string_view name) const { return app_.got_subcommand(std::string(name)); }

  Command command() const {
    for (std::size_t i = 0; i < catalogue_.size(); ++i) {
      if (chosen(catalogue_[i].name)) return lessons_[i].understood(catalogue_[i]);
    }
    if (chosen("list")) {
      return ListCommand{choose("--format", list_format_, {"text", "json"}) == 1};
    }
    if (chosen("show")) return show_;
    if (chosen("replay")) return ReplayCommand{replay_.file, replay_view_.understood()};
    return OverviewCommand{};
  }

  std::string where() const {
    const auto chosen = app_.get_subcommands();
    return chosen.empty() ? "mpdemo" : "mpdemo " + chosen.front()->get_name();
  }

  std::string complaint_about(const std::vector<std::string>& extras) const {
    const std::string word =
        extras.empty() ? "" : extras.front().substr(0, extras.front().find('='));
    const auto chosen = app_.get_subcommands();
    if (chosen.empty() && !word.starts_with('-')) {
      return fmt::format("there is no lesson or command \"{}\".{} \"mpdemo list\" has them all.",
                         word, did_you_mean(word, commands_));
    }
    const CLI::App* scope = chosen.empty() ? &app_ : chosen.front();
    std::vector<std::string> options;
    for (const auto* option : scope->get_options()) {
      for (const auto& name : option->get_lnames()) options.push_back("--" + name);
    }
    return fmt::format("{} does not take \"{}\".{} \"{} --help\" has its options.", where(), word,
                       word.starts_with('-') ? did_you_mean(word, options) : "", where());
  }

  const lessons::Catalogue& catalogue_;
  CLI::App app_;
  std::vector<std::string> commands_;
  std::vector<RawLesson> lessons_;
  std::string list_format_ = "text";
  ShowCommand show_;
  ReplayCommand replay_;
  RawView replay_view_;
  bool verbose_ = false;
};

}  // namespace

Invocation parse(const std::vector<std::string>& arguments, const lessons::Catalogue& catalogue) {
  return Grammar(catalogue).parse(arguments);
}

}  // namespace app
