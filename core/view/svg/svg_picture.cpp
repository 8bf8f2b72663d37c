#include "core/view/svg/svg_picture.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <map>
#include <utility>

#include "core/view/formatting/display_width.hpp"
#include "core/view/formatting/fit.hpp"
#include "core/view/model/words.hpp"

namespace view {
namespace {

constexpr int kMargin = 16;
constexpr int kLeastWidth = 640;
// The distance of a text from its lifeline and from the next one.
constexpr int kBehind = 12;
// A longer text is cut and says how much is left out; the record has all of it.
constexpr std::size_t kMostLines = 40;

int pixels(std::size_t characters) {
  return static_cast<int>(std::lround(static_cast<double>(characters) * SvgSheet::kCharacter));
}

std::size_t characters(int pixels) {
  return pixels <= 0 ? 0
                     : static_cast<std::size_t>(static_cast<double>(pixels) / SvgSheet::kCharacter);
}

/// How many characters a column has room for when there are so many.
std::size_t characters_in_one_of(int columns) {
  if (columns <= 2) return 46;
  if (columns == 3) return 36;
  if (columns <= 5) return 28;
  return 22;
}

std::vector<std::string> lines_of(const std::string& text, std::size_t width,
                                  std::string_view ellipsis, Language language) {
  // A text that is certainly too long need not be wrapped first.
  const std::size_t enough = kMostLines * width * 4;
  std::vector<std::string> lines =
      lines_fitting(text.size() > enough ? std::string_view(text).substr(0, enough) : text, width);
  if (text.size() <= enough && lines.size() <= kMostLines) return lines;
  lines.resize(kMostLines);
  const std::string how_long = filled(words(language).bytes_in_all, text.size());
  lines.back() = cut_to(fmt::format("{} {}", ellipsis, how_long), width, ellipsis);
  return lines;
}

}  // namespace

/// Draws the rows of a picture on a sheet, from the top down. The picture makes
/// one when it knows how many columns there are.
class SvgPicture::Artist {
 public:
  explicit Artist(const SvgPicture& picture) : picture_(picture) {
    std::size_t widest = 0;
    for (const Row& row : picture.rows_) widest = std::max(widest, display_width(row.time));
    has_times_ = widest > 0;
    left_ = kMargin + (has_times_ ? pixels(widest) + kBehind : 0) + SvgSheet::kMark;
    const int columns = std::max(picture.columns_.count(), 1);
    column_ = pixels(characters_in_one_of(columns)) + 2 * kBehind;
    width_ = std::max(kLeastWidth, left_ + columns * column_ + kMargin);
  }

  /// What is above the rows.
  void begin() {
    y_ = kMargin + SvgSheet::kRow / 2;
    report(picture_.heading_, SvgSheet::Words::bold);
    y_ += SvgSheet::kRow / 2;
    if (has_times_ && !picture_.unit_.empty()) {
      above_.words(left_ - SvgSheet::kMark - kBehind / 2, y_, picture_.unit_,
                   SvgSheet::Words::time);
      y_ += SvgSheet::kRow;
    }
  }

  void draw_rows() {
    for (const Row& row : picture_.rows_) draw(row);
  }

  /// What is drawn so far; the lifelines go on from there.
  std::string take() {
    for (auto& [process, line] : lines_) {
      end_line(process, line, y_);
      line.y = y_;
    }
    return below_.take() + above_.take();
  }

  Drawing end(const std::vector<Change>& changes) {
    apply(changes);
    for (const auto& [process, line] : lines_) end_line(process, line, y_);
    if (!picture_.words_.empty()) y_ += SvgSheet::kRow / 2;
    report(picture_.words_, SvgSheet::Words::plain);
    const int width = std::max(width_, left_ + picture_.columns_.count() * column_ + kMargin);
    return {width, y_ + kMargin - SvgSheet::kRow / 2, below_.take() + above_.take()};
  }

 private:
  /// A lifeline as drawn so far.
  struct Line {
    int x;
    int y;
    Step::State state;
  };

  int x_of(int column) const { return left_ + column * column_; }

  std::vector<std::string> lines_of(const std::string& text, std::size_t width) const {
    return view::lines_of(text, width, picture_.ellipsis_, picture_.language_);
  }

