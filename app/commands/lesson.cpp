#include <fmt/core.h>
#include <unistd.h>

#include <memory>
#include <system_error>
#include <utility>

#include "app/challenge/challenge.hpp"
#include "app/cli/shortage.hpp"
#include "app/commands/commands.hpp"
#include "app/commands/demo_run.hpp"
#include "app/commands/demo_runner.hpp"
#include "app/commands/editing.hpp"
#include "app/commands/finished_demos.hpp"
#include "app/language/wording.hpp"
#include "app/output/filters.hpp"
#include "app/output/log.hpp"
#include "app/output/run_writer.hpp"
#include "app/quiz/quiz_runner.hpp"
#include "app/session/step_terminal.hpp"
#include "app/session/stepped_runs.hpp"
#include "app/survey/passive_audience.hpp"
#include "core/os/process/process.hpp"
#include "core/view/formatting/harmless.hpp"
#include "core/view/model/told_again.hpp"
#include "core/view/model/words.hpp"

namespace app {
namespace {

/// Whether the command line controls the order of acts.
bool is_controlled(const LessonCommand& command) {
  return command.schedule || command.seed || command.honours_sleep;
}

/// Whether the command line asks for questions; sessions have them anyway.
bool wants_quiz(const LessonCommand& command) {
  using Quiz = LessonCommand::Quiz;
  return command.quiz == Quiz::on || command.quiz == Quiz::only || !command.quiz_report.empty();
}

/// Of a session: what its options say of questions, or else the reader's setting,
/// as far as it fits the other options.
LessonCommand::Quiz quiz_of(const LessonCommand& command) {
  using Quiz = LessonCommand::Quiz;
  if (command.quiz != Quiz::in_sessions || !command.quiz_report.empty()) return command.quiz;
  const bool plays = command.watch == LessonCommand::Watch::by_terminal && !command.pace;
  if (command.usual_quiz == Quiz::only && !plays) return Quiz::in_sessions;
  return command.usual_quiz;
}

/// A run that plays by itself does not stop for questions, nor does a game of its own.
bool asks_questions(const LessonCommand& command) {
  return !command.challenge && quiz_of(command) != LessonCommand::Quiz::off && !command.pace;
}

/// Whether a run has ended by itself or is stuck: then its reader has finished
/// the demo.
bool has_come_to_end(const choice::Result& result) {
  return !result.misfit && (result.stuck || result.end.status != "interrupted");
}

bool wants_step(const LessonCommand& command) {
  using Watch = LessonCommand::Watch;
  if (wants_quiz(command) || command.challenge) return true;
  if (command.watch != Watch::by_terminal) return command.watch == Watch::step;
  const bool shows_text =
      command.view.format->name == "text" && command.view.output.empty() && !command.view.selection;
  if (is_controlled(command) && !command.pace) return false;
  return shows_text && can_step();
}

/// The run or runs of one command, with their audience and their destination.
class Performance {
 public:
  Performance(const LessonCommand& command, const Invocation& invocation,
              const lessons::Catalogue& catalogue)
      : command_(command), quiz_runner_(command, wants_step(command) && asks_questions(command)) {
    if (wants_quiz(command) && !can_step()) {
      throw EnvironmentError(
          fmt::format("{} needs a terminal, to ask and to read your answers. Leave it out.",
                      command.quiz_report.empty() ? "--quiz" : "--quiz-report"));
    }
    if (!wants_step(command)) {
      writer_ = std::make_unique<RunWriter>(playing(command.view), catalogue);
      return;
    }
    if (command.view.output.empty() && command.view.format->name != "text") {
      throw UsageError(
          fmt::format("{} shows the run as text; write {} to a file with -o, or use --auto.",
                      command.challenge ? "--challenge" : "--step", command.view.format->name));
    }
    const bool only_asks = !command.challenge && quiz_of(command) == LessonCommand::Quiz::only;
    // With --quiz only there is nothing to draw.
    const bool full = !only_asks && !log_disturbs(invocation);
    SessionTerms terms{command.view, command.pace};
    if (command.challenge) {
      terms.option = "--challenge";
      terms.instead = "Leave it out.";
    }
    steps_ = std::make_unique<SteppedRuns>(terms, full, quiz_runner_.quiz(), catalogue);
    if (command.challenge)
      steps_->add_challenge(challenge_.emplace(*command.challenge, command.view));
    steps_->session().add_questions(quiz_runner_.quiz(), only_asks);
  }

