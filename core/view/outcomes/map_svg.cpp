#include "core/view/outcomes/map_svg.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/view/formatting/display_width.hpp"
#include "core/view/formatting/fit.hpp"
#include "core/view/formatting/harmless.hpp"
#include "core/view/model/words.hpp"
#include "core/view/outcomes/map_words.hpp"
#include "core/view/svg/svg_sheet.hpp"

namespace view {
namespace {

using Row = MapPicture::Row;

// In pixels.
constexpr int kMargin = 16;
constexpr int kRail = 18;
constexpr int kWordGap = 12;
constexpr int kLeastWidth = 480;
// In characters.
constexpr std::size_t kMostInColumn = 34;
constexpr std::size_t kLeastInColumn = 14;

int pixels(std::size_t characters) {
  return static_cast<int>(std::lround(static_cast<double>(characters) * SvgSheet::kCharacter));
}

/// Draws one map, from the top down. map_svg() makes one for each demo.
class MapArtist {
 public:
  MapArtist(const MappedOutcomes& outcomes, const Style& style)
      : picture_(picture_of(outcomes)),
        heading_(headline_of(outcomes.report, style.language)),
        style_(style),
        rails_(kMargin + SvgSheet::kMark),
        words_(rails_ + static_cast<int>(picture_.rails) * kRail + kWordGap) {
    std::size_t longest = kLeastInColumn;
    for (const Row& row : picture_.rows)
      longest = std::max(longest, display_width(words_of(row, style.language)));
    column_ = pixels(std::min(longest, kMostInColumn)) + 2 * kWordGap;
  }

  int y() const { return y_; }
  int width() const { return width_; }

  std::string draw(int top) {
    y_ = top + kMargin + SvgSheet::kRow / 2;
    put(kMargin, heading_, SvgSheet::Words::bold);
    y_ += 2 * SvgSheet::kRow;
    int process = 0;
    for (const std::string& name : picture_.processes) {
      ++process;
      const std::string shown = cut_to(harmless(name), kMostInColumn, ellipsis());
      bar(process);
      put(x_of(process), shown, SvgSheet::Words::bold);
    }
    first_ = y_ + SvgSheet::kRow;
    for (std::size_t number = 0; number < picture_.rows.size(); ++number) branches(number);
    std::string below = sheet_.take();
    for (std::size_t number = 1; number < picture_.rows.size(); ++number) row(number);
    y_ = y_of(picture_.rows.size());
    const bool has_lost = std::any_of(picture_.rows.begin(), picture_.rows.end(),
                                      [](const Row& row) { return row.is_lost; });
    if (has_lost) {
      sheet_.mark(rails_, y_, 0, SvgSheet::Mark::ring);
      put(rails_ + kRail, words(style_.language).map.lost, SvgSheet::Words::faint);
      y_ += SvgSheet::kRow;
    }
    y_ += kMargin - SvgSheet::kRow / 2;
    return below + sheet_.take();
  }

 private:
  std::string_view ellipsis() const { return style_.ascii ? "..." : "…"; }
  int rail_x(const Row& row) const { return rails_ + static_cast<int>(row.rail) * kRail; }
  int y_of(std::size_t number) const { return first_ + static_cast<int>(number) * SvgSheet::kRow; }
  int x_of(int process) const { return words_ + (std::max(process, 1) - 1) * column_; }

  void put(int x, std::string_view text, SvgSheet::Words how = SvgSheet::Words::plain) {
    sheet_.words(x, y_, text, how);
    width_ = std::max(width_, x + pixels(display_width(text)) + kMargin);
  }

  /// A short bar in the colour of the process, left of its words.
  void bar(int process) {
    sheet_.line(x_of(process) - kWordGap / 2, y_ - SvgSheet::kRow / 2 + 2,
                y_ + SvgSheet::kRow / 2 - 2, process, SvgSheet::Stroke::whole);
  }

  void branches(std::size_t number) {
    for (const std::size_t next : picture_.rows[number].next) {
      sheet_.bend(rail_x(picture_.rows[number]), y_of(number), rail_x(picture_.rows[next]),
                  y_of(next));
    }
  }

  void row(std::size_t number) {
    const Row& row = picture_.rows[number];
    using Mark = SvgSheet::Mark;
    y_ = y_of(number);
    const bool is_line = row.kind == Row::Kind::line;
    const Mark mark = is_line                           ? row.is_lost ? Mark::ring : Mark::circle
                      : row.kind == Row::Kind::good_end ? Mark::square
                                                        : Mark::cross;
    sheet_.mark(rail_x(row), y_, row.process, mark);
    const std::string words = cut_to(words_of(row, style_.language), 2 * kMostInColumn, ellipsis());
    if (is_line) bar(row.process);
    const int x = x_of(row.process);
    put(x, words, is_line ? SvgSheet::Words::plain : SvgSheet::Words::bold);
    if (const std::string rest = folded_words(row, style_); !rest.empty())
      put(x + pixels(display_width(words) + 2), rest, SvgSheet::Words::faint);
  }

  MapPicture picture_;
  std::string heading_;
  const Style& style_;
  int rails_;
  int words_;
  int column_ = 0;
  int y_ = 0;
  int first_ = 0;
  int width_ = kLeastWidth;
  SvgSheet sheet_;
};

}  // namespace

std::string map_svg(std::span<const MappedOutcomes> demos, const Style& style) {
  const Words& said = words(style.language);
  std::string drawings;
  std::string titles;
  std::string descriptions(said.map.how_to_read);
  int width = 0;
  int height = 0;
  for (const MappedOutcomes& demo : demos) {
    MapArtist artist(demo, style);
    drawings += artist.draw(height);
    width = std::max(width, artist.width());
    height = artist.y();
    const std::string name = harmless(demo.report.lesson) + "/" + harmless(demo.report.demo);
    titles.append(titles.empty() ? "" : said.waits.between).append(filled(said.map.title, name));
    descriptions += headline_of(demo.report, style.language).append(said.stop);
  }
  return svg_document(width, height, titles, descriptions, drawings, style.language);
}

}  // namespace view
