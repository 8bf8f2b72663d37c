#include "app/session/lane_pane.hpp"

#include <algorithm>
#include <unordered_set>

#include "core/view/model/crowd.hpp"
#include "core/view/model/folding.hpp"

namespace app {
namespace {

/// At least as many events as a window has rows.
constexpr std::size_t kDrawnAgain = 150;

/// Whether lifelines begin or end with such an event.
bool is_of_life(probe::Kind kind) {
  using probe::Kind;
  return kind == Kind::fork || kind == Kind::start || kind == Kind::exit || kind == Kind::signal ||
         kind == Kind::reap;
}

/// An event that shows a living process and its state, or the beginning of one
/// that is gone by now.
struct Telling {
  std::size_t index = 0;
  bool has_gone = false;
};

/// What the events before `first` say about the processes that live then. A
/// reaped process is gone; its PID may have been reused.
std::vector<Telling> still_telling(const std::vector<record::Event>& events, std::size_t first) {
  std::unordered_set<pid_t> over;   // earlier events are about another process with that PID
  std::unordered_set<pid_t> acted;  // its last event is known
  std::vector<Telling> telling;
  for (std::size_t i = first; i-- > 0;) {
    const record::Event& event = events[i];
    const bool is_over = over.count(event.pid) > 0;
    const bool is_last = acted.insert(event.pid).second;
    const auto kind = event.act.kind;
    const bool is_birth = kind == probe::Kind::fork && event.act.peer;
    const bool is_farewell = kind == probe::Kind::reap && event.act.peer;
    const bool was_over = (is_birth || is_farewell) && !over.insert(*event.act.peer).second;
    if (is_birth && was_over) telling.push_back({i, true});
    const bool is_about_the_living = !is_over && !was_over && !is_farewell;
    if (is_about_the_living && (is_of_life(kind) || is_last)) telling.push_back({i, false});
  }
  std::reverse(telling.begin(), telling.end());
  return telling;
}

}  // namespace

LanePane::LanePane(const view::Style& style) : style_(style), view_(view::lanes_in_window(style)) {
  // The drawer of the rows decides about colours.
  style_.colour = true;
}

void LanePane::begin(const record::Run& run) {
  const bool is_same = run.demo == run_.run.demo && run.lesson == run_.run.lesson;
  if (!is_same) added_.clear();
  known_ = is_same ? std::max(known_, view::most_at_once(run_.events)) : 0;
  run_ = {run, {}, {}};
  has_ended_ = false;
  draw_again(std::nullopt);
}

void LanePane::show(const record::Timeline& run, std::size_t events) {
  const auto first = run.events.begin();
  added_.clear();
  run_ = {run.run, {first, first + static_cast<std::ptrdiff_t>(events)}, {}};
  has_ended_ = false;
  draw_again(std::nullopt);
}

void LanePane::event(const record::Event& event) {
  run_.events.push_back(event);
  add(rows_of(event));
  has_moved_ = view_->take_move() || has_moved_;
}

/// What a traced program does only to be wired, or for an act that is told, has no row: each
/// act that the reader chooses has one.
std::string LanePane::rows_of(const record::Event& event) {
  const bool folds = record::is_traced(run_.run) && style_.telling == view::Telling::folded;
  if (folds && view::is_wiring(event.act)) return view_->pass(event);
  if (!folds || event.act.kind != probe::Kind::start || event.process <= 1)
    return view_->event(event);
  record::Event start = event;
  start.act.value.clear();  // the pipes that it starts with
  return view_->event(start);
}

void LanePane::add_row(const Row& row) {
  const auto& events = run_.events;
  const auto last = std::find_if(events.rbegin(), events.rend(), [&](const record::Event& event) {
    return event.process == row.process;
  });
  // A process that has done nothing yet has no lane.
  if (last == events.rend()) return;
  record::Event added = *last;
  added.seq = events.back().seq;
  added.t = events.back().t;
  added.act = row.act;
  added_.push_back({row.made, events.size(), added});
  event(added);
}

void LanePane::restore_rows(std::size_t made) {
  auto& events = run_.events;
  std::erase_if(added_, [&](const Added& row) { return row.made > made; });
  for (const Added& row : added_) {
    const auto below = std::min(row.below, events.size());
    const auto at = events.begin() + static_cast<std::ptrdiff_t>(below);
    // In the repeated run its process has another PID.
    const auto same = std::find_if(events.begin(), at, [&](const record::Event& event) {
      return event.process == row.event.process;
    });
    if (same == at) continue;
    record::Event added = row.event;
    added.name = same->name;
    added.pid = same->pid;
    added.ppid = same->ppid;
    added.t = (at - 1)->t;
    added.seq = (at - 1)->seq;
    events.insert(at, added);
  }
  if (!added_.empty()) draw_again(view_->seating());
}

void LanePane::end(const record::End& end) {
  run_.end = end;
  has_ended_ = true;
  add(view_->end(end));
}

void LanePane::set_width(int columns) {
  if (columns == style_.width) return;
  style_.width = columns;
  known_ = std::max(known_, view::most_at_once(run_.events));
  draw_again(std::nullopt);
}

/// In those columns, or in as many as there are known processes at once.
void LanePane::draw_again(const std::optional<view::LanesView::Seating>& seating) {
  view_ = view::lanes_in_window(style_);
  rows_.clear();
  view_->expect(std::max(known_, expected_));
  view_->begin(run_.run, {});
  if (seating) view_->follow(*seating);
  const auto& events = run_.events;
  const std::size_t first = events.size() - std::min(events.size(), kDrawnAgain);
  // Of the events that are out of sight only the living processes and their
  // states matter.
  for (const Telling& one : still_telling(events, first))
    one.has_gone ? view_->skip_process() : void(rows_of(events[one.index]));
  for (std::size_t i = first; i < events.size(); ++i) add(rows_of(events[i]));
  if (has_ended_) add(view_->end(run_.end));
  view_->begin_anew();
  has_moved_ = false;
}

void LanePane::draw_if_moved() {
  if (has_moved_) draw_again(view_->seating());
}

void LanePane::add(const std::string& rows) {
  for (std::size_t begin = 0; begin < rows.size();) {
    const std::size_t end = std::min(rows.find('\n', begin), rows.size());
    if (end > begin) rows_.push_back(rows.substr(begin, end - begin));
    begin = end + 1;
  }
}

std::vector<std::string> LanePane::last_rows(std::size_t count) {
  draw_if_moved();
  const auto shown = static_cast<std::ptrdiff_t>(std::min(count, rows_.size()));
  return {rows_.end() - shown, rows_.end()};
}

std::string LanePane::heads() {
  draw_if_moved();
  std::string heads = view_->heads();
  if (heads.ends_with('\n')) heads.pop_back();
  return heads;
}

std::string LanePane::picture(const view::Style& style, std::string_view title) const {
  const auto view = view::lanes(style);
  view->expect(view::most_at_once(run_.events));
  return view::render(*view, style.telling == view::Telling::folded ? view::folded(run_) : run_,
                      {title, {}, {}});
}

}  // namespace app