  /// `next`: the demo after it, if there is one.
  choice::Result run(const lessons::Demo& demo, const lessons::Demo* next,
                     const std::vector<std::string>& argv) {
    Shortage shortage(steps_ ? steps_->consumer() : *writer_);
    Filters filters(command_.view, shortage);
    std::optional<choice::AnyOrder> any_order;
    choice::RunOptions options;
    const bool is_held = steps_ || command_.pace || is_controlled(command_);
    if (is_held) options.mode = record::Mode::controlled;
    if (command_.seed) options.scheduler = &any_order.emplace(*command_.seed);
    options.speed = command_.speed;
    options.timeout = command_.timeout;
    options.honours_sleep = command_.honours_sleep;
    DemoRunner runner(command_, demo, argv, is_held);
    const choice::Schedule schedule = command_.schedule.value_or(choice::Schedule());
    choice::Result result;
    if (steps_) {
      Subject subject = subject_of(command_, demo, next, argv);
      subject.edit = [&](const EditPlace&) { return edit_copy(subject); };
      result.signal = quiz_runner_.prepare(demo, argv, subject.explorer);
      if (result.signal != 0) return result;
      if (challenge_) {
        // It may take a while, and says how far it is.
        steps_->session().leave();
        const std::string nothing = challenge_->open(subject);
        result.signal = challenge_->signal();
        if (result.signal != 0) return result;
        if (!nothing.empty()) {
          steps_->session().report(nothing + "\n");
          return result;
        }
      }
      runner.tell([this](const tracer::Standstill& standstill) { announce(standstill); });
      // A session has no time limit: its reader may pause.
      result = steps_->run(
          subject, options, schedule,
          [&](const choice::RunOptions& how) {
            return runner.run(how, filters.first(), steps_->session());
          },
          [&](const choice::Result& ended) {
            if (has_come_to_end(ended)) FinishedDemos().add(command_.lesson->name, demo.name);
          });
    } else {
      options.pace = command_.pace;
      options.schedule = schedule;
      result = runner.run(options, filters.first(), audience_);
    }
    if (filters.has_named_pids()) report_of_names();
    if (is_held) report_how_to_repeat(demo, result);
    if (result.end.status != "ok") refused_ = shortage.refused();
    return result;
  }

  /// The copy of a page that the reader has edited, and goes on with; "": there is none.
  const std::string& copy() const { return copy_; }

  /// Whether each challenge so far was met; empty: there is none.
  std::optional<bool> has_met() const {
    return challenge_ ? std::optional(challenge_->has_reached_all()) : std::nullopt;
  }

  /// What the system refused, if that is why the last run failed.
  const std::optional<std::string>& refused() const { return refused_; }

  void commit() {
    if (steps_) {
      steps_->session().report_summary(quiz_runner_.quiz().predictions());
      steps_->commit();
    }
    if (writer_) writer_->commit();
    quiz_runner_.commit();
  }
  void close() {
    if (steps_) steps_->close();
    if (writer_) writer_->close();
  }
  /// The terminal shows again what was there before the session.
  void leave() {
    if (steps_) steps_->session().leave();
  }

 private:
  /// The page that anybody can run: mpdemo's own are for its library.
  Edited edit_copy(const Subject& subject) {
    const Wording& words = wording(command_.view.language);
    const bool is_own = subject.page.file().ends_with(".cpp");
    const lessons::Page& page = is_own ? subject.python : subject.page;
    if (page.source().empty()) return {std::string(words.no_place_to_edit)};
    try {
      const std::string copy = copy_here(std::string(page.file()), page.source());
      Edited edited = edit_file(copy, 1, command_.view);
      if (edited.signal != 0) return edited;
      copy_ = copy;
      edited.leaves = true;
      steps_->session().report(
          as_sentence(view::filled(words.copied_to, copy), command_.view.language) + "\n");
      return edited;
    } catch (const EnvironmentError& error) {
      return {error.what()};
    }
  }

