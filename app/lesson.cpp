#include <fmt/core.h>
#include <unistd.h>

#include <memory>
#include <system_error>

#include "app/commands.hpp"
#include "app/diary.hpp"
#include "app/filters.hpp"
#include "app/run_writer.hpp"
#include "app/session.hpp"
#include "core/os/process.hpp"
#include "core/stage/stage.hpp"

namespace app {
namespace {

/// Watches without a say in the matter; writes the diary.
class Onlooker : public stage::Audience {
 public:
  void interrupted(int signal) override { hurry(signal); }
  void remark(std::string_view line) override { note(line); }
};

/// Two consumers for the price of one: the terminal and a file.
class Both : public trace::Consumer {
 public:
  Both(trace::Consumer& first, trace::Consumer& second) : first_(first), second_(second) {}
  void begin(const trace::Run& run) override {
    first_.begin(run);
    second_.begin(run);
  }
  void event(const trace::Event& event) override {
    first_.event(event);
    second_.event(event);
  }
  void end(const trace::End& end) override {
    first_.end(end);
    second_.end(end);
  }

 private:
  trace::Consumer& first_;
  trace::Consumer& second_;
};

/// Writes the run of a session: a program that does not wait for its turn may
/// write while a prompt stands there.
class AroundPrompt : public trace::Consumer {
 public:
  AroundPrompt(Session& session, trace::Consumer& next) : session_(session), next_(next) {}
  void begin(const trace::Run& run) override { next_.begin(run); }
  void event(const trace::Event& event) override {
    session_.make_room();
    next_.event(event);
    session_.ask_again();
  }
  void end(const trace::End& end) override { next_.end(end); }

 private:
  Session& session_;
  trace::Consumer& next_;
};

bool wants_step(const LessonCommand& command) {
  using Watch = LessonCommand::Watch;
  if (command.watch != Watch::by_terminal) return command.watch == Watch::step;
  const bool shows_text = command.view.format->name == "text" && command.view.output.empty();
  return shows_text && view::Terminal(STDIN_FILENO).is_terminal() &&
         view::Terminal(STDOUT_FILENO).is_terminal();
}

/// The view on the terminal when the run itself goes into a file.
ViewOptions on_terminal(ViewOptions options) {
  options.format = view::format_named("text");
  options.output.clear();
  return options;
}

std::vector<const lessons::Demo*> demos_of(const LessonCommand& command) {
  if (command.demo) return {command.demo};
  std::vector<const lessons::Demo*> demos;
  for (const auto& demo : command.lesson->demos) demos.push_back(&demo);
  return demos;
}

/// One command's run or runs: who watches, and where they are written.
class Performance {
 public:
  Performance(const LessonCommand& command, const lessons::Catalogue& catalogue)
      : command_(command), terminal_options_(on_terminal(command.view)) {
    const bool step = wants_step(command);
    const bool to_file = !command.view.output.empty();
    if (step && !to_file && command.view.format->name != "text") {
      throw UsageError(
          fmt::format("--step shows the run as text; write {} to a file with -o, or take --auto.",
                      command.view.format->name));
    }
    if (step) {
      const bool colour = view::Terminal(STDOUT_FILENO).colour(command.view.colour);
      session_ = std::make_unique<Session>(command.view, colour);
    }
    writer_ = std::make_unique<RunWriter>(command.view, catalogue);
    if (!step) return;
    if (to_file) screen_ = std::make_unique<RunWriter>(terminal_options_, catalogue);
    around_prompt_ = std::make_unique<AroundPrompt>(*session_, to_file ? *screen_ : *writer_);
    if (to_file) both_ = std::make_unique<Both>(*around_prompt_, *writer_);
  }

  stage::Result run(const lessons::Demo& demo, const std::vector<std::string>& argv) {
    Filters filters(command_.view, consumer());
    stage::Conduct conduct;
    if (session_ || command_.pace) conduct.mode = trace::Mode::controlled;
    conduct.asks = session_ != nullptr;
    conduct.pace = command_.pace;
    conduct.speed = command_.speed;
    conduct.timeout = command_.timeout;
    lessons::Parameters parameters = command_.parameters;
    // A hundred thousand steps are too many for anybody's Enter key.
    const bool is_held = conduct.mode == trace::Mode::controlled;
    if (is_held && !command_.has_increments) parameters.increments = 2;
    const stage::Script script{std::string(command_.lesson->name), std::string(demo.name), argv,
                               [run = demo.run, parameters] { run(parameters); }};
    if (!session_) return stage::run(script, conduct, filters.first(), onlooker_);
    session_->open(demo);
    stage::Result result = stage::run(script, conduct, filters.first(), *session_);
    session_->close();
    return result;
  }

  void commit() { writer_->commit(); }

 private:
  trace::Consumer& consumer() {
    if (both_) return *both_;
    if (around_prompt_) return *around_prompt_;
    return *writer_;
  }

  const LessonCommand& command_;
  ViewOptions terminal_options_;
  Onlooker onlooker_;
  std::unique_ptr<Session> session_;
  std::unique_ptr<RunWriter> writer_;
  std::unique_ptr<RunWriter> screen_;
  std::unique_ptr<AroundPrompt> around_prompt_;
  std::unique_ptr<Both> both_;
};

}  // namespace

int run_lesson(const LessonCommand& command, const Invocation& invocation,
               const lessons::Catalogue& catalogue) {
  if (command.view.stable_ids) os::leave_small_pids();
  Performance performance(command, catalogue);
  int code = kDone;
  for (const auto* demo : demos_of(command)) {
    const stage::Result result = performance.run(*demo, invocation.argv);
    if (result.signal != 0) throw Interrupted{result.signal};
    if (result.quit) break;
    if (result.end.status != "ok") {
      code = kFailed;
      note(fmt::format("{}/{}: {}", command.lesson->name, demo->name, result.end.reason));
    }
  }
  performance.commit();
  return code;
}

}  // namespace app
