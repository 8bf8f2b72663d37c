#include "core/view/outcomes/map_text.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "core/view/formatting/count.hpp"
#include "core/view/formatting/display_width.hpp"
#include "core/view/formatting/fit.hpp"
#include "core/view/formatting/harmless.hpp"
#include "core/view/formatting/palette.hpp"
#include "core/view/formatting/wrap.hpp"
#include "core/view/model/told_again.hpp"
#include "core/view/model/words.hpp"
#include "core/view/outcomes/map_words.hpp"

namespace view {
namespace {

using Row = MapPicture::Row;

/// The ways out of one character, and the character with these.
constexpr unsigned kUp = 1, kDown = 2, kLeft = 4, kRight = 8;

std::string_view drawn(unsigned ways, bool ascii) {
  constexpr std::string_view kDrawn[] = {" ", "╵", "╷", "│", "╴", "╯", "╮", "┤",
                                         "╶", "╰", "╭", "├", "─", "┴", "┬", "┼"};
  constexpr std::string_view kAscii[] = {" ", "|", "|", "|", "-", "'", ".", "+",
                                         "-", "'", ".", "+", "-", "+", "+", "+"};
  return (ascii ? kAscii : kDrawn)[ways];
}

std::string_view mark_of(const Row& row, bool ascii) {
  switch (row.kind) {
    case Row::Kind::start:
      return ascii ? "." : "╷";
    case Row::Kind::line:
      return row.is_lost ? (ascii ? "O" : "○") : (ascii ? "*" : "●");
    case Row::Kind::good_end:
      return ascii ? "#" : "■";
    case Row::Kind::bad_end:
      return ascii ? "X" : "╳";
  }
  return " ";
}

/// Draws a picture, row by row.
class MapPage {
 public:
  MapPage(const MapPicture& picture, const Style& style)
      : picture_(picture), style_(style), margin_(2 * picture.rails + 1) {
    const std::size_t all = static_cast<std::size_t>(std::max(style.width, 40));
    room_ = all - std::min(margin_, all / 2);
    const std::size_t columns = std::max<std::size_t>(picture.processes.size(), 1);
    column_ = room_ / columns;
    // Closer together, where the words of the last columns would be cut otherwise.
    std::size_t closest = kLeastColumn;
    for (const std::string& name : picture.processes)
      closest = std::max(closest, display_width(harmless(name)) + 2);
    for (const Row& row : picture.rows) {
      if (row.process < 2) continue;
      const std::size_t words = std::min(display_width(words_of(row, style.language)), room_);
      const std::size_t column = (room_ - words) / static_cast<std::size_t>(row.process - 1);
      if (column < column_) column_ = std::min(column_, std::max(column, closest));
    }
  }

  std::string text() const {
    std::string text = names();
    for (std::size_t number = 0; number < picture_.rows.size(); ++number) {
      if (number != 0) text += line_of(number) + "\n";
      if (const std::string branches = branches_below(number); !branches.empty())
        text += branches + "\n";
    }
    return text;
  }

 private:
  /// Where the words of a process begin. Without room for columns they share one, and each row
  /// begins with the name.
  static constexpr std::size_t kLeastColumn = 12;
  /// Where there is less room, it is only said that something is folded.
  static constexpr std::size_t kLeastFolded = 30;
  bool has_columns() const { return column_ >= kLeastColumn; }
  std::size_t start_of(int process) const {
    return has_columns() ? static_cast<std::size_t>(process - 1) * column_ : 0;
  }

  std::string painted_as(const std::string& text, int process) const {
    return style_.colour && process > 0 ? painted(text, process) : text;
  }
  std::string_view ellipsis() const { return style_.ascii ? "..." : "…"; }

  std::string names() const {
    if (!has_columns() || picture_.processes.empty()) return {};
    std::string text(margin_, ' ');
    int process = 0;
    for (const std::string& name : picture_.processes) {
      const std::string shown = cut_to(harmless(name), column_ - 1, ellipsis());
      text += painted_as(shown, ++process) + std::string(column_ - display_width(shown), ' ');
    }
    return text.erase(text.find_last_not_of(' ') + 1) + "\n";
  }

  std::string line_of(std::size_t number) const {
    const Row& row = picture_.rows[number];
    std::string text;
    for (std::size_t rail = 0; rail < picture_.rails; ++rail) {
      const bool passes = picture_.has_rail(number - 1, rail);
      text += rail == row.rail ? painted_as(std::string(mark_of(row, style_.ascii)), row.process)
              : passes         ? std::string(drawn(kUp | kDown, style_.ascii))
                               : " ";
      text += ' ';
    }
    const std::size_t start = row.kind == Row::Kind::line ? start_of(row.process) : 0;
    text += std::string(start + 1, ' ');
    std::string words = words_of(row, style_.language);
    if (row.kind == Row::Kind::line && !has_columns()) words = named(row);
    std::size_t room = room_ - std::min(start, room_);
    std::string rest = folded_words(row, style_);
    if (!rest.empty()) {
      rest = room < kLeastFolded ? std::string(ellipsis()) : cut_to(rest, room - 10, ellipsis());
      room -= std::min(room, display_width(rest) + 2);
    }
    text += painted_as(cut_to(words, room, ellipsis()), row.process);
    if (!rest.empty()) text += "  " + rest;
    return text.erase(text.find_last_not_of(' ') + 1);
  }

