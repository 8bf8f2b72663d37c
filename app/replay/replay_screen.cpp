#include "app/replay/replay_screen.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <utility>

#include "app/output/run_writer.hpp"
#include "app/session/listing.hpp"
#include "core/view/formatting/fit.hpp"
#include "core/view/formatting/split_lines.hpp"
#include "core/view/formatting/terminal.hpp"
#include "core/view/model/words.hpp"

namespace app {
namespace {

/// How many rows of a picture are redrawn when it cannot be continued.
constexpr int kRowsAgain = 12;

int rows_in(const std::string& text) {
  return static_cast<int>(std::count(text.begin(), text.end(), '\n'));
}

}  // namespace

ReplayScreen::ReplayScreen(const ViewOptions& options, const lessons::Catalogue& catalogue,
                           const RecordedRuns& runs)
    : catalogue_(catalogue),
      runs_(runs),
      destination_(options),
      rendered_(runs, options, destination_.style(), catalogue),
      prompt_(!destination_.style().plain, options.language),
      is_picture_(options.format->name == "lanes" && !destination_.style().plain),
      language_(options.language),
      remark_(fmt::format("\n{}", words().replay_help)) {}

void ReplayScreen::begin() {
  show_stop(true);
  ask();
}

void ReplayScreen::go_on(bool asks) {
  prompt_.erase();
  ++at_;
  show_stop(asks);
  if (asks) ask();
}

void ReplayScreen::show_stop(bool with_listing) {
  if (is_picture_) return write_rows(rows_of(at_));
  const auto& rendered = rendered_.at(at_);
  write_to_stdout(rendered.heading);
  if (with_listing) show_listing(!rendered.heading.empty());
  write_to_stdout(rendered.event + rendered.foot);
}

void ReplayScreen::go_to(std::size_t stop) {
  const std::size_t from = std::exchange(at_, stop);
  const RecordedRuns::Stop here = runs_.stop(stop);
  const std::string of_run =
      here.run == runs_.stop(from).run ? "" : view::filled(words().of_run, here.run + 1);
  const std::string where = view::filled(stop < from ? words().back_at_event : words().at_event,
                                         stop - here.first + 1, of_run);
  if (is_picture_) {
    move_picture(from, where);
  } else {
    prompt_.erase();
    write_to_stdout(fmt::format("\n{}\n", where));
    shown_listing_.clear();
    show_listing(false);
    const auto& rendered = rendered_.at(stop);
    write_to_stdout(rendered.event + rendered.foot);
  }
  ask();
}

/// Adds or removes rows if possible; otherwise redraws some of them below.
void ReplayScreen::move_picture(std::size_t from, const std::string& where) {
  const RecordedRuns::Stop left = runs_.stop(from);
  if (from == at_ + 1 && from > left.first) {
    const int rows = rows_in(rows_of(from));
    if (rows <= rows_above_) {
      prompt_.erase(rows);
      rows_above_ -= rows;
      remark_ = where;
      return;
    }
  }
  prompt_.erase();
  if (from < at_ && at_ <= left.last && at_ - from <= kRowsAgain) {
    while (from < at_) write_rows(rows_of(++from));
    remark_ = where;
    return;
  }
  write_to_stdout(fmt::format("\n{}\n\n", where));
  rows_above_ = 0;
  write_rows(picture_up_to(at_));
}

std::string ReplayScreen::rows_of(std::size_t stop) {
  const auto& rendered = rendered_.at(stop);
  return rendered.heading + rendered.event + rendered.foot;
}

/// The last rows of the picture, or all if there are few.
std::string ReplayScreen::picture_up_to(std::size_t stop) {
  const std::size_t first = runs_.stop(stop).first;
  std::string picture;
  for (std::size_t index = stop;; --index) {
    const std::string rows = rows_of(index);
    if (index < stop && rows_in(rows) + rows_in(picture) > kRowsAgain) break;
    picture.insert(0, rows);
    if (index == first) break;
  }
  return picture;
}

void ReplayScreen::write_rows(const std::string& rows) {
  write_to_stdout(rows);
  rows_above_ += rows_in(rows);
}

void ReplayScreen::say(std::string_view sentence) {
  prompt_.erase();
  remark_ = sentence;
  ask();
}

void ReplayScreen::explain_keys() {
  say(words().replay_help);
}

void ReplayScreen::ask() {
  const std::string remark = std::exchange(remark_, {});
  if (is_picture_) {
    const std::string page = listing();
    std::vector<std::string> lines;
    for (const auto line : view::split_lines(page)) lines.emplace_back(line);
    if (!lines.empty()) lines.insert(lines.begin(), "");
    lines.emplace_back();
    for (const auto line : view::split_lines(remark)) lines.emplace_back(line);
    add_lines_below(std::move(lines));
  } else if (!remark.empty()) {
    write_to_stdout(remark + "\n");
  }
  prompt_.ask(bold(place()), keys());
}

/// As many lines as there is room for, preferring the last ones.
void ReplayScreen::add_lines_below(std::vector<std::string> lines) {
  const view::Terminal terminal(STDOUT_FILENO);
  // The last event must stay in sight, too.
  const auto room = static_cast<std::size_t>(std::max(terminal.height() - 4, 0));
  if (lines.size() > room) lines.erase(lines.begin(), lines.end() - static_cast<long>(room));
  const auto columns = static_cast<std::size_t>(std::max(terminal.width() - 1, 1));
  for (const auto& line : lines) prompt_.add_line(view::cut_to(line, columns, ""));
  const int most = terminal.height() - 1 - static_cast<int>(lines.size());
  rows_above_ = std::clamp(rows_above_, 0, std::max(most, 0));
}

void ReplayScreen::show_listing(bool below_heading) {
  std::string text = listing();
  // Several events may belong to one line: the beginning and the end of a call.
  if (text == shown_listing_) return;
  shown_listing_ = text;
  if (!text.empty()) write_to_stdout((below_heading ? "" : "\n") + text + "\n");
}

std::string ReplayScreen::listing() const {
  const RecordedRuns::Stop stop = runs_.stop(at_);
  const record::Run& run = stop.timeline->run;
  const lessons::Demo* demo = find_demo(catalogue_, run.lesson, run.demo);
  const auto width = static_cast<std::size_t>(destination_.style().width);
  return demo && stop.event ? listing_of(demo->page, stop.event->act, language_, width) : "";
}

std::string ReplayScreen::place() const {
  const RecordedRuns::Stop stop = runs_.stop(at_);
  const std::string run =
      runs_.runs() > 1 ? view::filled(words().run_place, stop.run + 1, runs_.runs()) : "";
  if (!stop.event) return run + std::string(words().no_events);
  return run + view::filled(words().event_place, at_ - stop.first + 1, stop.last - stop.first + 1);
}

std::string ReplayScreen::keys() const {
  return at_ + 1 == runs_.size() ? "Enter b" : "Enter b c";
}

std::string ReplayScreen::bold(const std::string& text) const {
  return destination_.style().colour ? fmt::format("\x1b[1m{}\x1b[0m", text) : text;
}

}  // namespace app
