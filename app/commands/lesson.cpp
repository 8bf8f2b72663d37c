#include <fmt/core.h>
#include <unistd.h>

#include <memory>
#include <system_error>
#include <utility>

#include "app/cli/shortage.hpp"
#include "app/commands/commands.hpp"
#include "app/commands/demo_run.hpp"
#include "app/commands/finished_demos.hpp"
#include "app/language/wording.hpp"
#include "app/output/filters.hpp"
#include "app/output/log.hpp"
#include "app/output/run_writer.hpp"
#include "app/quiz/quiz_runner.hpp"
#include "app/session/full_session.hpp"
#include "app/session/last_run_buffer.hpp"
#include "app/session/passive_audience.hpp"
#include "app/session/session.hpp"
#include "app/session/step_terminal.hpp"
#include "core/os/process/process.hpp"
#include "core/stage/stage.hpp"

namespace app {
namespace {

/// Writes the run of a session: a program that does not wait for its turn may
/// write while a prompt stands there, and what the reader has gone back over is
/// not shown again. What an act reveals of the quiz is told behind it.
class AroundPrompt : public record::Consumer {
 public:
  AroundPrompt(Session& session, RunWriter& screen, Quiz& quiz)
      : session_(session), screen_(screen), quiz_(quiz) {}
  void begin(const record::Run& run) override {
    screen_.mute(session_.is_catching_up());
    screen_.begin(run);
    quiz_.begin(run);
  }
  void event(const record::Event& event) override {
    screen_.mute(session_.is_catching_up());
    session_.make_room();
    screen_.event(event);
    quiz_.event(event);
    session_.report_news(quiz_.news(), false);
    session_.ask_again();
  }
  void end(const record::End& end) override {
    screen_.mute(session_.is_catching_up());
    screen_.end(end);
    quiz_.end(end);
    session_.report_news(quiz_.news(), true);
  }

 private:
  Session& session_;
  RunWriter& screen_;
  Quiz& quiz_;
};

/// A run for the screen, and for a file, which gets the last take of it.
class OnBoth : public record::Consumer {
 public:
  OnBoth(record::Consumer& screen, record::Consumer& file) : screen_(screen), last_run_(file) {}
  void begin(const record::Run& run) override {
    screen_.begin(run);
    last_run_.begin(run);
  }
  void event(const record::Event& event) override {
    screen_.event(event);
    last_run_.event(event);
  }
  void end(const record::End& end) override {
    screen_.end(end);
    last_run_.end(end);
  }
  void hand_on() { last_run_.hand_on(); }

 private:
  record::Consumer& screen_;
  LastRunBuffer last_run_;
};

/// Whether the command line says who acts, or when.
bool is_controlled(const LessonCommand& command) {
  return command.schedule || command.seed || command.honours_sleep;
}

/// Whether the command line asks for questions; sessions have them even so.
bool wants_quiz(const LessonCommand& command) {
  using Quiz = LessonCommand::Quiz;
  return command.quiz == Quiz::on || command.quiz == Quiz::only || !command.quiz_report.empty();
}

/// What plays by itself does not stop for questions.
bool asks_questions(const LessonCommand& command) {
  return command.quiz != LessonCommand::Quiz::off && !command.pace;
}

/// Whether a run has come to where it ends by itself, or to where nobody could go
/// on: then its reader has finished the demo.
bool has_come_to_end(const stage::Result& result) {
  return !result.misfit && (result.stuck || result.end.status != "interrupted");
}

bool wants_step(const LessonCommand& command) {
  using Watch = LessonCommand::Watch;
  if (wants_quiz(command)) return true;
  if (command.watch != Watch::by_terminal) return command.watch == Watch::step;
  const bool shows_text = command.view.format->name == "text" && command.view.output.empty();
  if (is_controlled(command) && !command.pace) return false;
  return shows_text && can_step();
}

/// One command's run or runs: who watches, and where they are written.
class Performance {
 public:
  Performance(const LessonCommand& command, const Invocation& invocation,
              const lessons::Catalogue& catalogue)
      : command_(command),
        terminal_options_(on_terminal(command.view)),
        quiz_runner_(command, wants_step(command) && asks_questions(command)) {
    if (wants_quiz(command) && !can_step()) {
      throw EnvironmentError(
          fmt::format("{} needs a terminal, to ask and to read your answers. Leave it out.",
                      command.quiz_report.empty() ? "--quiz" : "--quiz-report"));
    }
    const bool step = wants_step(command);
    const bool to_file = !command.view.output.empty();
    if (step && !to_file && command.view.format->name != "text") {
      throw UsageError(
          fmt::format("--step shows the run as text; write {} to a file with -o, or take --auto.",
                      command.view.format->name));
    }
    if (step && wants_full_screen(command, invocation)) take_full_screen(invocation);
    if (step && !session_) {
      const bool colour = view::Terminal(STDOUT_FILENO).colour(command.view.colour);
      auto session = std::make_unique<Session>(command, invocation.argv, colour);
      screen_ = std::make_unique<RunWriter>(terminal_options_, catalogue);
      shown_ = std::make_unique<AroundPrompt>(*session, *screen_, quiz_runner_.quiz());
      session_ = std::move(session);
    }
    if (session_)
      session_->add_questions(quiz_runner_.quiz(), command.quiz == LessonCommand::Quiz::only);
    if (!step || to_file)
      writer_ = std::make_unique<RunWriter>(step ? command.view : playing(command.view), catalogue);
    if (step && to_file) both_ = std::make_unique<OnBoth>(consumer(), *writer_);
  }

