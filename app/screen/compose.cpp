#include "app/screen/compose.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "app/language/wording.hpp"
#include "app/screen/below.hpp"
#include "app/screen/layout.hpp"
#include "core/view/formatting/display_width.hpp"
#include "core/view/formatting/fit.hpp"
#include "core/view/model/words.hpp"

namespace app {
namespace {

int width_of(std::string_view text) {
  return static_cast<int>(view::display_width(text));
}

std::string acts_of(const Scene& scene) {
  if (!scene.place.empty()) return scene.place;
  const Wording& words = wording(scene.language);
  return view::filled(scene.acts == 1 ? words.one_act : words.some_acts, scene.acts);
}

/// The title in the rows of a heading: the first row as far as there is room, and a
/// second row for the rest.
struct Heading {
  static constexpr int kMostRows = 2;

  /// Columns between the demo's name and the title.
  static constexpr int kGap = 3;

  Heading(const Scene& scene, int columns) : acts(acts_of(scene) + " ") {
    // Two more digits move nothing.
    const int right = columns - std::max(width_of(acts), 10);
    const int room = right - width_of(scene.demo) - 1 - kGap - 2;
    if (scene.title.empty() || room < 8) return;
    std::string one = scene.title;
    std::replace(one.begin(), one.end(), '\n', ' ');
    if (width_of(one) <= room) {
      rows = {one};
      return;
    }
    rows.push_back(view::lines_fitting(scene.title, static_cast<std::size_t>(room)).front());
    is_cut = scene.overlay.has_value();
    if (is_cut) return;  // an overlay needs the rows
    std::string_view rest = std::string_view(scene.title).substr(rows.front().size());
    while (rest.starts_with(' ') || rest.starts_with('\n')) rest.remove_prefix(1);
    auto more = view::lines_fitting(rest, static_cast<std::size_t>(columns - 2));
    is_cut = more.size() > 1;
    rows.push_back(more.front());
  }

  int size() const { return std::clamp(static_cast<int>(rows.size()), 1, kMostRows); }

  std::string acts;
  std::vector<std::string> rows;
  bool is_cut = false;  ///< the rest is shown with the prose
};

/// How many columns an act keeps beside what it leaves.
constexpr int kLeastOfAct = 18;

/// Whether the sentence in the rule has no room.
bool is_too_long(const std::string& status, int columns) {
  return width_of(status) > columns - 8;
}

/// Draws one scene on one frame. compose() makes it, and returns the frame.
class Composer {
 public:
  Composer(const Scene& scene, Size size)
      : scene_(scene),
        heading_(scene, size.columns),
        below_(scene, said_elsewhere(size.columns), size.columns),
        layout_(scene.listing, size, {heading_.size(), below_.wanted()}),
        frame_(size) {
    below_.fit(layout_.below.rows);
  }

  const Below& below() const { return below_; }

  Frame whole() {
    heading();
    if (scene_.overlay) {
      overlay(*scene_.overlay);
    } else {
      rules();
      listing();
      lanes();
      text_and_list();
    }
    keys();
    return std::move(frame_);
  }

  /// As much as there is room for, from the top.
  Frame small() {
    const Size size = frame_.size();
    const std::string sentence = view::filled(wording(scene_.language).too_small, size.columns,
                                              size.rows, kSmallest.columns, kSmallest.rows);
    std::vector<std::string> texts = {sentence, scene_.demo};
    for (const bool acts : {true, false})
      for (const auto& one : scene_.candidates)
        if (one.may_act == acts) texts.push_back(line_of(one));
    if (!scene_.lanes.empty()) texts.emplace_back();
    int row = 0;
    for (const auto& text : texts)
      for (const auto& line : fitting(text, size.columns))
        frame_.draw(row++, 0, line, {}, size.columns);
    for (const auto& line : scene_.lanes) frame_.draw_painted(row++, 0, line, size.columns);
    return std::move(frame_);
  }