  void report(const std::string& text, SvgSheet::Words how) {
    if (text.empty()) return;
    for (const auto& line : lines_of(text, characters(width_ - 2 * kMargin))) {
      above_.words(kMargin, y_, line, how);
      y_ += SvgSheet::kRow;
    }
  }

  void draw(const Row& row) {
    apply(row.changes);
    name_lines(row.changes);
    if (!row.time.empty())
      above_.words(left_ - SvgSheet::kMark - kBehind / 2, y_, row.time, SvgSheet::Words::time);
    const Step& step = row.step;
    if (!row.column) return draw_late(row);
    const int x = x_of(*row.column);
    if (step.is_first) begin_line(step.process, x);
    if (step.born && row.to) begin_line(*step.born, x_of(*row.to));
    turn_line(step.process, step.state);
    int height = 1;
    bool said = false;
    if (row.from && row.to) said = draw_arrow(row);
    draw_mark(row, x);
    if (step.born && row.to) above_.words(x_of(*row.to) + kBehind, y_, row.born_label, kBold);
    if (!said) height = draw_text(row, x);
    for (const int process : step.gone) close_line(process);
    y_ += height * SvgSheet::kRow;
  }

  /// What events without a row have changed.
  void apply(const std::vector<Change>& changes) {
    for (const Change& change : changes) {
      if (change.begins) begin_line(change.process, x_of(change.column));
      turn_line(change.process, change.state);
      if (change.is_gone) close_line(change.process);
    }
  }

  /// The names of lifelines that began without a row, in one of their own.
  void name_lines(const std::vector<Change>& changes) {
    bool is_any = false;
    for (const Change& change : changes) {
      if (!change.begins || change.is_gone) continue;
      above_.words(x_of(change.column) + kBehind, y_, change.name, kBold);
      is_any = true;
    }
    if (is_any) y_ += SvgSheet::kRow;
  }

  /// Output that arrived after its lifeline was closed, at the margin.
  void draw_late(const Row& row) {
    const int room = width_ - left_ - kMargin;
    const std::string said = row.label + ": " + row.step.text;
    for (const auto& line : lines_of(said, characters(room))) {
      above_.words(left_, y_, line);
      y_ += SvgSheet::kRow;
    }
  }

  void begin_line(int process, int x) { lines_[process] = {x, y_, Step::State::running}; }

  void turn_line(int process, Step::State state) {
    const auto found = lines_.find(process);
    if (found == lines_.end() || found->second.state == state) return;
    end_line(process, found->second, y_);
    found->second.y = y_;
    found->second.state = state;
  }

  void close_line(int process) {
    const auto found = lines_.find(process);
    if (found == lines_.end()) return;
    end_line(process, found->second, y_);
    lines_.erase(found);
  }

  void end_line(int process, const Line& line, int y) {
    if (line.state == Step::State::ended) return;
    const auto stroke = line.state == Step::State::waiting    ? SvgSheet::Stroke::dashed
                        : line.state == Step::State::sleeping ? SvgSheet::Stroke::dotted
                                                              : SvgSheet::Stroke::whole;
    below_.line(line.x, line.y, y, process, stroke);
  }

  /// True: the arrow says everything.
  bool draw_arrow(const Row& row) {
    const Step::Message& message = *row.step.message;
    const int from = x_of(*row.from);
    const int to = x_of(*row.to);
    const std::size_t room = characters(std::abs(to - from) - 4 * kBehind);
    std::string label;
    for (const auto& one : message.labels)
      if (display_width(one) <= room && label.empty()) label = one;
    const bool whole = !label.empty() || message.labels.back().empty();
    if (!whole) label = cut_to(message.labels.back(), room, picture_.ellipsis_);
    above_.arrow(from, to, y_, message.from, label);
    return whole;
  }

  void draw_mark(const Row& row, int x) {
    using Mark = SvgSheet::Mark;
    const Step& step = row.step;
    if (row.from && row.from != row.column) {
      // A message from another process has its head here. A reaped process shows
      // its end.
      if (step.message->kind == Step::Message::Kind::reap)
        above_.mark(x_of(*row.from), y_, step.message->from, Mark::square);
      return;
    }
    switch (step.mark) {
      case Step::Mark::starts:
        return above_.mark(x, y_, step.process, step.is_first ? Mark::circle : Mark::tick);
      case Step::Mark::prints:
        return;
      case Step::Mark::acts:
        break;
      case Step::Mark::waits:
      case Step::Mark::sleeps:
        return above_.mark(x, y_, step.process, Mark::ring);
      case Step::Mark::hands_over:
        return above_.mark(x, y_, step.process, Mark::circle);
      case Step::Mark::exits:
        return above_.mark(x, y_, step.process, Mark::square);
      case Step::Mark::killed:
        return above_.mark(x, y_, step.process, Mark::cross);
    }
    if (!row.from) above_.mark(x, y_, step.process, Mark::tick);
    if (row.born_label.empty()) return;
    above_.mark(x_of(*row.to), y_, *step.born, Mark::circle);
  }