  /// `next`: the demo behind it, if there is one.
  stage::Result run(const lessons::Demo& demo, const lessons::Demo* next,
                    const std::vector<std::string>& argv) {
    Shortage shortage(consumer());
    Filters filters(command_.view, shortage);
    std::optional<stage::AnyOrder> any_order;
    stage::RunOptions run_options;
    if (session_ || command_.pace || is_controlled(command_))
      run_options.mode = record::Mode::controlled;
    if (command_.seed) run_options.scheduler = &any_order.emplace(*command_.seed);
    run_options.asks = session_ != nullptr;
    // A session has its own clock, and can be held.
    if (!session_) run_options.pace = command_.pace;
    run_options.speed = command_.speed;
    run_options.timeout = command_.timeout;
    run_options.honours_sleep = command_.honours_sleep;
    const bool is_held = run_options.mode == record::Mode::controlled;
    const stage::RunSpec spec = script_of(command_, demo, argv, is_held);
    const stage::Schedule schedule = command_.schedule.value_or(stage::Schedule());
    stage::Result result;
    if (session_) {
      result.signal = quiz_runner_.prepare(demo, argv);
      if (result.signal != 0) return result;
      session_->open(demo, schedule, next);
      std::optional<stage::Schedule> begin{std::in_place};
      while (begin) {
        run_options.schedule = *begin;
        result = stage::run(spec, run_options, filters.first(), *session_);
        // At once: the reader may leave by closing the window.
        if (has_come_to_end(result)) FinishedDemos().add(command_.lesson->name, demo.name);
        begin = session_->again(result);
      }
      session_->close();
      if (both_) both_->hand_on();
    } else {
      run_options.schedule = schedule;
      result = stage::run(spec, run_options, filters.first(), audience_);
    }
    if (filters.has_named_pids()) report_of_names();
    if (is_held) report_how_to_repeat(demo, result);
    if (result.end.status != "ok") refused_ = shortage.refused();
    return result;
  }

  /// What the system has refused, so that the last run came to no good end.
  const std::optional<std::string>& refused() const { return refused_; }

  void commit() {
    if (session_) session_->report_summary(quiz_runner_.quiz().predictions());
    leave();
    if (writer_) writer_->commit();
    if (screen_) screen_->commit();
    quiz_runner_.commit();
  }
  void close() {
    leave();
    if (writer_) writer_->close();
    if (screen_) screen_->close();
  }
  /// What the reader has before the session comes back.
  void leave() {
    if (session_) session_->leave();
  }

 private:
  /// The log would run into the screen.
  static bool wants_full_screen(const LessonCommand& command, const Invocation& invocation) {
    const bool is_disturbed = invocation.verbose && view::Terminal(STDERR_FILENO).is_terminal();
    // Where the questions alone are shown, there is nothing else to draw.
    const bool only_asks = command.quiz == LessonCommand::Quiz::only;
    return !is_disturbed && !only_asks && FullSession::is_possible(command.view);
  }

  void take_full_screen(const Invocation& invocation) try {
    auto session = std::make_unique<FullSession>(command_, invocation.argv);
    full_ = session.get();
    session_ = std::move(session);
  } catch (const EnvironmentError&) {
    // A terminal that nobody knows how to draw on can still be written to.
  }

  /// On the screen it belongs to the run; data has the schedule in it, and who
  /// gave it knows it.
  void report_how_to_repeat(const lessons::Demo& demo, const stage::Result& result) {
    if (result.schedule.empty() || result.signal != 0 || result.misfit) return;
    const std::string again =
        fmt::format("{} --schedule {}", same_demo(command_, demo), result.schedule.to_string());
    const std::string line =
        fmt::format(fmt::runtime(wording(command_.view.language).same_again), again) + "\n";
    const bool on_screen = command_.view.is_for_eyes() && command_.view.output.empty();
    if (session_) {
      session_->report(line);
    } else if (on_screen) {
      write_to_stdout(line);
    } else if (!command_.schedule) {
      report(line);
    }
  }

  /// Once, and to people alone: a script has asked for the names.
  void report_of_names() {
    const bool on_screen = command_.view.is_for_eyes() && command_.view.output.empty() &&
                           view::Terminal(STDOUT_FILENO).is_terminal();
    if ((!session_ && !on_screen) || std::exchange(names_are_told_, true)) return;
    const std::string line = fmt::format("{}\n", wording(command_.view.language).names_for_pids);
    session_ ? session_->report(line) : write_to_stdout(line);
  }

  record::Consumer& consumer() {
    if (both_) return *both_;
    if (full_) return *full_;
    if (shown_) return *shown_;
    return *writer_;
  }

  const LessonCommand& command_;
  ViewOptions terminal_options_;
  QuizRunner quiz_runner_;
  PassiveAudience audience_;
  bool names_are_told_ = false;
  std::unique_ptr<StepSession> session_;
  FullSession* full_ = nullptr;  // the same, if it is one
  std::unique_ptr<RunWriter> writer_;
  std::unique_ptr<RunWriter> screen_;  // of a session line by line
  std::unique_ptr<AroundPrompt> shown_;
  std::unique_ptr<OnBoth> both_;
  std::optional<std::string> refused_;
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
    const stage::Result result = performance.run(*demo, next, invocation.argv);
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
    if (result.end.status != "ok") {
      code = kFailed;
      note(fmt::format("{}/{}: {}", command.lesson->name, demo->name, result.end.reason));
    }
  }
  performance.commit();
  if (performance.refused()) throw EnvironmentError(*performance.refused());
  return code;
}

}  // namespace app