 private:
  std::string_view pick(std::string_view drawn, std::string_view ascii) const {
    return scene_.ascii ? ascii : drawn;
  }
  std::string_view ellipsis() const { return pick("…", "..."); }
  std::string cut(std::string_view text, int room) const {
    return view::cut_to(text, static_cast<std::size_t>(std::max(room, 0)), ellipsis());
  }
  static std::vector<std::string> fitting(std::string_view text, int columns) {
    return view::lines_fitting(text, static_cast<std::size_t>(std::max(columns, 2)));
  }

  /// What has no room in its place, and so comes first in the text.
  std::vector<std::string> said_elsewhere(int columns) const {
    std::vector<std::string> said;
    if (heading_.is_cut) said.push_back(scene_.title);
    if (is_too_long(scene_.status, columns)) said.push_back(scene_.status);
    return said;
  }

  void heading() {
    const int columns = frame_.size().columns;
    const int right = columns - width_of(heading_.acts);
    frame_.draw(0, right, heading_.acts, {}, columns - right);
    const int column = frame_.draw(0, 1, scene_.demo, {0, true, false}, right - 3);
    if (!heading_.rows.empty()) {
      const int end = frame_.draw(0, column + Heading::kGap, heading_.rows.front(), {}, right);
      if (heading_.is_cut && heading_.rows.size() == 1) frame_.draw(0, end, ellipsis(), {}, right);
    }
    if (heading_.rows.size() > 1) {
      const int end = frame_.draw(1, 1, heading_.rows[1], {}, columns - 2);
      if (heading_.is_cut) frame_.draw(1, std::min(end, columns - 4), ellipsis(), {}, 3);
    }
    for (int row = 0; row < heading_.size(); ++row) frame_.reverse(row);
  }

  void rules() {
    const int columns = frame_.size().columns;
    const auto line = pick("─", "-");
    frame_.rule(layout_.rule, 0, line, columns);
    if (layout_.side_by_side) {
      const int column = layout_.listing.columns;
      for (int row = layout_.listing.row; row < layout_.rule; ++row)
        frame_.draw(row, column, pick("│", "|"), {}, 1);
      frame_.draw(layout_.rule, column, pick("┴", "+"), {}, 1);
    } else {
      frame_.rule(layout_.lanes.row - 1, 0, line, columns);
      things(layout_.lanes.row - 1, 2);
    }
    int column = 2;
    if (!scene_.status.empty() && !is_too_long(scene_.status, columns))
      column = frame_.draw(layout_.rule, 2, " " + scene_.status + " ", {0, true, false}, columns);
    const int beside = layout_.listing.columns + 2;
    if (layout_.side_by_side && column <= beside && below_.overflow() == 0)
      things(layout_.rule, beside);
    const auto shown = below_.lines() - below_.overflow();
    if (below_.overflow() == 0) return;
    const std::string where = fmt::format(" {} {}-{}/{} ", pick("↑↓", "Up/Down"), below_.top() + 1,
                                          below_.top() + shown, below_.lines());
    const int left = std::max(column + 1, columns - width_of(where) - 2);
    frame_.draw(layout_.rule, left, where, {0, true, false}, columns - left);
  }

  /// What processes share: what has changed, and of all else as much as has room.
  void things(int row, int column) {
    const int end = frame_.size().columns - 2;
    const auto say = [&](const std::string& text, bool changed) {
      const std::string shown = " " + text + " ";
      const bool has_room = column + width_of(shown) <= end;
      if (has_room) column = frame_.draw(row, column, shown, {0, changed, false}, end - column) + 1;
      return has_room;
    };
    if (!scene_.change.empty() && !say(cut(scene_.change, std::max(end - column - 2, 0)), true))
      return;
    int needed = column;
    for (const std::string& thing : scene_.things_in_full) needed += width_of(thing) + 3;
    for (const std::string& thing : needed <= end + 1 ? scene_.things_in_full : scene_.things)
      if (!say(thing, false)) return;
  }

  // ---- the listing

  /// The index of a line in the listing, or where it would be.
  std::size_t index_of(int number) const {
    const auto found = std::find_if(scene_.listing.begin(), scene_.listing.end(),
                                    [&](const auto& line) { return line.number >= number; });
    return static_cast<std::size_t>(found - scene_.listing.begin());
  }