  /// Returns how many rows the step takes.
  int draw_text(const Row& row, int x) {
    const int end = row.reach ? x_of(*row.reach) : width_ - kMargin;
    const bool names = row.step.mark == Step::Mark::starts && row.step.is_first;
    const auto lines =
        lines_of(names ? row.label : row.step.text, characters(end - x - 2 * kBehind));
    const auto how = names                                 ? kBold
                     : row.step.mark == Step::Mark::prints ? SvgSheet::Words::plain
                                                           : SvgSheet::Words::faint;
    // Below an arrow that could not say everything.
    const int first = row.from ? 1 : 0;
    int y = y_ + first * SvgSheet::kRow;
    for (const auto& line : lines) {
      above_.words(x + kBehind, y, line, how);
      y += SvgSheet::kRow;
    }
    return first + static_cast<int>(lines.size());
  }

  static constexpr auto kBold = SvgSheet::Words::bold;

  const SvgPicture& picture_;
  SvgSheet below_;  // the lifelines
  SvgSheet above_;
  std::map<int, Line> lines_;
  bool has_times_ = false;
  int left_ = 0;
  int column_ = 0;
  int width_ = 0;
  int y_ = 0;
};

void SvgPicture::add(Step step, std::string time, std::string label, std::string born_label) {
  columns_.open(step);
  Row row{{},
          std::move(time),
          std::move(label),
          std::move(born_label),
          step.is_late ? std::nullopt : columns_.column(step.process),
          std::nullopt};
  if (row.column) row.reach = columns_.next_taken(*row.column);
  if (const auto& message = step.message) {
    row.from = columns_.column(message->from);
    row.to = columns_.column(message->to);
    if (!row.from || !row.to) row.from = row.to = std::nullopt;
  }
  if (!row.from && !step.sender.empty())
    step.text += filled(words(language_).picture.comes_from, step.sender);
  row.changes = take_changes();
  columns_.close(step);
  row.step = std::move(step);
  rows_.push_back(std::move(row));
}

void SvgPicture::pass(Step step, std::string label, std::string born_label) {
  columns_.open(step);
  if (step.is_first) begin_unseen(step.process, std::move(label));
  if (step.born) begin_unseen(*step.born, std::move(born_label));
  if (columns_.column(step.process)) {
    Change& change = changes_[step.process];
    change.process = step.process;
    change.state = step.state;
  }
  for (const int process : step.gone) {
    Change& change = changes_[process];
    change.process = process;
    change.is_gone = true;
    // Nothing is to be seen of it.
    if (change.begins) changes_.erase(process);
  }
  columns_.close(step);
}

void SvgPicture::begin_unseen(int process, std::string name) {
  Change& change = changes_[process];
  change.process = process;
  change.column = columns_.column(process).value_or(0);
  change.name = std::move(name);
  change.begins = true;
}

std::vector<SvgPicture::Change> SvgPicture::take_changes() {
  std::vector<Change> changes;
  for (auto& [process, change] : changes_) changes.push_back(std::move(change));
  changes_.clear();
  return changes;
}

SvgPicture::SvgPicture(std::string heading, std::string_view unit, std::string_view ellipsis,
                       Language language)
    : heading_(std::move(heading)), unit_(unit), ellipsis_(ellipsis), language_(language) {}

SvgPicture::~SvgPicture() = default;

std::string SvgPicture::take_rows() {
  if (!artist_) {
    artist_ = std::make_unique<Artist>(*this);
    artist_->begin();
  }
  artist_->draw_rows();
  rows_.clear();
  return artist_->take();
}

SvgPicture::Drawing SvgPicture::draw() {
  if (!artist_) {
    artist_ = std::make_unique<Artist>(*this);
    artist_->begin();
  }
  artist_->draw_rows();
  rows_.clear();
  return artist_->end(take_changes());
}

}  // namespace view
