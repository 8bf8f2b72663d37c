#include "app/session/stepped_runs.hpp"

#include <unistd.h>

#include <utility>

#include "app/cli/errors.hpp"
#include "app/output/destination.hpp"
#include "app/session/full_session.hpp"
#include "app/session/session.hpp"
#include "core/view/formatting/terminal.hpp"

namespace app {

/// Writes the run of a session line by line. A program that does not wait for its
/// turn may write while there is a prompt; after a step back what was shown is not
/// repeated; quiz answers that an act reveals are shown after it.
class AroundPrompt : public record::Consumer {
 public:
  AroundPrompt(Session& session, RunWriter& screen, Quiz& quiz)
      : session_(session), screen_(screen), quiz_(quiz) {}
  void begin(const record::Run& run) override {
    screen_.mute(session_.is_catching_up());
    session_.begin(run);
    screen_.begin(run);
    quiz_.begin(run);
  }
  void event(const record::Event& event) override {
    screen_.mute(session_.is_catching_up());
    session_.make_room(event);
    screen_.event(event);
    quiz_.event(event);
    session_.report_news(quiz_.news(), false);
    session_.ask_again();
  }
  void end(const record::End& end) override {
    screen_.mute(session_.is_catching_up());
    session_.make_room();
    screen_.end(end);
    quiz_.end(end);
    session_.report_news(quiz_.news(), true);
  }

 private:
  Session& session_;
  RunWriter& screen_;
  Quiz& quiz_;
};

namespace {

/// Empty: the terminal cannot show a full screen, but can be written to.
std::unique_ptr<FullSession> full_session(const SessionTerms& terms) try {
  if (!FullSession::is_possible(terms)) return nullptr;
  return std::make_unique<FullSession>(terms);
} catch (const EnvironmentError&) {
  return nullptr;
}

}  // namespace

SteppedRuns::SteppedRuns(const SessionTerms& terms, bool full, Quiz& quiz,
                         const lessons::Catalogue& catalogue)
    : on_screen_(on_terminal(terms.view)) {
  if (auto session = full ? full_session(terms) : nullptr) {
    shown_ = session.get();
    session_ = std::move(session);
  } else {
    const bool colour = view::Terminal(STDOUT_FILENO).colour(terms.view.colour);
    auto by_line = std::make_unique<Session>(terms, colour);
    screen_ = std::make_unique<RunWriter>(on_screen_, catalogue);
    around_prompt_ = std::make_unique<AroundPrompt>(*by_line, *screen_, quiz);
    shown_ = around_prompt_.get();
    session_ = std::move(by_line);
  }
  if (terms.view.output.empty()) return;
  file_ = std::make_unique<RunWriter>(terms.view, catalogue);
  last_run_.emplace(*file_);
  both_.emplace(*shown_, *last_run_);
}

SteppedRuns::~SteppedRuns() = default;

void SteppedRuns::add_challenge(Challenge& challenge) {
  challenge_ = &challenge;
  // The challenge comes first, so that its end is known when it is shown.
  beside_challenge_.emplace(challenge, consumer());
  session_->add_challenge(challenge);
}

record::Consumer& SteppedRuns::consumer() {
  if (beside_challenge_) return *beside_challenge_;
  return both_ ? *both_ : *shown_;
}

choice::Result SteppedRuns::run(const Subject& subject, choice::RunOptions options,
                                const choice::Schedule& proposed,
                                const std::function<choice::Result(const choice::RunOptions&)>& run,
                                const std::function<void(const choice::Result&)>& after_run) {
  options.mode = record::Mode::controlled;
  options.asks = true;
  choice::Result result;
  session_->open(subject, proposed);
  std::optional<choice::Schedule> begin{std::in_place};
  while (begin) {
    options.schedule = *begin;
    options.keeps_what_fits = session_->has_edited();
    result = run(options);
    // At once, because the reader may leave by closing the window.
    after_run(result);
    const bool has_ended = !result.back && !result.quit && result.signal == 0 && !result.misfit;
    if (challenge_ && has_ended) challenge_->conclude(result);
    begin = session_->again(result);
    // Then there is nothing else that a run is repeated for.
    if (challenge_ && begin) challenge_->go_back();
  }
  session_->close();
  if (both_) last_run_->hand_on();
  return result;
}

void SteppedRuns::commit() {
  session_->leave();
  if (file_) file_->commit();
  if (screen_) screen_->commit();
}

void SteppedRuns::close() {
  session_->leave();
  if (file_) file_->close();
  if (screen_) screen_->close();
}

}  // namespace app