  static std::string named(const Row& row) {
    return harmless(row.line.name) + ": " + harmless(row.line.text);
  }

  /// The row of branches between this row and the next; "": what follows is right below.
  std::string branches_below(std::size_t number) const {
    const Row& row = picture_.rows[number];
    std::size_t first = row.rail;
    std::size_t last = row.rail;
    std::vector<bool> is_met(picture_.rails, false);
    is_met[row.rail] = true;
    for (const std::size_t next : row.next) {
      const std::size_t rail = picture_.rows[next].rail;
      is_met[rail] = true;
      first = std::min(first, rail);
      last = std::max(last, rail);
    }
    if (first == last) return {};
    std::string text;
    for (std::size_t rail = 0; rail < picture_.rails; ++rail) {
      const bool comes = rail == row.rail ? number != 0 || row.kind != Row::Kind::start
                                          : number != 0 && picture_.has_rail(number - 1, rail);
      unsigned ways = (comes ? kUp : 0U) | (picture_.has_rail(number, rail) ? kDown : 0U);
      const bool is_inside = first < rail && rail < last;
      if (is_met[rail]) {
        ways |= (rail > first ? kLeft : 0U) | (rail < last ? kRight : 0U);
      } else if (is_inside && ways == 0) {
        ways = kLeft | kRight;
      }
      text += drawn(ways, style_.ascii);
      text += first <= rail && rail < last ? drawn(kLeft | kRight, style_.ascii) : " ";
    }
    return text.erase(text.find_last_not_of(' ') + 1);
  }

  const MapPicture& picture_;
  const Style& style_;
  std::size_t margin_;
  std::size_t room_ = 0;
  std::size_t column_ = 0;
};

std::string sentences(const MapPicture& picture, const Style& style) {
  const Words& said = words(style.language);
  const auto rows_after = [&](const Row& row) {
    std::string numbers;
    for (const std::size_t next : row.next)
      numbers += fmt::format("{}{}", numbers.empty() ? "" : said.waits.list_comma, next);
    return numbers;
  };
  std::string text;
  for (std::size_t number = 0; number < picture.rows.size(); ++number) {
    const Row& row = picture.rows[number];
    std::string what;
    if (row.kind == Row::Kind::start) what = said.map.begins;
    if (row.kind == Row::Kind::line)
      what = fmt::format(
          "{}{}{}", harmless(row.line.name), said.colon,
          row.line.text.empty() ? std::string(said.empty_line) : harmless(row.line.text));
    if (what.empty()) what = words_of(row, style.language);
    if (row.is_lost) what = filled(said.map.and_lost, what);
    const std::string next = rows_after(row);
    if (!next.empty()) what = filled(said.map.then_rows, what, next);
    if (!row.folded.empty()) what = filled(said.map.and_folded, what, folded_words(row, style));
    text += fmt::format("{}. {}{}\n", number, what, said.stop);
  }
  return text;
}

/// As many lines as leave room for the rails.
MapPicture fitting_picture(const MappedOutcomes& outcomes, const Style& style) {
  const auto most_rails = static_cast<std::size_t>(std::max(style.width, 40) / 6);
  std::size_t most = kMostMapRows;
  MapPicture picture = picture_of(outcomes, most);
  while (picture.rails > most_rails && most > 8) picture = picture_of(outcomes, most -= 4);
  return picture;
}

}  // namespace

std::string map_text(const MappedOutcomes& outcomes, const Style& style) {
  const std::string heading = headline_of(outcomes.report, style.language);
  if (style.plain) {
    return heading + std::string(words(style.language).stop) + "\n" +
           sentences(picture_of(outcomes), style);
  }
  const MapPicture picture = fitting_picture(outcomes, style);
  std::string text = wrapped(heading, static_cast<std::size_t>(std::max(style.width, 40)), 2);
  text += "\n\n" + MapPage(picture, style).text();
  const bool has_lost = std::any_of(picture.rows.begin(), picture.rows.end(),
                                    [](const Row& row) { return row.is_lost; });
  if (has_lost)
    text += fmt::format("\n{} {}\n", style.ascii ? "O" : "○", words(style.language).map.lost);
  return text;
}

}  // namespace view
