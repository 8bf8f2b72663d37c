#include "app/compose.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "app/layout.hpp"
#include "core/view/display_width.hpp"
#include "core/view/fit.hpp"

namespace app {
namespace {

int width_of(std::string_view text) {
  return static_cast<int>(view::display_width(text));
}

/// Draws one scene on one frame. compose() makes it, and takes the frame.
class Composer {
 public:
  Composer(const Scene& scene, Size size)
      : scene_(scene), layout_(scene.listing, size), frame_(size) {}

  Frame whole() {
    heading();
    if (scene_.sheet) {
      sheet(*scene_.sheet);
    } else {
      rules();
      listing();
      lanes();
      scene_.question ? question(*scene_.question) : below();
    }
    keys();
    return std::move(frame_);
  }

  /// As much as there is room for, from the top.
  Frame small() {
    const Size size = frame_.size();
    const std::string sentence =
        fmt::format("{}x{} is too small: make it {}x{}, or end with q.", size.columns, size.rows,
                    kSmallest.columns, kSmallest.rows);
    std::vector<std::string> texts = {sentence, scene_.demo};
    for (const auto& one : scene_.candidates) texts.push_back(line_of(one));
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

  void heading() {
    const int columns = frame_.size().columns;
    const std::string acts = fmt::format("{} {} ", scene_.acts, scene_.acts == 1 ? "act" : "acts");
    const int right = columns - width_of(acts);
    frame_.draw(0, right, acts, {}, columns - right);
    const int column = frame_.draw(0, 1, scene_.demo, {0, true, false}, right - 3);
    if (right - column > 8)
      frame_.draw(0, column + 3, cut(scene_.title, right - column - 5), {}, right);
    frame_.reverse(0);
  }

  void rules() {
    const int columns = frame_.size().columns;
    const auto line = pick("─", "-");
    frame_.rule(layout_.rule, 0, line, columns);
    if (layout_.side_by_side) {
      const int column = layout_.listing.columns;
      for (int row = 1; row < layout_.rule; ++row) frame_.draw(row, column, pick("│", "|"), {}, 1);
      frame_.draw(layout_.rule, column, pick("┴", "+"), {}, 1);
    } else {
      frame_.rule(layout_.lanes.row - 1, 0, line, columns);
    }
    if (scene_.status.empty()) return;
    frame_.draw(layout_.rule, 2, " " + cut(scene_.status, columns - 8) + " ", {0, true, false},
                columns - 4);
  }

  // ---- the listing

  /// Where a line is in the listing, or would be.
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
    // What comes is of more interest than what was; but all marks, if they can be.
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
    // Who acts is of more interest than how many are there with it.
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
    // The names stay in sight when their rows have gone up.
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

  // ---- the prose and who may act

  static std::string line_of(const Candidate& one) {
    const std::string number = one.number > 0 ? std::to_string(one.number) : " ";
    return fmt::format("{} {}  {}", number, one.name, one.what);
  }

  void below() {
    const Pane& pane = layout_.below;
    const auto count = static_cast<int>(scene_.candidates.size());
    std::vector<std::string> prose;
    for (const auto& paragraph : scene_.prose)
      for (auto& line : fitting(paragraph, pane.columns - 2)) prose.push_back(std::move(line));
    // The prose gets what the candidates leave, and half of the room for sure.
    const int half = pane.rows / 2;
    const int text =
        std::min(static_cast<int>(prose.size()), std::max(half, pane.rows - count - 1));
    const bool is_cut = static_cast<int>(prose.size()) > text;
    for (int i = 0; i < text; ++i) {
      std::string line = prose[static_cast<std::size_t>(i)];
      if (is_cut && i + 1 == text)
        line = view::cut_to(line, static_cast<std::size_t>(pane.columns - 2 - width_of(ellipsis())),
                            "") +
               std::string(ellipsis());
      frame_.draw(pane.row + i, 1, line, {}, pane.columns - 1);
    }
    candidates(pane.rows - text);
  }

  /// On the last `rows` rows above the keys, the one that is proposed in sight.
  void candidates(int rows) {
    const auto& all = scene_.candidates;
    const int count = static_cast<int>(all.size());
    const Pane& pane = layout_.below;
    const bool is_cut = count > rows;
    const int shown = is_cut ? rows - 1 : count;
    const auto proposed =
        std::find_if(all.begin(), all.end(), [](auto& one) { return one.is_proposed; });
    const int index = proposed == all.end() ? 0 : static_cast<int>(proposed - all.begin());
    const int first = std::clamp(index - shown / 2, 0, std::max(0, count - shown));
    const int top = pane.row + pane.rows - std::min(rows, count);
    for (int i = 0; i < shown; ++i) candidate(top + i, *(all.begin() + first + i));
    if (is_cut)
      frame_.draw(top + shown, 5, fmt::format("and {} more", count - shown), {}, pane.columns - 5);
  }

  void candidate(int row, const Candidate& one) {
    const int columns = frame_.size().columns;
    if (one.is_proposed) frame_.draw(row, 1, pick("▶", ">"), {one.ordinal, true, false}, 1);
    if (one.number > 0) frame_.draw(row, 3, std::to_string(one.number), {0, true, false}, 1);
    int column = frame_.draw(row, 5, cut(one.name, columns / 2),
                             {one.ordinal, one.is_proposed, false}, columns / 2);
    // What they do stands below each other, as far as the names allow.
    column = std::max(column + 2, 20);
    frame_.draw(row, column, cut(one.what, columns - column - 1), {0, one.is_proposed, false},
                columns - column - 1);
  }

  void question(const Question& question) {
    const Pane& pane = layout_.below;
    const int answers = std::min(static_cast<int>(question.answers.size()), pane.rows - 1);
    int row = pane.row;
    for (const auto& line : fitting(question.text, pane.columns - 2)) {
      if (row >= pane.row + pane.rows - answers) break;
      frame_.draw(row++, 1, line, {0, true, false}, pane.columns - 2);
    }
    for (int i = 0; i < answers; ++i) {
      const int at = pane.row + pane.rows - answers + i;
      frame_.draw(at, 3, std::to_string(i + 1), {0, true, false}, 1);
      frame_.draw(at, 5, cut(question.answers[static_cast<std::size_t>(i)], pane.columns - 6), {},
                  pane.columns - 6);
    }
  }

  // ---- over all

  void sheet(const Sheet& sheet) {
    const Pane& pane = layout_.sheet;
    const auto rows = static_cast<std::size_t>(pane.rows - 1);
    std::string title = sheet.title;
    if (sheet.lines.size() > rows)
      title += fmt::format(" ({} to {} of {} lines)", sheet.top + 1,
                           std::min(sheet.top + rows, sheet.lines.size()), sheet.lines.size());
    frame_.rule(pane.row, 0, pick("─", "-"), pane.columns);
    frame_.draw(pane.row, 2, " " + cut(title, pane.columns - 8) + " ", {0, true, false},
                pane.columns);
    for (std::size_t i = 0; i < rows && sheet.top + i < sheet.lines.size(); ++i)
      frame_.draw(pane.row + 1 + static_cast<int>(i), 1,
                  cut(sheet.lines[sheet.top + i], pane.columns - 2), {}, pane.columns - 2);
  }

  /// As many as fit, the important ones first.
  void keys() {
    const int columns = frame_.size().columns;
    int column = 1;
    for (const auto& hint : scene_.keys) {
      if (column + width_of(hint.key) + 1 + width_of(hint.does) > columns) continue;
      column = frame_.draw(layout_.keys, column, hint.key, {0, true, false}, columns);
      column = frame_.draw(layout_.keys, column + 1, hint.does, {}, columns) + 2;
    }
    frame_.reverse(layout_.keys);
  }

  const Scene& scene_;
  Layout layout_;
  Frame frame_;
};

}  // namespace

Frame compose(const Scene& scene, Size size) {
  Composer composer(scene, size);
  return is_large_enough(size) ? composer.whole() : composer.small();
}

std::size_t sheet_lines(Size size) {
  return static_cast<std::size_t>(std::max(size.rows - 3, 1));
}

}  // namespace app
