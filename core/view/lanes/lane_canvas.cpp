#include "core/view/lanes/lane_canvas.hpp"

#include <algorithm>
#include <utility>

#include "core/view/formatting/display_width.hpp"
#include "core/view/formatting/fit.hpp"
#include "core/view/model/words.hpp"

namespace view {
namespace {

// With the names and the rows around it, that fits into 24 rows.
constexpr std::size_t kScreenful = 20;

// Our own texts are cut to this many rows.
constexpr std::size_t kMostRows = 4;

std::size_t margin(std::size_t time_width) {
  return time_width == 0 ? 2 : time_width + 2;
}

}  // namespace

LaneCanvas::LaneCanvas(const LaneGlyphs& glyphs, bool colour, std::size_t width,
                       std::size_t time_width, bool is_window, Language language)
    : glyphs_(&glyphs),
      colour_(colour),
      width_(width),
      time_width_(time_width),
      columns_(width - margin(time_width)),
      is_window_(is_window),
      language_(language) {}

std::string LaneCanvas::admit(int process, std::string_view unit) {
  const bool has_moved = columns_.admit(process);
  // The new process's name is not known yet.
  std::string drawn = has_moved && !is_window_ ? names(unit) : "";
  lanes_[process];
  if (!is_window_) return drawn;
  columns_.keep_layout();
  has_moved_ = has_moved_ || has_moved;
  return {};
}

std::string LaneCanvas::names_again(std::string_view unit) {
  return is_window_ ? std::string() : names(unit);
}

void LaneCanvas::call(int process, std::string label, std::string name) {
  const auto lane = lanes_.find(process);
  if (lane == lanes_.end()) return;
  lane->second.label = std::move(label);
  lane->second.name = std::move(name);
  columns_.act(process);
}

void LaneCanvas::dismiss(int process) {
  columns_.forget(process);
  const auto lane = lanes_.find(process);
  if (lane == lanes_.end()) return;
  if (is_window_) farewells_[process] = std::move(lane->second.label);
  lanes_.erase(lane);
  const auto owners = columns_.last_owners();
  std::erase_if(farewells_, [&](const auto& farewell) {
    return std::none_of(owners.begin(), owners.end(),
                        [&](const auto& owner) { return owner.second == farewell.first; });
  });
}

void LaneCanvas::begin_anew() {
  columns_.begin_anew();
  has_moved_ = false;
  rows_ = 0;
}

void LaneCanvas::turn(int process, State state) {
  const auto lane = lanes_.find(process);
  if (lane != lanes_.end()) lane->second.state = state;
  if (state == State::ended) columns_.end(process);
}

bool LaneCanvas::can_join(int a, int b) const {
  const auto from = columns_.place(a);
  const auto to = columns_.place(b);
  return from && to && from->left != to->left;
}

std::string LaneCanvas::draw(const Drawing& drawing) {
  const auto lane = lanes_.find(drawing.process);
  if (lane == lanes_.end() || !columns_.place(drawing.process)) {
    const std::string text = lane == lanes_.end() ? drawing.text : shared_text(drawing, false);
    const auto lines = lines_fitting(text, width_ - margin(time_width_));
    return rows(row_with(drawing.time), {{0, 0, lines, drawing.process}});
  }
  lane->second.state = drawing.state;

  LaneRow first = row_with(drawing.time);
  const std::size_t left = margin(time_width_) + columns_.place(drawing.process)->left;
  first.draw(left, drawing.glyph, drawing.process);
  bool said = false;
  if (drawing.arrow) said = draw_arrow(first, *drawing.arrow, drawing.arrow->from);
  // Its short form would be cut as well.
  said = said || (drawing.arrow && !drawing.least.empty());
  return rows(first, blocks_of(drawing, said));
}

LaneRow LaneCanvas::row_with(std::string_view time) const {
  LaneRow row(width_);
  row.draw(0, pad_left(std::string(time), time_width_), 0);
  draw_bars(row);
  return row;
}

void LaneCanvas::draw_bars(LaneRow& row) const {
  const std::size_t margin = view::margin(time_width_);
  for (const int process : columns_.owners()) {
    const auto lane = lanes_.find(process);
    if (lane == lanes_.end() || lane->second.state == State::ended) continue;
    row.draw(margin + columns_.place(process)->left, bar_of(lane->second.state), process);
  }
  if (const auto shared = columns_.shared_left()) row.draw(margin + *shared, glyphs_->shared, 0);
}

std::string_view LaneCanvas::bar_of(State state) const {
  switch (state) {
    case State::running:
      return glyphs_->running;
    case State::waiting:
      return glyphs_->waiting;
    case State::sleeping:
      return glyphs_->sleeping;
    case State::ended:
      break;
  }
  return " ";
}

/// True: the arrow says everything.
bool LaneCanvas::draw_arrow(LaneRow& row, const Arrow& arrow, int ordinal) const {
  const std::size_t from = margin(time_width_) + columns_.place(arrow.from)->left;
  const std::size_t to = margin(time_width_) + columns_.place(arrow.to)->left;
  const auto [left, right] = std::minmax(from, to);
  for (std::size_t column = left + 1; column < right; ++column)
    row.draw(column, row.is_blank(column) ? glyphs_->line : glyphs_->crossing, ordinal);

  const auto source = lanes_.find(arrow.from);
  if (source != lanes_.end() && source->second.state == State::ended)
    row.draw(from, glyphs_->ended, arrow.from);
  else
    row.draw(from, from < to ? glyphs_->act : glyphs_->back, arrow.from);
  const std::size_t head = from < to ? to - 1 : to + 1;
  row.draw(head, from < to ? glyphs_->to_the_right : glyphs_->to_the_left, ordinal);
  const auto target = lanes_.find(arrow.to);
  const State state = target == lanes_.end() ? State::ended : target->second.state;
  row.draw(to, arrow.births ? glyphs_->born : bar_of(state), arrow.to);

  // After the bar or the head: a line, the label between spaces, and a line.
  const std::size_t begin = left + (from < to ? 2 : 3);
  const std::size_t end = right - (from < to ? 2 : 1);
  bool whole = false;
  const std::string label = label_for(arrow, end - begin - 2, whole);
  row.draw(begin, " " + label + " ", ordinal);
  return whole || !arrow.carries_value;
}

std::string LaneCanvas::label_for(const Arrow& arrow, std::size_t room, bool& whole) const {
  const bool shared = columns_.place(arrow.from)->shared;
  const auto source = lanes_.find(arrow.from);
  const std::string sender = shared && source != lanes_.end() ? source->second.name + ": " : "";
  for (const std::string& label : arrow.labels) {
    whole = display_width(sender + label) <= room;
    if (whole) return sender + label;
  }
  return cut_to(sender + arrow.labels.back(), room, glyphs_->ellipsis);
}

LaneCanvas::Block LaneCanvas::block(int process, const std::string& text, bool is_print,
                                    std::size_t row) const {
  const LaneColumns::Place place = *columns_.place(process);
  const std::size_t room = columns_.reach(place) - place.left - 2;
  Block block{margin(time_width_) + place.left + 2, row, lines_fitting(text, room), process};
  if (is_print || block.lines.size() <= kMostRows) return block;
  block.lines.resize(kMostRows);
  const std::size_t kept = room - display_width(glyphs_->ellipsis);
  block.lines.back() = cut_to(block.lines.back(), kept, "") + std::string(glyphs_->ellipsis);
  return block;
}

/// The first of its shorter texts that takes one row.
LaneCanvas::Block LaneCanvas::shorter(const Drawing& drawing, std::size_t row, Block told) const {
  if (!drawing.brief.empty()) {
    Block brief = block(drawing.process, drawing.brief, false, row);
    if (brief.lines.size() == 1) return brief;
  }
  if (drawing.least.empty()) return told;
  const LaneColumns::Place place = *columns_.place(drawing.process);
  const std::size_t room = columns_.reach(place) - place.left - 2;
  told.lines = {cut_to(drawing.least, room, glyphs_->ellipsis)};
  return told;
}

/// In a shared column each text names its process.
std::string LaneCanvas::shared_text(const Drawing& drawing, bool said_by_arrow) const {
  const Lane& lane = lanes_.at(drawing.process);
  if (said_by_arrow) return lane.label;
  return lane.label + (drawing.is_print ? ": " : " ") + drawing.text;
}

std::vector<LaneCanvas::Block> LaneCanvas::blocks_of(const Drawing& drawing,
                                                     bool said_by_arrow) const {
  std::vector<Block> blocks;
  const auto& arrow = drawing.arrow;
  // If the arrow crosses a column, its text begins below.
  const auto row_for = [&](int process) -> std::size_t {
    if (!arrow) return 0;
    const auto left = columns_.place(process)->left;
    const auto end = std::max(columns_.place(arrow->from)->left, columns_.place(arrow->to)->left);
    return left < end ? 1 : 0;
  };
  const bool shared = columns_.place(drawing.process)->shared;
  const bool named_by_arrow = arrow && arrow->from == drawing.process;
  if (!said_by_arrow || (shared && !named_by_arrow)) {
    const std::size_t row = row_for(drawing.process);
    Block told = block(drawing.process, drawing.text, drawing.is_print, row);
    if (shared && !drawing.is_label)
      told = block(drawing.process, shared_text(drawing, said_by_arrow), drawing.is_print, row);
    else if (told.lines.size() > 1)
      told = shorter(drawing, row, std::move(told));
    blocks.push_back(std::move(told));
  }
  if (!arrow || arrow->to == drawing.process) return blocks;
  if (arrow->births || columns_.place(arrow->to)->shared)
    blocks.push_back(block(arrow->to, label_of(arrow->to), true, row_for(arrow->to)));
  return blocks;
}

/// Its name with the PID, unless the columns are too narrow for both.
const std::string& LaneCanvas::label_of(int process) const {
  const Lane& lane = lanes_.at(process);
  const auto place = columns_.place(process);
  const bool is_tight = columns_.are_tight() && place && !place->shared &&
                        display_width(lane.label) > columns_.reach(*place) - place->left - 2;
  return is_tight ? lane.name : lane.label;
}

std::string LaneCanvas::rows(const LaneRow& first, const std::vector<Block>& blocks) {
  std::size_t count = 1;
  for (const Block& block : blocks) count = std::max(count, block.row + block.lines.size());
  std::string drawn;
  for (std::size_t i = 0; i < count; ++i) {
    LaneRow row = i == 0 ? first : row_with("");
    for (const Block& block : blocks)
      if (i >= block.row && i - block.row < block.lines.size())
        row.draw(block.left, block.lines[i - block.row], block.ordinal);
    drawn += row.text(colour_);
  }
  rows_ += count;
  return drawn;
}

std::string LaneCanvas::names_after_a_screenful(std::string_view unit) {
  if (rows_ < kScreenful) return {};
  // In a window columns move only if there are processes without one of their
  // own.
  if (is_window_ && !columns_.shared_left()) return {};
  const bool has_moved = columns_.arrange();
  if (!is_window_) return names(unit);
  columns_.keep_layout();
  has_moved_ = has_moved_ || has_moved;
  rows_ = 0;
  return {};
}

std::string LaneCanvas::names(std::string_view unit) {
  LaneRow first = row_with(unit);
  const std::vector<Block> blocks = named(first, false);
  std::string drawn = rows(first, blocks);
  rows_ = 0;
  return drawn;
}

std::string LaneCanvas::heads(std::string_view unit) const {
  LaneRow row = row_with(unit);
  for (const Block& block : named(row, true))
    row.draw(block.left, block.lines.front(), block.ordinal);
  return row.text(colour_);
}

std::vector<LaneCanvas::Block> LaneCanvas::named(LaneRow& first, bool with_gone) const {
  std::vector<Block> blocks;
  for (const auto& [place, process] : columns_.last_owners()) {
    const auto lane = lanes_.find(process);
    const auto farewell = farewells_.find(process);
    const bool is_running = lane != lanes_.end() && lane->second.state != State::ended;
    if (!is_running && !with_gone) continue;
    if (lane == lanes_.end() && farewell == farewells_.end()) continue;
    const std::string& label = lane == lanes_.end() ? farewell->second : label_of(process);
    const std::size_t left = margin(time_width_) + place.left;
    const std::size_t room = columns_.reach(place) - place.left - 2;
    blocks.push_back({left + 2, 0, lines_fitting(label, room), process});
    first.draw(left, glyphs_->named, process);
  }
  if (const auto shared = columns_.shared_left()) {
    const std::size_t left = margin(time_width_) + *shared;
    first.draw(left, glyphs_->named, 0);
    const auto sharing = std::count_if(lanes_.begin(), lanes_.end(), [&](const auto& entry) {
      const auto place = columns_.place(entry.first);
      return place && place->shared;
    });
    blocks.push_back({left + 2, 0, {filled(words(language_).more, sharing)}, 0});
  }
  return blocks;
}

}  // namespace view
