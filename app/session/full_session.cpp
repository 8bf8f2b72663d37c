#include "app/session/full_session.hpp"

#include <fmt/format.h>
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <utility>

#include "app/cli/errors.hpp"
#include "app/output/destination.hpp"
#include "app/quiz/quiz_text.hpp"
#include "app/screen/compose.hpp"
#include "app/screen/layout.hpp"
#include "app/screen/overlays.hpp"
#include "app/session/choices.hpp"
#include "app/session/point_scene.hpp"
#include "app/session/step_terminal.hpp"
#include "app/survey/outcome_survey.hpp"
#include "app/survey/passive_audience.hpp"
#include "core/os/process/process.hpp"
#include "core/view/formatting/harmless.hpp"
#include "core/view/formatting/split_lines.hpp"
#include "core/view/formatting/terminal.hpp"
#include "core/view/formatting/wrap.hpp"
#include "core/view/model/phrase.hpp"
#include "core/view/model/words.hpp"
#include "core/view/outcomes/map_text.hpp"
#include "core/view/outcomes/outcomes.hpp"

namespace app {
namespace {

using What = choice::Answer::What;

/// If an act takes longer than this, the screen says so.
constexpr std::chrono::milliseconds kMoment{200};

/// How much later unrequested output is drawn, all of it at once.
constexpr std::chrono::milliseconds kGlance{15};

/// How long a reader waits for a result without wondering.
constexpr std::chrono::seconds kPatience{6};

/// The audience of runs that the screen does not show; handles the screen's
/// signals.
class SurveyAudience : public PassiveAudience {
 public:
  explicit SurveyAudience(FullSession& session) : session_(session) {}
  void suspended() override { session_.suspended(); }
  void resumed() override { session_.resumed(); }
  void resized() override { session_.resized(); }
  void interrupted(int signal) override { session_.interrupted(signal); }

