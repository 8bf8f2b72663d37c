#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "app/cli/options.hpp"
#include "app/language/wording.hpp"
#include "app/quiz/quiz_prompt.hpp"
#include "app/screen/keys.hpp"
#include "app/session/edit_replay.hpp"
#include "app/session/outlook.hpp"
#include "app/session/prompt.hpp"
#include "app/session/proposed_schedule.hpp"
#include "app/session/silent_effect.hpp"
#include "app/session/step_session.hpp"
#include "core/os/descriptors/poller.hpp"
#include "core/os/descriptors/timer.hpp"
#include "core/os/terminal/terminal_mode.hpp"
#include "core/view/model/process_naming.hpp"

namespace app {

/// A step-by-step session, line by line: before each act it shows the prose and the
/// line of the page and the process that is about to run it, and reads a key, or
/// goes on by itself at a pace. With a quiz it asks its questions first. It is the
/// audience of the run.
class Session : public StepSession {
 public:
  /// Throws EnvironmentError when there is no terminal to talk to.
  Session(const SessionTerms& terms, bool colour);

  /// Shows the answers that an act, or the run's end, has revealed.
  void report_news(const std::vector<Prediction>& news, bool has_ended) const;

  void open(const Subject& subject, const choice::Schedule& proposed) override;
  std::optional<choice::Schedule> again(choice::Result& result) override;
  bool has_edited() const override { return edit_.is_replay(); }
  void close() override;
  void add_questions(Quiz& quiz, bool only) override;
  void add_challenge(Challenge& challenge) override { challenge_ = &challenge; }
  void report_summary(const std::vector<Prediction>& predictions) override;
  void report(const std::string& line) override;
  void announce(const std::string& sentence) override;

  /// Whether the reader has gone back and the run is not there yet: what was
  /// shown is not repeated.
  bool is_catching_up() const { return catching_up_; }

  /// A run begins.
  void begin(const record::Run& run) { naming_.begin(run); }
  /// An event is about to be written: erases the prompt.
  void make_room(const record::Event& event) {
    record::Event named = event;
    naming_.name(named);
    make_room();
  }
  /// The same for the end of a run.
  void make_room() {
    prompt_.erase();
    effect_.on_event();
  }
  void ask_again();

  int input() const override { return input_.get(); }
  bool proposes_after(std::size_t made) const override { return proposed_.proposes_after(made); }
  void offer(const choice::Point& point) override;
  std::optional<choice::Answer> answer() override;
  void withdraw() override;
  void suspended() override;
  void resumed() override;
  void interrupted(int signal) override;
  void remark(std::string_view line) override;

 private:
  /// Shows the point: first the question that is due, then the act.
  void present();
  void show(const choice::Role& role);
  void ask();
  void ask_for_answer();
  void ask_for_outcome();
  /// The choices that the next run begins with; empty: there is none.
  std::optional<choice::Schedule> next_run(choice::Result& result);
  /// What a key means below the list of outcomes: one of them, or nothing.
  std::optional<choice::Answer> pick_outcome(Key key);
  void ask_at_standstill();
  /// The run has ended. Whether its reader, who wanted another outcome, goes back.
  bool goes_back_from_end(choice::Result& result);
  void show_goal();
  /// Hands the terminal to the reader's editor. Returns the choices of the next run.
  std::optional<choice::Schedule> edit(choice::Result& result);
  void hold();
  void explain_keys();
  void show_python();
  /// The list or the map of outcomes. Returns the signal that came meanwhile; 0: none.
  int show_outcomes(Key::Means what);
  /// What a key means at the shown point; empty: nothing.
  std::optional<choice::Answer> meaning_of(Key key);
  std::optional<choice::Answer> act_by(Key key);
  /// Whether the key answered the current question.
  bool is_reply(Key key);
  bool plays_on() const;
  const Wording& words() const;
  std::optional<choice::Answer> go_back();
  choice::Answer quit();

  const SessionTerms terms_;
  const ViewOptions& options_ = terms_.view;
  bool colour_;
  Prompt prompt_;
  os::TerminalMode terminal_;
  os::Timer timer_;
  os::Poller input_;  // keys and the timer, for a director that polls one descriptor
  std::optional<QuizPrompt> quiz_prompt_;
  Challenge* challenge_ = nullptr;
  bool only_asks_ = false;
  const Subject* subject_ = nullptr;
  view::ProcessNaming naming_{options_.telling};
  ProposedSchedule proposed_;
  SilentEffect effect_;
  Outlook outlook_;
  EditReplay edit_;
  std::optional<choice::Point> point_;
  std::size_t turned_ = 0;  // how often the next nine were asked for at the point
  std::string typed_;       // typed ahead, for later points
  bool keeps_pace_;         // plays at the given pace, without asking
  bool catching_up_ = false;
  std::chrono::nanoseconds pace_;
  std::optional<Key::Means> wants_;  // the outcomes, or their map
  bool offers_outcomes_ = false;     // the reader may choose one of the list
  int wants_to_play_ = 0;            // the number of an outcome
  bool is_playing_ = false;          // such an outcome
  bool keys_explained_ = false;
  bool answers_explained_ = false;
};

}  // namespace app