  std::size_t first_line() const {
    const auto rows = static_cast<std::size_t>(layout_.listing.rows);
    const std::size_t focus = index_of(scene_.focus);
    std::size_t lowest = focus;
    std::size_t highest = focus;
    for (const auto& mark : scene_.marks) {
      lowest = std::min(lowest, index_of(mark.line));
      highest = std::max(highest, index_of(mark.line));
    }
    // The lines to come matter more than past ones; but all marks, if possible.
    const std::size_t before = rows / 3;
    std::size_t first = focus > before ? focus - before : 0;
    if (highest - lowest < rows)
      first = std::clamp(first, highest + 1 - std::min(rows, highest + 1), lowest);
    const std::size_t most = scene_.listing.size() > rows ? scene_.listing.size() - rows : 0;
    return std::min(first, most);
  }

  void listing() {
    const Pane& pane = layout_.listing;
    const std::size_t first = first_line();
    for (int i = 0; i < pane.rows; ++i) {
      const auto index = first + static_cast<std::size_t>(i);
      if (index >= scene_.listing.size()) return;
      const auto& line = scene_.listing[index];
      const int row = pane.row + i;
      const bool acts = mark(row, line.number);
      const Look look{0, acts, acts};
      if (line.number > 0)
        frame_.draw(row, kMarkColumns, fmt::format("{:>3} ", line.number), {0, acts, false}, 4);
      const int room = pane.columns - kGutter;
      frame_.draw(row, kGutter, cut(line.text, room), look, room);
    }
  }

  /// The processes that are about to run the line; true: the one that acts is
  /// among them.
  bool mark(int row, int line) {
    std::vector<const Mark*> here;
    for (const auto& mark : scene_.marks)
      if (mark.line == line) here.push_back(&mark);
    if (here.empty()) return false;
    std::stable_partition(here.begin(), here.end(), [](const Mark* mark) { return mark->acts; });
    const bool all_wait =
        std::all_of(here.begin(), here.end(), [](auto* one) { return one->waits; });
    std::string more = here.size() > 1 ? fmt::format("+{}", here.size() - 1) : "";
    // The acting process matters more than how many share its line.
    if (width_of(here.front()->name) + width_of(more) >= kMarkColumns)
      more.resize(std::min<std::size_t>(more.size(), 1));
    const int room = kMarkColumns - 1 - width_of(more);
    const std::string name = view::cut_to(here.front()->name, static_cast<std::size_t>(room), "");
    const int column = kMarkColumns - 1 - width_of(name) - width_of(more);
    const Look look{here.front()->ordinal, here.front()->acts, false};
    const int behind = frame_.draw(row, column, name, look, room);
    frame_.draw(row, behind, more, {}, width_of(more));
    frame_.draw(row, kMarkColumns - 1, all_wait ? pick("▷", ":") : pick("▶", ">"), look, 1);
    return here.front()->acts;
  }

  // ---- the lanes

  void lanes() {
    Pane pane = layout_.lanes;
    // The names stay visible when their rows have scrolled away.
    const auto all = static_cast<int>(scene_.lanes.size());
    if (all > pane.rows && !scene_.heads.empty()) {
      frame_.draw_painted(pane.row, pane.column, scene_.heads, pane.columns);
      ++pane.row;
      --pane.rows;
    }
    const int first = std::max(0, all - pane.rows);
    for (int i = first; i < all; ++i)
      frame_.draw_painted(pane.row + i - first, pane.column,
                          scene_.lanes[static_cast<std::size_t>(i)], pane.columns);
  }

  // ---- the prose and the candidates

  static std::string line_of(const Candidate& one) {
    const std::string number = one.number > 0 ? std::to_string(one.number) : " ";
    return fmt::format("{} {}  {}", number, one.name, one.what);
  }

  void text_and_list() {
    const Pane& pane = layout_.below;
    int row = pane.row;
    for (const auto& line : below_.text())
      frame_.draw(row++, 1, line, {0, scene_.question.has_value(), false}, pane.columns - 2);
    row = pane.row + pane.rows - static_cast<int>(below_.rows().size());
    for (const auto& entry : below_.rows()) list_row(row++, entry);
  }