  /// The log would disturb the screen.
  static bool log_disturbs(const Invocation& invocation) {
    return invocation.verbose && view::Terminal(STDERR_FILENO).is_terminal();
  }

  void announce(const tracer::Standstill& standstill) {
    const Language language = command_.view.language;
    const std::string sentence = view::told_again(language, standstill.sentence());
    steps_->session().announce(view::filled(wording(language).q_ends_program,
                                            as_sentence(view::harmless(sentence), language)));
  }

  /// On the screen it belongs to the run. Data contains the schedule; a
  /// schedule given with --schedule is known.
  void report_how_to_repeat(const lessons::Demo& demo, const choice::Result& result) {
    if (result.schedule.empty() || result.signal != 0 || result.misfit) return;
    const std::string again =
        fmt::format("{} --schedule {}", same_demo(command_, demo), result.schedule.to_string());
    const std::string line =
        fmt::format(fmt::runtime(wording(command_.view.language).same_again), again) + "\n";
    const bool on_screen = command_.view.is_for_eyes() && command_.view.output.empty();
    if (steps_) {
      steps_->session().report(line);
    } else if (on_screen) {
      write_to_stdout(line);
    } else if (!command_.schedule) {
      report(line);
    }
  }

  /// Once, and only for people: a script has asked for the names.
  void report_of_names() {
    const bool on_screen = command_.view.is_for_eyes() && command_.view.output.empty() &&
                           view::Terminal(STDOUT_FILENO).is_terminal();
    if ((!steps_ && !on_screen) || std::exchange(names_are_told_, true)) return;
    const std::string line =
        fmt::format("{}\n", view::words(command_.view.language).names_for_pids);
    steps_ ? steps_->session().report(line) : write_to_stdout(line);
  }

  const LessonCommand& command_;
  QuizRunner quiz_runner_;
  std::optional<Challenge> challenge_;
  PassiveAudience audience_;
  bool names_are_told_ = false;
  std::unique_ptr<SteppedRuns> steps_;  // or, without a session:
  std::unique_ptr<RunWriter> writer_;
  std::optional<std::string> refused_;
  std::string copy_;
};

}  // namespace

int run_lesson(const LessonCommand& command, const Invocation& invocation,
               const lessons::Catalogue& catalogue) {
  if (command.outcomes) return report_outcomes(command, invocation);
  if (command.with_twin) return run_beside_twin(command, invocation, catalogue);
  make_sure_of_room(command);
  if (command.view.stable_ids) os::leave_small_pids();
  Performance performance(command, invocation, catalogue);
  int code = kDone;
  const auto demos = demos_of(command);
  for (auto one = demos.begin(); one != demos.end(); ++one) {
    const lessons::Demo* demo = *one;
    const lessons::Demo* next = one + 1 == demos.end() ? nullptr : one[1];
    const choice::Result result = performance.run(*demo, next, invocation.argv);
    if (result.signal != 0) {
      performance.close();
      throw Interrupted{result.signal};
    }
    if (result.quit || performance.refused()) break;
    if (result.misfit) {
      performance.leave();
      report(fmt::format("mpdemo: {}.\n", result.end.reason));
      return kFailed;
    }
    if (result.end.status != "ok" && !performance.has_met()) {
      code = kFailed;
      note(fmt::format("{}/{}: {}", command.lesson->name, demo->name, result.end.reason));
    }
  }
  performance.commit();
  if (performance.refused()) throw EnvironmentError(*performance.refused());
  if (performance.has_met() == false) code = kFailed;
  if (!performance.copy().empty()) {
    TryCommand tried;
    tried.file = {performance.copy()};
    tried.trace.view = command.view;
    tried.trace.view.output.clear();
    return try_file(tried, invocation, catalogue);
  }
  return code;
}

}  // namespace app