 private:
  FullSession& session_;
};

/// The lanes show what each process waits for, so the text need not.
std::string verdict_beside_lanes(record::End end, Language language) {
  if (end.status == "deadlock") end.reason.clear();
  return view::verdict(end, language);
}

constexpr std::chrono::nanoseconds kFastest = std::chrono::milliseconds(31);
constexpr std::chrono::nanoseconds kSlowest = std::chrono::seconds(8);

}  // namespace

bool FullSession::is_possible(const SessionTerms& terms) {
  const view::Terminal terminal(STDOUT_FILENO);
  return can_step(terms.input_is_taken) && !terms.view.plain && !terminal.dumb() &&
         is_large_enough({terminal.width(), terminal.height()});
}

FullSession::FullSession(const SessionTerms& terms)
    : terms_(terms),
      style_(style_on_terminal(terms_.view)),
      terminal_(open_step_terminal(terms.input_is_taken, terms.instead, terms.option)),
      signals_({SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP, SIGWINCH}),
      screen_(terminal_, style_.colour, terms_.view.theme),
      naming_(terms_.view.telling),
      pane_(style_),
      things_(terms_.view.language, style_.ascii),
      words_(wording(terms_.view.language)),
      outlook_(terms_.view.language),
      keeps_pace_(terms_.pace.has_value()),
      pace_(terms_.pace.value_or(std::chrono::seconds(1))) {
  input_.add(terminal_.get());
  input_.add(timer_.get());
}

void FullSession::open(const Subject& subject, const choice::Schedule& proposed) {
  subject_ = &subject;
  revealed_.clear();
  proposed_.follow(proposed);
  pane_.expect(static_cast<std::size_t>(proposed.highest()));
  outcomes_.clear();
  outlook_.forget();
  scene_ = {};
  scene_.language = terms_.view.language;
  scene_.ascii = style_.ascii;
  scene_.demo = subject.id;
  scene_.title = title_of(subject, terms_.view.language);
  scene_.listing = code_of(subject.page);
  scene_.acts = 0;
  phase_ = keeps_pace_ ? Phase::running_on : Phase::at_work;
  if (challenge_) show_goal();
  screen_.enter();
}

void FullSession::close() {
  timer_.stop();
  seen_ += pane_.picture(style_, subject_->title);
  if (challenge_ && phase_ == Phase::ended)
    seen_ += view::wrapped(challenge_->verdict(), static_cast<std::size_t>(style_.width), 0) + "\n";
}

void FullSession::announce(const std::string& sentence) {
  scene_.status = sentence;
  draw();
}

void FullSession::leave() {
  screen_.leave();
  try {
    write_to_stdout(std::exchange(seen_, {}));
  } catch (const EnvironmentError&) {
    // The terminal is gone, and its reader too.
  }
}

// ---- drawing

void FullSession::draw() {
  const Size size = screen_.size();
  const Layout layout(scene_.listing, size);
  pane_.set_width(layout.lanes.columns);
  scene_.lanes = pane_.last_rows(static_cast<std::size_t>(size.rows));
  scene_.heads = pane_.heads();
  scene_.change = things_.change();
  scene_.things = things_.others(false);
  scene_.things_in_full = things_.others(true);
  scene_.keys = keys_at(moment(), words_);
  screen_.draw(compose(scene_, size));
}

Moment FullSession::moment() const {
  const bool may_choose = phase_ == Phase::asked && point_;
  return {phase_,
          scene_.overlay.has_value(),
          scene_.question.has_value(),
          may_choose ? Choices(*point_, false).count() : 0,
          !subject_->next_id.empty(),
          static_cast<bool>(subject_->survey),
          !subject_->python.source().empty(),
          !subject_->cures.empty(),
          may_choose && subject_->files && files_at(*point_).size() > 1,
          subject_->files && subject_->edit,
          challenge_ != nullptr,
          lists_outcomes_ ? outlook_.playable() : 0};
}

void FullSession::begin(const record::Run& run) {
  is_left_ = false;
  naming_.begin(run);
  was_in_.clear();
  pane_.begin(run);
  things_.begin(run);
  if (quiz_) quiz_->begin(run);
  timer_.set(kMoment);
}

void FullSession::event(const record::Event& event) {
  if (is_left_) return;
  record::Event named = event;
  naming_.name(named);
  pane_.event(named);
  things_.event(named);
  effect_.on_event();
  if (quiz_) quiz_->event(event);
  on_news();
  // A process that does not wait for a turn has written something, perhaps a
  // lot.
  if (point_ && phase_ == Phase::asked) timer_.set(kGlance);
}

void FullSession::end(const record::End& end) {
  if (is_left_) return;
  pane_.end(naming_.named(end));
  if (quiz_) quiz_->end(end);
  on_news();
}

// ---- the audience of the run

void FullSession::offer(const choice::Point& point) {
  point_ = point;
  naming_.name(*point_);
  outlook_.come_to(point);
  if (challenge_) challenge_->come_to(point);
  scene_.status = proposed_.propose(*point_);
  file_ = turned_ = 0;
  for (const auto& role : point.roles) {
    if (!role.next.file.empty()) was_in_[{role.pid, role.name}] = role.next.file;
  }
  show_source();
  if (const std::string warning = outlook_.warning(); !warning.empty() && anyone_may_act(point))
    scene_.prose.insert(scene_.prose.begin(), warning);
  if (subject_->turning_point > 0 && point.made + 1 == subject_->turning_point)
    scene_.prose.insert(scene_.prose.begin(), std::string(words_.turning_point_here));
  if (std::exchange(catches_up_, false)) {
    pane_.restore_rows(point.made);
    scene_.status = view::filled(words_.back_at, point.steps + 1);
    if (!terms_.view.stable_ids) scene_.status += words_.with_new_pids;
  }
  if (edit_.is_replay()) scene_.status = tell_of_edit(point.made);
  const bool is_dead = !anyone_may_act(point);
  if (is_dead) keeps_pace_ = false;
  if (is_dead) scene_.status = words_.stuck;
  if (phase_ != Phase::running_on || is_dead) phase_ = Phase::asked;
  if (phase_ == Phase::running_on) {
    scene_.status =
        playing_ != 0 ? view::filled(words_.plays_outcome, playing_)
                      : view::filled(words_.runs_on, std::chrono::duration<double>(pace_).count());
    timer_.set(pace_);
  } else {
    timer_.stop();
  }
  show_effect(*point_);
  if (challenge_ && scene_.status.empty()) scene_.status = challenge_->score();
  scene_.prose.insert(scene_.prose.begin(), revealed_.begin(), revealed_.end());
  present();
  // A reader who types ahead does not look.
  if (typed_.empty()) draw();
}

void FullSession::show_source() {
  const bool has_source =
      app::show_source(scene_, *point_, *subject_, shown_file(), !terms_.view.stable_ids,
                       terms_.view.language, outlook_.leaves(*point_), turned_);
  if (!has_source && point_->proposed < point_->roles.size())
    scene_.listing = without_lines(point_->roles[point_->proposed], terms_.view.language);
}

void FullSession::show_effect(const choice::Point& point) {
  const bool pids = !terms_.view.stable_ids;
  const auto unseen = effect_.at(point, words_, pids);
  if (!unseen) return;
  scene_.status = unseen->sentence;
  if (!unseen->act) return;
  pane_.add_row({point.made, unseen->role.number, *unseen->act});
}

std::optional<choice::Answer> FullSession::answer() {
  const bool is_time = timer_.take();
  if (!read_keys()) return quit();
  if (is_time && !point_) {
    phase_ = phase_ == Phase::running_on ? phase_ : Phase::at_work;
    scene_.status = words_.at_work;
    draw();
  }
  if (is_time && point_ && phase_ == Phase::asked) draw();
  while (point_) {
    const auto key = next_key();
    if (!key) break;
    if (const auto answer = meaning_of(*key)) return answer;
    draw();
  }
  // There is no point, but q still quits; an open overlay, it closes first.
  if (!point_ && !scene_.overlay && typed_.starts_with('q')) return quit();
  if (is_time && point_ && phase_ == Phase::running_on) return act(point_->proposed);
  return std::nullopt;
}

bool FullSession::read_keys() {
  while (const auto key = terminal_.next_key()) {
    const bool insists = *key == 'q' && typed_.ends_with('q');
    if (insists || *key == kEndOfInput) return false;
    typed_ += *key;
  }
  return true;
}

std::optional<Key> FullSession::next_key() {
  // A sequence arrives with its escape, so a single escape is the key.
  if (scene_.overlay && typed_ == "\x1b") {
    typed_.clear();
    return Key{Key::Means::quit};
  }
  return take_key(typed_);
}

std::optional<choice::Answer> FullSession::meaning_of(Key key) {
  // A status below an overlay is still to be read.
  if (!scene_.overlay) scene_.status.clear();
  if (phase_ == Phase::running_on && key.means != Key::Means::quit) {
    const bool is_pace = key.means == Key::Means::faster || key.means == Key::Means::slower;
    is_pace ? change_pace(key.means == Key::Means::faster) : hold_line();
    return std::nullopt;
  }
  if (picks_outcome(key)) {
    is_left_ = true;
    point_.reset();
    return choice::Answer{What::back, 0};
  }
  if (browse(key) || is_reply(key)) return std::nullopt;
  switch (key.means) {
    case Key::Means::forward:
      return act(point_->proposed);
    case Key::Means::back:
      return go_back();
    case Key::Means::choice:
      if (const auto who = Choices(*point_, false, words_, turned_).role_numbered(key.choice))
        return act(*who);
      scene_.status = view::filled(words_.no_such_number, key.choice);
      return std::nullopt;
    case Key::Means::run_on:
      phase_ = Phase::running_on;
      keeps_pace_ = terms_.pace.has_value();
      return act(point_->proposed);
    case Key::Means::outcomes:
    case Key::Means::map:
      if (!subject_->survey) {
        scene_.status = words_.no_such_key;
        return std::nullopt;
      }
      // They need the stage for themselves: this run is made again after them.
      wants_ = key.means;
      is_left_ = true;
      point_.reset();
      return choice::Answer{What::back, 0};
    case Key::Means::edit:
      if (!subject_->edit) {
        scene_.status = words_.no_such_key;
        return std::nullopt;
      }
      edit_.want(&*point_, shown_file());
      is_left_ = true;
      point_.reset();
      return choice::Answer{What::back, 0};
    case Key::Means::quit:
      return quit();
    default:
      scene_.status = words_.no_such_key;
      return std::nullopt;
  }
}

/// A process that has returned from main is at no line any more, but was in that file.
std::vector<std::string> FullSession::shown_files() const {
  std::vector<std::string> files = files_at(*point_);
  if (point_->proposed >= point_->roles.size()) return files;
  const choice::Role& role = point_->roles[point_->proposed];
  const auto known = was_in_.find({role.pid, role.name});
  if (role.next.kind == probe::Kind::exit && role.next.file.empty() && known != was_in_.end()) {
    std::erase(files, known->second);
    files.insert(files.begin(), known->second);
  }
  return files;
}

std::string FullSession::shown_file() const {
  if (!subject_->files || !point_) return "";
  const auto files = shown_files();
  return files.empty() ? "" : files[file_ % files.size()];
}

void FullSession::hold_line() {
  phase_ = Phase::asked;
  keeps_pace_ = false;
  playing_ = 0;
  timer_.stop();
  scene_.status = words_.held;
}

void FullSession::add_questions(Quiz& quiz, bool) {
  quiz_ = &quiz;
  quiz_prompt_.emplace(quiz, terms_.view.language);
}

void FullSession::report_summary(const std::vector<Prediction>& predictions) {
  const std::string summary =
      summary_text(predictions, static_cast<std::size_t>(style_.width), terms_.view.language);
  if (!summary.empty()) seen_ += "\n" + summary;
}

void FullSession::present() {
  scene_.question.reset();
  scene_.text_top = 0;
  if (!quiz_prompt_ || phase_ == Phase::running_on) return;
  quiz_prompt_->come_to(subject_->page, *point_);
  if (!quiz_prompt_->asks()) return;
  const lessons::Question& question = *quiz_prompt_->question();
  scene_.question =
      ask(question, terms_.view.language, static_cast<std::size_t>(screen_.size().columns));
}

void FullSession::on_news() {
  if (!quiz_) return;
  for (const auto& one : quiz_->news()) {
    // As one paragraph: the screen wraps its lines.
    const std::string text = verdict_text(one, 10'000, terms_.view.language);
    std::string verdict;
    for (const auto line : view::split_lines(text)) {
      const auto first = std::min(line.find_first_not_of(' '), line.size());
      verdict += (verdict.empty() ? "" : " ") + std::string(line.substr(first));
    }
    revealed_.push_back(std::move(verdict));
  }
}

bool FullSession::is_reply(Key key) {
  if (!scene_.question) return false;
  if (const auto reply = quiz_prompt_->reply(key)) {
    scene_.status = *reply;
    present();
    return true;
  }
  const bool leaves = key.means == Key::Means::run_on || key.means == Key::Means::quit ||
                      key.means == Key::Means::back;
  if (key.means == Key::Means::edit) return false;
  if (key.means == Key::Means::run_on) quiz_prompt_->drop();
  if (leaves) scene_.question.reset();
  return !leaves;
}

std::optional<choice::Answer> FullSession::act(std::size_t who) {
  proposed_.take(*point_, who);
  outlook_.act(*point_, who);
  if (challenge_) challenge_->act(*point_, who);
  effect_.choose(*point_, who);
  // What is revealed while the run plays is still to be read at the end.
  if (phase_ == Phase::asked) revealed_.clear();
  point_.reset();
  timer_.set(kMoment);
  return choice::Answer{What::act, who};
}

std::optional<choice::Answer> FullSession::go_back() {
  if (point_->made == 0) {
    scene_.status = words_.begins_here;
    return std::nullopt;
  }
  point_.reset();
  effect_.forget();
  catches_up_ = is_left_ = true;
  return choice::Answer{What::back, 0};
}

choice::Answer FullSession::quit() {
  typed_.clear();
  is_left_ = true;
  return {What::quit, 0};
}

bool FullSession::browse(Key key) {
  if (scene_.overlay) {
    // From one of the two to the other.
    if (key.means == Key::Means::map && lists_outcomes_) {
      show_map();
    } else if (key.means == Key::Means::outcomes && !outcomes_.empty()) {
      show_outcomes();
    } else {
      turn_page(key);
    }
    return true;
  }
  switch (key.means) {
    case Key::Means::help:
      lists_outcomes_ = false;
      scene_.overlay = help_overlay(words_.full_help, words_, overlay_columns());
      return true;
    case Key::Means::python:
      if (subject_->python.source().empty()) return false;
      lists_outcomes_ = false;
      scene_.overlay = python_overlay(subject_->python);
      return true;
    case Key::Means::all_lanes:
      show_lanes();
      return true;
    case Key::Means::goal:
      if (!challenge_) return false;
      show_goal();
      return true;
    case Key::Means::whole_page:
      if (subject_->page.source().empty()) return false;
      lists_outcomes_ = false;
      scene_.overlay = page_overlay(subject_->page, terms_.view.language);
      return true;
    case Key::Means::difference:
      if (subject_->cures.empty()) return false;
      lists_outcomes_ = false;
      scene_.overlay =
          difference_overlay(difference_text(subject_->cures, terms_.view.language, true), words_);
      return true;
    case Key::Means::outcomes:
      // Where something is left to find out, the next look adds to what is known.
      if (outcomes_.empty() || !outlook_.is_complete()) return false;
      show_outcomes();
      return true;
    case Key::Means::map:
      if (!outlook_.is_complete()) return false;
      show_map();
      return true;
    case Key::Means::next_nine:
    case Key::Means::nine_before: {
      if (!point_ || !Choices(*point_, false).has_more()) return false;
      // Before the first nine are the last.
      const auto nines = static_cast<std::size_t>((Choices(*point_, false).count() + 8) / 9);
      turned_ += key.means == Key::Means::next_nine ? 1 : nines - 1;
      show_source();
      return true;
    }
    case Key::Means::next_file:
      if (!moment().has_files) return false;
      ++file_;
      show_source();
      return true;
    case Key::Means::faster:
    case Key::Means::slower:
      change_pace(key.means == Key::Means::faster);
      return true;
    case Key::Means::up:
    case Key::Means::down:
      scroll(key.means == Key::Means::down);
      return true;
    default:
      return false;
  }
}

void FullSession::show_outcomes() {
  lists_outcomes_ = true;
  scene_.overlay = outcomes_overlay(outcomes_, words_, overlay_columns());
}

std::size_t FullSession::overlay_columns() const {
  return static_cast<std::size_t>(std::max(screen_.size().columns - 2, 2));
}

void FullSession::show_goal() {
  lists_outcomes_ = false;
  const std::size_t columns = overlay_columns();
  scene_.overlay = text_overlay(words_.goal, challenge_->text(outlook_.made(), columns), columns);
}

void FullSession::show_lanes() {
  view::Style style = style_;
  style.colour = true;
  style.width = screen_.size().columns - 2;
  lists_outcomes_ = false;
  scene_.overlay = lanes_overlay(pane_.picture(style, subject_->title), words_);
  // What happened last is seen first.
  turn_page({Key::Means::last});
}

void FullSession::show_map() {
  view::Style style = style_;
  style.colour = true;
  style.width = screen_.size().columns - 2;
  lists_outcomes_ = false;
  scene_.overlay = map_overlay(view::map_text(outlook_.map(), style), words_);
}

bool FullSession::picks_outcome(Key key) {
  const bool may_pick = scene_.overlay && lists_outcomes_ && key.means == Key::Means::choice;
  if (!may_pick || !outlook_.schedule_of(key.choice)) return false;
  scene_.overlay.reset();
  wants_to_play_ = key.choice;
  return true;
}

choice::Schedule FullSession::play_outcome() {
  proposed_.follow(*outlook_.schedule_of(wants_to_play_));
  effect_.forget();
  revealed_.clear();
  phase_ = Phase::running_on;
  playing_ = std::exchange(wants_to_play_, 0);
  pane_.restore_rows(0);
  return {};
}

void FullSession::turn_page(Key key) {
  if (!app::turn_page(*scene_.overlay, key, overlay_lines(scene_, screen_.size())))
    scene_.overlay.reset();
}

void FullSession::scroll(bool down) {
  if (!scroll_text(scene_, down, screen_.size())) scene_.status = words_.nothing_to_scroll;
}

void FullSession::change_pace(bool faster) {
  pace_ = faster ? std::max(kFastest, pace_ / 2) : std::min(kSlowest, pace_ * 2);
  scene_.status = view::filled(words_.pace, std::chrono::duration<double>(pace_).count());
  if (phase_ == Phase::running_on && point_) timer_.set(pace_);
}

void FullSession::resumed() {
  screen_.enter();
  draw();
}

void FullSession::interrupted(int signal) {
  is_left_ = true;
  hurry(signal);
  screen_.hurry();
}

// ---- between two runs

std::optional<choice::Schedule> FullSession::again(choice::Result& result) {
  auto begin = next_run(result);
  if (begin) outlook_.begin_with(*begin);
  return begin;
}

std::optional<choice::Schedule> FullSession::next_run(choice::Result& result) {
  point_.reset();
  timer_.stop();
  playing_ = 0;
  if (result.signal != 0 || result.misfit || result.quit) return std::nullopt;
  if (result.back && wants_to_play_ != 0) return play_outcome();
  if (const auto wanted = std::exchange(wants_, std::nullopt); result.back && wanted) {
    result.signal = explore(*wanted);
    if (result.signal != 0) return std::nullopt;
    catches_up_ = true;
    return result.schedule;
  }
  if (result.back && edit_.is_wanted()) return edit(result);
  if (result.back) return ProposedSchedule::one_back(result);
  return ask_at_end(result);
}

std::optional<choice::Schedule> FullSession::edit(choice::Result& result) {
  suspended();
  const Edited& edited = edit_.edit(*subject_, result.schedule);
  result.signal = edited.signal;
  result.quit = edited.leaves;
  if (edited.signal != 0 || edited.leaves) return std::nullopt;
  resumed();
  // What was known of the program may not hold any more.
  outcomes_.clear();
  outlook_.forget();
  effect_.forget();
  revealed_.clear();
  scene_.overlay.reset();
  phase_ = Phase::at_work;
  catches_up_ = true;
  return result.schedule;
}

std::string FullSession::tell_of_edit(std::size_t made) {
  std::string told = edit_.told(made, words_, terms_.view.language);
  if (!edit_.messages().empty()) {
    lists_outcomes_ = false;
    scene_.overlay =
        text_overlay(words_.compiler_says, edit_.messages() + "\n" + told, overlay_columns());
  }
  return told;
}

std::optional<choice::Schedule> FullSession::ask_at_end(choice::Result& result) {
  phase_ = Phase::ended;
  catches_up_ = false;
  scene_.status = edit_.is_replay() ? tell_of_edit(result.schedule.size()) : "";
  scene_.marks.clear();
  scene_.candidates.clear();
  scene_.acts = result.schedule.size();
  scene_.prose = {result.end.status == "ok"
                      ? std::string(words_.demo_has_ended)
                      : verdict_beside_lanes(naming_.named(result.end), terms_.view.language)};
  scene_.prose.push_back(subject_->next_id.empty()
                             ? std::string(words_.enter_ends)
                             : fmt::format(fmt::runtime(words_.enter_goes_on), subject_->next_id));
  scene_.prose.insert(scene_.prose.begin(), revealed_.begin(), revealed_.end());
  if (challenge_) scene_.prose.insert(scene_.prose.begin(), challenge_->verdict());
  scene_.question.reset();
  scene_.text_top = 0;
  os::Poller poller;
  poller.add(signals_.get());
  poller.add(terminal_.get());
  for (;;) {
    while (const auto key = next_key()) {
      scene_.status.clear();
      if (picks_outcome(*key)) return play_outcome();
      if (browse(*key)) continue;
      if (key->means == Key::Means::forward) return std::nullopt;
      if (key->means == Key::Means::back && !result.schedule.empty()) {
        catches_up_ = true;
        return ProposedSchedule::one_back(result);
      }
      if (key->means == Key::Means::edit && subject_->edit) {
        edit_.want(nullptr, "");
        return edit(result);
      }
      const bool wants_all = key->means == Key::Means::outcomes || key->means == Key::Means::map;
      if (wants_all && subject_->survey) result.signal = explore(key->means);
      result.quit = key->means == Key::Means::quit;
      if (result.quit || result.signal != 0) return std::nullopt;
    }
    draw();
    // A session that plays by itself goes on with the next demo. The last screen
    // stays, so that it can be read.
    const bool goes_on = keeps_pace_ && !subject_->next_id.empty();
    const bool is_time = poller.wait(goes_on ? std::optional(pace_) : std::nullopt).empty();
    if (is_time) return std::nullopt;
    if (!handle_signals(result)) return std::nullopt;
    result.quit = !read_keys();
    if (result.quit) return std::nullopt;
    keeps_pace_ = keeps_pace_ && typed_.empty();
  }
}

bool FullSession::handle_signals(choice::Result& result) {
  while (const auto signal = signals_.next()) {
    if (*signal == SIGWINCH) continue;
    if (*signal != SIGTSTP) {
      result.signal = *signal;
      interrupted(*signal);
      return false;
    }
    suspended();
    os::suffer(SIGTSTP);
    resumed();
  }
  return true;
}

int FullSession::explore(Key::Means what) {
  const Phase before = std::exchange(phase_, Phase::exploring);
  os::leave_small_pids();
  SurveyAudience audience(*this);
  const os::Stamp end = os::now() + kPatience;
  scene_.overlay.reset();
  scene_.status = words_.finds_out;
  draw();
  os::Stamp next = os::now();
  const auto survey = subject_->survey(audience, [&](const auto& how_far) {
    if (os::now() < next) return true;
    next = os::now() + std::chrono::milliseconds(100);
    return !is_enough(how_far(), end);
  });
  const bool lists = what == Key::Means::outcomes;
  survey->explore();
  if (lists) survey->run_freely();
  const record::OutcomeReport report = survey->report();
  outlook_.learn(*subject_, report);
  if (lists) {
    view::Style style = style_;
    style.colour = false;
    style.width = screen_.size().columns - 2;
    outcomes_ = view::outcomes_text(report, style);
    show_outcomes();
  } else {
    show_map();
  }
  scene_.status.clear();
  phase_ = before;
  draw();
  return survey->signal().value_or(0);
}

/// Whether the reader has pressed a key, or has waited long enough.
bool FullSession::is_enough(const std::string& how_far, std::chrono::nanoseconds end) {
  scene_.status =
      fmt::format("{}{}{}", words_.finds_out, view::words(terms_.view.language).colon, how_far);
  draw();
  if (!read_keys()) return true;
  const bool is_tired = !typed_.empty();
  typed_.clear();
  return is_tired || os::now() >= end;
}

}  // namespace app