  void list_row(int row, const Below::Row& entry) {
    using Kind = Below::Row::Kind;
    if (entry.kind == Kind::candidate) return candidate(row, *entry.candidate);
    const int columns = frame_.size().columns;
    if (entry.number > 0) frame_.draw(row, 3, std::to_string(entry.number), {0, true, false}, 1);
    if (entry.kind == Kind::waiting) frame_.draw(row, 1, pick("▷", ":"), {}, 1);
    const int left = entry.kind == Kind::others ? 3 : 5;
    frame_.draw(row, left, entry.text, {}, columns - left - 1);
  }

  void candidate(int row, const Candidate& one) {
    const int columns = frame_.size().columns;
    if (one.is_proposed) frame_.draw(row, 1, pick("▶", ">"), {one.ordinal, true, false}, 1);
    if (one.number > 0) frame_.draw(row, 3, std::to_string(one.number), {0, true, false}, 1);
    int column = frame_.draw(row, 5, cut(one.name, columns / 2),
                             {one.ordinal, one.is_proposed, false}, columns / 2);
    // Their acts are aligned, as far as the names allow.
    column = std::max(column + 2, 20);
    // What it leaves is at the right, unless that would leave too little of the act.
    const int right = columns - 1 - width_of(one.leaves);
    const bool has_leaves = !one.leaves.empty() && right - column >= kLeastOfAct;
    const int room = (has_leaves ? right - 2 : columns - 1) - column;
    frame_.draw(row, column, cut(one.what, room), {0, one.is_proposed, false}, room);
    if (has_leaves) frame_.draw(row, right, one.leaves, {0, false, false}, columns - 1 - right);
  }

  // ---- the overlay

  void overlay(const Overlay& overlay) {
    const Pane& pane = layout_.overlay;
    const auto rows = static_cast<std::size_t>(pane.rows - 1);
    std::string title = overlay.title;
    if (overlay.lines.size() > rows)
      title +=
          view::filled(wording(scene_.language).some_lines, overlay.top + 1,
                       std::min(overlay.top + rows, overlay.lines.size()), overlay.lines.size());
    frame_.rule(pane.row, 0, pick("─", "-"), pane.columns);
    frame_.draw(pane.row, 2, " " + cut(title, pane.columns - 8) + " ", {0, true, false},
                pane.columns);
    for (std::size_t i = 0; i < rows && overlay.top + i < overlay.lines.size(); ++i) {
      const std::string& line = overlay.lines[overlay.top + i];
      const int row = pane.row + 1 + static_cast<int>(i);
      overlay.is_painted ? frame_.draw_painted(row, 1, line, pane.columns - 2)
                         : frame_.draw(row, 1, cut(line, pane.columns - 2), {}, pane.columns - 2);
    }
  }

  /// As many as fit, the important ones first; always the last one, which quits.
  void keys() {
    const int columns = frame_.size().columns;
    std::vector<KeyHint> hints = scene_.keys;
    const auto width = [](const std::vector<KeyHint>& some) {
      int sum = 1;
      for (const auto& hint : some) sum += width_of(hint.key) + 1 + width_of(hint.does) + 2;
      return sum - 2;
    };
    while (hints.size() > 1 && width(hints) > columns) hints.erase(hints.end() - 2);
    int column = 1;
    for (const auto& hint : hints) {
      column = frame_.draw(layout_.keys, column, hint.key, {0, true, false}, columns);
      column = frame_.draw(layout_.keys, column + 1, hint.does, {}, columns) + 2;
    }
    frame_.reverse(layout_.keys);
  }

  const Scene& scene_;
  Heading heading_;
  Below below_;
  Layout layout_;
  Frame frame_;
};

}  // namespace

Frame compose(const Scene& scene, Size size) {
  Composer composer(scene, size);
  return is_large_enough(size) ? composer.whole() : composer.small();
}

std::size_t overlay_lines(const Scene& scene, Size size) {
  const int rows = size.rows - 2 - Heading(scene, size.columns).size();
  return static_cast<std::size_t>(std::max(rows, 1));
}

std::size_t text_overflow(const Scene& scene, Size size) {
  return is_large_enough(size) ? Composer(scene, size).below().overflow() : 0;
}

}  // namespace app
