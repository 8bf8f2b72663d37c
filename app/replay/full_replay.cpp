#include "app/replay/full_replay.hpp"

#include <fmt/format.h>
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <utility>

#include "app/cli/errors.hpp"
#include "app/output/destination.hpp"
#include "app/output/run_writer.hpp"
#include "app/replay/recorded_point.hpp"
#include "app/screen/compose.hpp"
#include "app/screen/layout.hpp"
#include "app/screen/overlays.hpp"
#include "app/session/point_scene.hpp"
#include "app/session/step_terminal.hpp"
#include "core/tracer/command_of.hpp"
#include "core/view/formatting/harmless.hpp"
#include "core/view/formatting/terminal.hpp"
#include "core/view/model/crowd.hpp"
#include "core/view/model/phrase.hpp"
#include "core/view/model/words.hpp"

namespace app {
namespace {

constexpr std::chrono::nanoseconds kQuickest = std::chrono::milliseconds(31);
constexpr std::chrono::nanoseconds kLaziest = std::chrono::seconds(8);

/// What was replayed, as a session shows it.
Subject subject_of(const record::Run& run, const lessons::Catalogue& catalogue) {
  const std::string id = view::harmless(fmt::format("{}/{}", run.lesson, run.demo));
  if (const lessons::Demo* demo = find_demo(catalogue, run.lesson, run.demo)) {
    Subject subject{id, std::string(demo->title()), demo->page, demo->python};
    if (demo->program) subject.files = std::make_shared<SourceFiles>();
    return subject;
  }
  const auto program = std::find(run.argv.begin(), run.argv.end(), "--");
  std::vector<std::string> words(program == run.argv.end() ? run.argv.begin() : program + 1,
                                 run.argv.end());
  Subject subject{id, view::harmless(tracer::as_typed(words)), lessons::Page("", ""),
                  lessons::Page("", "")};
  subject.files = std::make_shared<SourceFiles>();
  return subject;
}

/// The line that was run last: it stays in sight where nobody is about to run one.
int last_line(const record::Timeline& run, std::size_t events) {
  while (events > 0 && run.events[events - 1].act.line == 0) --events;
  return events > 0 ? run.events[events - 1].act.line : 0;
}

}  // namespace

bool FullReplay::is_possible(const ViewOptions& view, bool input_is_taken) {
  const view::Terminal terminal(STDOUT_FILENO);
  return can_step(input_is_taken) && view.format->name == "text" && !view.plain &&
         !terminal.dumb() && is_large_enough({terminal.width(), terminal.height()});
}

FullReplay::FullReplay(const ViewOptions& view, const lessons::Catalogue& catalogue,
                       const RecordedRuns& runs, os::TerminalMode& terminal,
                       RecordInput::Following* following)
    : view_(view),
      catalogue_(catalogue),
      runs_(runs),
      words_(wording(view.language)),
      terminal_(terminal),
      following_(following),
      signals_({SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP, SIGWINCH}),
      screen_(terminal, style_on_terminal(view).colour, view.theme),
      pane_(style_on_terminal(view)),
      things_(view.language, style_on_terminal(view).ascii) {
  poller_.add(signals_.get());
  poller_.add(terminal_.get());
  poller_.add(timer_.get());
  if (following_) poller_.add(following_->get());
}

void FullReplay::show() {
  scene_.language = view_.language;
  scene_.ascii = style_on_terminal(view_).ascii;
  scene_.place = words_.no_events;
  screen_.enter();
  go_to(0);
  while (obey_keys()) {
    draw();
    const auto ready = poller_.wait(following_ ? std::optional(following_->patience())
                                               : std::optional<std::chrono::nanoseconds>());
    handle_signals();
    const bool may_read =
        following_ &&
        (std::find(ready.begin(), ready.end(), following_->get()) != ready.end() || ready.empty());
    if (may_read) take_more();
    if (timer_.take() && plays_ && !go_on()) hold();
  }
  screen_.leave();
}

// ---- where it is

void FullReplay::go_to(std::size_t stop) {
  if (stop >= runs_.size()) return;
  at_ = stop;
  file_ = 0;
  scene_.text_top = 0;
  const RecordedRuns::Stop here = runs_.stop(at_);
  if (shown_run_ != here.run) open_run(here);
  const std::size_t events = here.event ? at_ - here.first + 1 : 0;
  point_ = point_in(*here.timeline, events);
  show_lanes(here, events);
  scene_.place = place(here);
  scene_.focus = last_line(*here.timeline, events);
  show_source();
  const bool is_last = at_ == here.last && here.has_ended;
  if (is_last) say_end(here);
}

void FullReplay::open_run(const RecordedRuns::Stop& stop) {
  shown_run_ = stop.run;
  subject_ = subject_of(stop.timeline->run, catalogue_);
  scene_.demo = subject_->id;
  scene_.title = title_of(*subject_, view_.language);
  scene_.listing = code_of(subject_->page);
  scene_.focus = 0;
  pane_.expect(view::most_at_once(stop.timeline->events));
  pane_.show(*stop.timeline, 0);
  shown_events_ = 0;
  shows_end_ = false;
}

void FullReplay::show_lanes(const RecordedRuns::Stop& stop, std::size_t events) {
  const bool is_next = events == shown_events_ + 1 && !shows_end_;
  if (is_next)
    pane_.event(stop.timeline->events[events - 1]);
  else if (events != shown_events_ || shows_end_)
    pane_.show(*stop.timeline, events);
  things_.begin(stop.timeline->run);
  for (std::size_t i = 0; i < events; ++i) things_.event(stop.timeline->events[i]);
  scene_.change = things_.change();
  scene_.things = things_.others(false);
  scene_.things_in_full = things_.others(true);
  shown_events_ = events;
  shows_end_ = at_ == stop.last && stop.has_ended;
  if (shows_end_) pane_.end(stop.timeline->end);
}

void FullReplay::show_source() {
  const auto files = subject_->files ? files_at(point_) : std::vector<std::string>();
  const std::string file = files.empty() ? "" : files[file_ % files.size()];
  // A process that is at no line leaves in sight what was there.
  const auto listing = scene_.listing;
  const bool has_source =
      app::show_source(scene_, point_, *subject_, file, !view_.stable_ids, view_.language);
  if (!has_source && file.empty()) scene_.listing = listing;
  if (!has_source && !file.empty())
    scene_.listing = {{0, view::filled(words_.no_source_here, view::harmless(file))}};
  // Nobody can be chosen any more.
  for (Candidate& one : scene_.candidates) one.number = 0;
}

void FullReplay::say_end(const RecordedRuns::Stop& stop) {
  const record::End& end = stop.timeline->end;
  scene_.prose = {end.status == "ok" ? std::string(words_.demo_has_ended)
                                     : view::verdict(end, view_.language)};
  const bool is_over = at_ + 1 == runs_.size();
  if (is_over && following_) return;
  scene_.prose.emplace_back(is_over ? words_.replay_over : words_.replay_goes_on);
}

std::string FullReplay::place(const RecordedRuns::Stop& stop) const {
  const std::string run =
      runs_.runs() > 1 ? view::filled(words_.run_place, stop.run + 1, runs_.runs()) : "";
  if (!stop.event) return run + std::string(words_.no_events);
  return run + view::filled(words_.event_place, at_ - stop.first + 1, stop.last - stop.first + 1);
}

/// Who is at the newest event stays there.
void FullReplay::take_more() {
  const std::size_t before = runs_.size();
  const bool is_there = before == 0 || at_ + 1 == before;
  const bool had_ended = before > 0 && runs_.stop(before - 1).has_ended;
  if (!following_->take()) {
    poller_.remove(following_->get());
    following_ = nullptr;
  }
  if (runs_.size() == 0) return;
  const bool is_same = runs_.size() == before && runs_.stop(before - 1).has_ended == had_ended;
  if (is_same && following_) return;
  go_to(is_there ? runs_.size() - 1 : at_);
}

// ---- keys

bool FullReplay::obey_keys() {
  bool has_ended = false;
  while (!has_ended) {
    const auto key = terminal_.next_key();
    if (!key) break;
    has_ended = *key == kEndOfInput;
    if (!has_ended) typed_ += *key;
  }
  if (scene_.overlay && typed_ == "\x1b") typed_ = "q";
  while (const auto key = take_key(typed_)) {
    if (!obey(*key)) return false;
  }
  return !has_ended;
}

bool FullReplay::obey(Key key) {
  scene_.status.clear();
  if (scene_.overlay) {
    turn_page(key);
    return true;
  }
  const bool is_pace = key.means == Key::Means::faster || key.means == Key::Means::slower;
  if (plays_ && !is_pace && key.means != Key::Means::quit) {
    hold();
    return true;
  }
  if (browse(key)) return true;
  const bool is_empty = runs_.size() == 0;
  switch (key.means) {
    case Key::Means::quit:
      return false;
    case Key::Means::forward:
      if (go_on()) return true;
      scene_.status = words_.last_event;
      return following_ != nullptr;
    case Key::Means::back:
      if (at_ == 0) scene_.status = words_.begins_here;
      if (at_ > 0) go_to(at_ - 1);
      return true;
    case Key::Means::first:
      if (!is_empty) go_to(runs_.stop(at_).first);
      return true;
    case Key::Means::last:
      if (!is_empty) go_to(runs_.stop(at_).last);
      return true;
    case Key::Means::run_on:
      plays_ = go_on();
      if (plays_) timer_.set(pace_);
      return true;
    default:
      scene_.status = words_.no_such_key;
      return true;
  }
}

/// To the next event. False: there is none, now.
bool FullReplay::go_on() {
  if (at_ + 1 >= runs_.size()) return false;
  go_to(at_ + 1);
  if (plays_) timer_.set(pace_);
  return true;
}

void FullReplay::hold() {
  plays_ = false;
  timer_.stop();
  scene_.status = words_.held;
}

void FullReplay::change_pace(bool faster) {
  pace_ = faster ? std::max(kQuickest, pace_ / 2) : std::min(kLaziest, pace_ * 2);
  scene_.status = view::filled(words_.pace, std::chrono::duration<double>(pace_).count());
  if (plays_) timer_.set(pace_);
}

bool FullReplay::browse(Key key) {
  view::Style style = style_on_terminal(view_);
  switch (key.means) {
    case Key::Means::help:
      scene_.overlay = help_overlay(words_.full_replay_help, words_,
                                    static_cast<std::size_t>(screen_.size().columns - 2));
      return true;
    case Key::Means::python:
      if (!subject_ || subject_->python.source().empty()) return false;
      scene_.overlay = python_overlay(subject_->python);
      return true;
    case Key::Means::whole_page:
      if (!subject_ || subject_->page.source().empty()) return false;
      scene_.overlay = page_overlay(subject_->page, view_.language);
      return true;
    case Key::Means::all_lanes:
      if (!subject_) return false;
      style.colour = true;
      style.width = screen_.size().columns - 2;
      scene_.overlay = lanes_overlay(pane_.picture(style, subject_->title), words_);
      turn_page({Key::Means::last});
      return true;
    case Key::Means::next_file:
      ++file_;
      if (subject_) show_source();
      return true;
    case Key::Means::faster:
    case Key::Means::slower:
      change_pace(key.means == Key::Means::faster);
      return true;
    case Key::Means::up:
    case Key::Means::down:
      scroll_text(scene_, key.means == Key::Means::down, screen_.size());
      return true;
    default:
      return false;
  }
}

void FullReplay::turn_page(Key key) {
  if (!app::turn_page(*scene_.overlay, key, overlay_lines(scene_, screen_.size())))
    scene_.overlay.reset();
}

void FullReplay::handle_signals() {
  while (const auto signal = signals_.next()) {
    if (*signal == SIGWINCH) continue;
    screen_.leave();
    if (*signal != SIGTSTP) throw Interrupted{*signal};
    os::suffer(SIGTSTP);
    screen_.enter();
  }
}

// ---- drawing

Moment FullReplay::moment() const {
  Moment moment;
  moment.phase = plays_ ? Phase::running_on : Phase::asked;
  const bool is_over = at_ + 1 >= runs_.size();
  if (is_over && !following_ && !plays_) moment.phase = Phase::ended;
  moment.has_overlay = scene_.overlay.has_value();
  moment.choices = is_over ? 0 : 1;
  moment.has_outcomes = false;
  moment.has_python = subject_ && !subject_->python.source().empty();
  moment.has_files = subject_ && subject_->files && files_at(point_).size() > 1;
  return moment;
}

void FullReplay::draw() {
  const Size size = screen_.size();
  const Layout layout(scene_.listing, size);
  pane_.set_width(layout.lanes.columns);
  scene_.lanes = pane_.last_rows(static_cast<std::size_t>(size.rows));
  scene_.heads = pane_.heads();
  const Moment now = moment();
  scene_.keys = keys_at(now, words_);
  // Nothing is next, and nothing ends yet.
  if (following_ && now.choices == 0 && !now.has_overlay && !plays_)
    scene_.keys.erase(scene_.keys.begin());
  const bool says_more = following_ && scene_.status.empty();
  if (says_more) scene_.status = words_.more_may_come;
  screen_.draw(compose(scene_, size));
  if (says_more) scene_.status.clear();
}

}  // namespace app
