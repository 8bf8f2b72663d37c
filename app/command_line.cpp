#include "app/command_line.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "app/did_you_mean.hpp"
#include "app/errors.hpp"
#include "app/help.hpp"
#include "app/raw_lesson.hpp"
#include "app/raw_replay.hpp"
#include "app/raw_trace.hpp"

namespace app {
namespace {

/// An option whose value is a word: none at all is a script's unset variable.
CLI::Option* add_word(CLI::App& command, const std::string& name, std::string& word,
                      const std::string& description) {
  const auto not_empty = [](const std::string& value) {
    return std::string(value.empty() ? "needs a value, and this one is empty" : "");
  };
  return command.add_option(name, word, description)->check(CLI::Validator(not_empty, ""));
}

void add_options(CLI::App& command, RawView& view) {
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
  command.add_flag("--ascii", view.ascii, "Draw with ASCII characters only");
  command.add_flag("--plain", view.plain, "Sentences, no columns: for screen readers");
}

void add_options(CLI::App& command, RawOrder& order) {
  const std::string group = "Who acts when";
  add_word(command, "--schedule", order.schedule, "These choices, as an earlier run told them")
      ->type_name("S")
      ->group(group);
  command.add_option("--seed", order.seed, "Chance chooses, the same way for the same N")
      ->type_name("N")
      ->group(group)
      ->check(CLI::Validator(CLI::NonNegativeNumber).description(""));
  command
      .add_flag("--honour-sleep,--honor-sleep", order.honours_sleep,
                "Sleepers wake in the order of their times")
      ->group(group);
  const std::string all = "All that can happen";
  command.add_flag("--outcomes", order.outcomes, "What a demo can print, beside how often it did")
      ->group(all);
  command.add_option("--runs", order.runs, "Free runs to count (default: 200)")
      ->type_name("N")
      ->group(all)
      ->check(CLI::Range(0L, 1'000'000'000L).description(""));
  add_word(command, "--budget", order.budget, "Time for trying schedules (default: 5s)")
      ->type_name("DURATION")
      ->group(all);
  command.add_flag("--every-order", order.every_order, "Also orders that can make no difference")
      ->group(all);
}

void add_options(CLI::App& command, RawQuiz& quiz) {
  add_word(command, "--quiz", quiz.asks,
           "Questions before acts (default in a session), or only those")
      ->type_name("on|off|only");
  add_word(command, "--quiz-report", quiz.report,
           "Write what was asked and answered, as JSON Lines")
      ->type_name("FILE");
}

void add_parameter(CLI::App& command, lessons::Parameter parameter, RawLesson& raw) {
  using lessons::Parameter;
  switch (parameter) {
    case Parameter::workers:
      command
          .add_option("--workers", raw.parameters.workers, "Workers of the pool (default: CPUs)")
          ->type_name("N")
          ->check(CLI::Range(1, 2000).description(""));
      break;
    case Parameter::tasks:
      command.add_option("--tasks", raw.parameters.tasks, "Tasks for them (default: 5)")
          ->type_name("N")
          ->check(CLI::Range(1, 1'000'000).description(""));
      break;
    case Parameter::items:
      add_word(command, "--items", raw.items, "What is handed over, separated by commas")
          ->type_name("A,B,C");
      break;
    case Parameter::processes:
      command
          .add_option("--processes", raw.parameters.processes, "Processes that add (default: 2)")
          ->type_name("N")
          ->check(CLI::Range(1, 500).description(""));
      break;
    case Parameter::increments:
      command
          .add_option_function<long>(
              "--increments",
              [&raw](long times) {
                raw.parameters.increments = times;
                raw.has_increments = true;
              },
              "Times that each adds one (default: 100000)")
          ->type_name("N")
          ->check(CLI::Range(1L, 1'000'000'000L).description(""));
      break;
  }
}

void add_options(CLI::App& command, const lessons::Lesson& lesson, RawLesson& raw) {
  for (const auto parameter : lesson.parameters) add_parameter(command, parameter, raw);
  add_word(command, "--demo", raw.demo, "One demo of the lesson (default: all, in order)")
      ->type_name("NAME");
  command.add_flag("--step", raw.step, "Hold before each act (default on a terminal)");
  command.add_flag("--auto", raw.automatic, "Play through (default elsewhere)");
  add_word(command, "--pace", raw.pace, "Play through, with this pause before each act")
      ->type_name("DURATION");
  command.add_option("--speed", raw.speed, "Scales the demo's sleeps: 10 is ten times faster")
      ->type_name("FACTOR");
  add_word(command, "--timeout", raw.timeout, "Give up on a demo that takes longer")
      ->type_name("DURATION");
  add_options(command, raw.quiz);
  add_options(command, raw.order);
  add_options(command, raw.view);
}

void add_options(CLI::App& command, RawReplay& raw) {
  command.add_option("file", raw.file, "A record (jsonl); - or none: standard input")
      ->type_name("");
  command.add_flag("--step", raw.step, "An event at a time (default on a terminal)");
  command.add_flag("--auto", raw.automatic, "Show all of it (default elsewhere)");
  command.add_flag("--follow", raw.follow, "Show a run that is still being written");
  add_options(command, raw.view);
}

void add_options(CLI::App& command, RawTrace& raw) {
  command.add_option("program", raw.stray, "-- PROGRAM [ARG...]: what to run")->type_name("");
  command.add_option("--observe", raw.observe, "ptrace sees all; output, what is written")
      ->type_name("ptrace|output");
  add_word(command, "--timeout", raw.timeout, "Give up on a program that takes longer")
      ->type_name("DURATION");
  add_options(command, raw.view);
}

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
      add_options(command, catalogue[i], lessons_[i]);
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
    add_options(replay, replay_);
    replay.footer(footer_of_replay());
    CLI::App& trace = add("trace", "Your own program, in the same views");
    add_options(trace, trace_);
    trace.footer(footer_of_trace());
  }

  Invocation parse(const std::vector<std::string>& arguments) {
    Invocation invocation;
    invocation.argv = arguments;
    if (!arguments.empty()) invocation.argv.front() = "mpdemo";
    std::vector<std::string> ours = arguments;
    trace_.program = take_program(ours);
    // CLI11 wants them in reverse, without the program.
    std::vector<std::string> reversed(ours.rbegin(), ours.rend());
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
    if (chosen("replay")) return replay_.understood();
    if (chosen("trace")) return trace_.understood();
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
  RawReplay replay_;
  RawTrace trace_;
  bool verbose_ = false;
};

}  // namespace

Invocation parse(const std::vector<std::string>& arguments, const lessons::Catalogue& catalogue) {
  return Grammar(catalogue).parse(arguments);
}

}  // namespace app
