#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "app/cli/options.hpp"
#include "app/quiz/quiz_prompt.hpp"
#include "app/screen/keys.hpp"
#include "app/screen/scene.hpp"
#include "app/screen/screen.hpp"
#include "app/session/edit_replay.hpp"
#include "app/session/key_line.hpp"
#include "app/session/lane_pane.hpp"
#include "app/session/outlook.hpp"
#include "app/session/proposed_schedule.hpp"
#include "app/session/silent_effect.hpp"
#include "app/session/step_session.hpp"
#include "core/os/descriptors/poller.hpp"
#include "core/os/descriptors/timer.hpp"
#include "core/os/process/signals.hpp"
#include "core/os/terminal/terminal_mode.hpp"
#include "core/view/model/process_naming.hpp"
#include "core/view/model/shared_things.hpp"

namespace app {

/// A step-by-step session on the full screen: the page with a mark for each
/// process, the lanes, and the processes that may act next. It is the audience
/// and the consumer of the run; between two runs it waits for keys itself.
class FullSession : public StepSession, public record::Consumer {
 public:
  /// Whether the terminal and the options allow it.
  static bool is_possible(const SessionTerms& terms);

  /// Throws EnvironmentError when the terminal turns out to be unusable.
  explicit FullSession(const SessionTerms& terms);

  void open(const Subject& subject, const choice::Schedule& proposed) override;
  std::optional<choice::Schedule> again(choice::Result& result) override;
  bool has_edited() const override { return edit_.is_replay(); }
  void close() override;
  void add_questions(Quiz& quiz, bool only) override;
  void add_challenge(Challenge& challenge) override { challenge_ = &challenge; }
  void report_summary(const std::vector<Prediction>& predictions) override;
  void report(const std::string& line) override { seen_ += line; }
  void announce(const std::string& sentence) override;
  void leave() override;

  void begin(const record::Run& run) override;
  void event(const record::Event& event) override;
  void end(const record::End& end) override;

  int input() const override { return input_.get(); }
  bool proposes_after(std::size_t made) const override { return proposed_.proposes_after(made); }
  void offer(const choice::Point& point) override;
  std::optional<choice::Answer> answer() override;
  void withdraw() override { point_.reset(); }
  void suspended() override { screen_.leave(); }
  void resumed() override;
  void resized() override { draw(); }
  void interrupted(int signal) override;

 private:
  void draw();
  Moment moment() const;
  void hold_line();
  /// Shows the question that is due at the point, in place of the processes.
  void present();
  /// Shows revealed answers above the prose.
  void on_news();
  /// Shows the effect of the last choice, if no event did.
  void show_effect(const choice::Point& point);
  /// Whether the key answered the current question.
  bool is_reply(Key key);

  /// False: the terminal has ended.
  bool read_keys();
  std::optional<Key> next_key();
  std::optional<choice::Answer> meaning_of(Key key);
  std::optional<choice::Answer> act(std::size_t who);
  std::optional<choice::Answer> go_back();
  /// Shows the source of the point: its page, or the file of the process that acts.
  void show_source();
  choice::Answer quit();
  /// Handles keys that mean the same everywhere. True: it was one.
  bool browse(Key key);
  void show_outcomes();
  void turn_page(Key key);
  void scroll(bool down);
  void change_pace(bool faster);
  /// Hands the terminal to the reader's editor. Returns the choices of the next run.
  std::optional<choice::Schedule> edit(choice::Result& result);
  /// After an edit: shows what the compiler says, and returns what is to be told.
  std::string tell_of_edit(std::size_t made);
  /// The name of the source file that is shown; "": it is no file of the reader's.
  std::string shown_file() const;
  std::vector<std::string> shown_files() const;

  /// The choices that the next run begins with; empty: there is none.
  std::optional<choice::Schedule> next_run(choice::Result& result);
  std::optional<choice::Schedule> ask_at_end(choice::Result& result);
  /// Whether the key chooses an outcome of the list, which is to be played then.
  bool picks_outcome(Key key);
  /// The next run plays the chosen outcome, from its beginning.
  choice::Schedule play_outcome();
  bool handle_signals(choice::Result& result);
  /// Finds out what can come, and shows it. Returns the signal that came meanwhile; 0: none.
  int explore(Key::Means what);
  void show_map();
  void show_goal();
  std::size_t overlay_columns() const;
  void show_lanes();
  bool is_enough(const std::string& how_far, std::chrono::nanoseconds end);

  const SessionTerms terms_;
  view::Style style_;  // of what stays on the terminal at the end
  os::TerminalMode terminal_;
  os::SignalFd signals_;  // blocked between two runs, too
  Screen screen_;
  os::Timer timer_;
  os::Poller input_;  // keys and the timer, for a director that polls one descriptor
  view::ProcessNaming naming_;
  LanePane pane_;
  view::SharedThings things_;
  const Wording& words_;
  ProposedSchedule proposed_;
  SilentEffect effect_;
  Outlook outlook_;
  EditReplay edit_;
  Quiz* quiz_ = nullptr;
  Challenge* challenge_ = nullptr;
  std::optional<QuizPrompt> quiz_prompt_;
  std::vector<std::string> revealed_;
  Scene scene_;

  const Subject* subject_ = nullptr;
  std::optional<choice::Point> point_;
  Phase phase_ = Phase::at_work;
  std::string typed_;  // typed ahead, for later points
  bool keeps_pace_;    // plays at the given pace, from demo to demo
  std::chrono::nanoseconds pace_;
  bool is_left_ = false;  // the reader leaves: the end of the run is not shown
  bool catches_up_ = false;
  std::optional<Key::Means> wants_;                              // the outcomes, or their map
  int wants_to_play_ = 0;                                        // the number of an outcome
  int playing_ = 0;                                              // that number, while it plays
  bool lists_outcomes_ = false;                                  // they are what lies over the demo
  std::map<std::pair<pid_t, std::string>, std::string> was_in_;  // who, and the file
  std::size_t turned_ = 0;  // how often the next nine were asked for at the point
  std::size_t file_ = 0;    // which of the files at the point is shown
  std::string outcomes_;    // of this demo, once they are known
  std::string seen_;        // what stays on the terminal at the end
};

}  // namespace app
