#include "core/view/outcomes/map_picture.hpp"

#include <algorithm>
#include <compare>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

#include "core/view/outcomes/outcome_lines.hpp"

namespace view {
namespace {

using choice::OutcomeAutomaton;
using Row = MapPicture::Row;

/// Builds a picture: which rows there are, then what follows what, then the rails.
class MapDraughtsman {
 public:
  MapDraughtsman(const MappedOutcomes& outcomes, std::size_t most)
      : map_(outcomes.map),
        is_proved_(outcomes.report.exhaustive),
        most_(std::max<std::size_t>(most, 1)) {
    name_processes();
    rank_nodes();
    choose_lines();
    add_rows();
    connect();
    lay_rails();
  }

  MapPicture take() { return std::move(picture_); }

 private:
  /// A line and what can follow it. In a row of their own are those that differ in this.
  struct Box {
    std::size_t rank;
    int process;
    record::Outcome::Line line;
    std::size_t to;
    auto operator<=>(const Box&) const = default;  // NOLINT(modernize-use-nullptr)
  };

  Box box_of(const OutcomeAutomaton::Arc& arc) const {
    return {ranks_[arc.to], ordinals_.at(arc.line.name), arc.line, arc.to};
  }

  void name_processes() {
    std::set<std::string> names;
    for (const auto& node : map_.nodes)
      for (const auto& arc : node.next) names.insert(arc.line.name);
    picture_.processes = in_order({names.begin(), names.end()});
    for (const std::string& name : picture_.processes)
      ordinals_.emplace(name, static_cast<int>(ordinals_.size()) + 1);
  }

  /// How many lines come before at most: all arcs lead down.
  void rank_nodes() {
    ranks_.assign(map_.nodes.size(), 0);
    for (std::size_t node = 0; node < map_.nodes.size(); ++node) {
      for (const auto& arc : map_.nodes[node].next)
        ranks_[arc.to] = std::max(ranks_[arc.to], ranks_[node] + 1);
    }
  }

  void choose_lines() {
    for (const auto& node : map_.nodes)
      for (const auto& arc : node.next) boxes_.insert(box_of(arc));
    if (boxes_.size() <= most_) return;
    // Whole ranks, if there is one that fits.
    auto end = std::next(boxes_.begin(), static_cast<std::ptrdiff_t>(most_));
    const auto whole =
        std::find_if(boxes_.begin(), end, [&](const Box& box) { return box.rank == end->rank; });
    boxes_.erase(whole == boxes_.begin() ? end : whole, boxes_.end());
  }

  /// What can follow a row, as far as no row further up leads there.
  void note_rows_after(std::size_t row, std::size_t node) {
    if (map_.nodes.empty()) return;
    for (const auto& arc : map_.nodes[node].next) after_row_.try_emplace(box_of(arc), row);
  }

  void add_row(const Box& box) {
    const std::size_t number = picture_.rows.size();
    rows_of_boxes_.emplace(box, number);
    Row& row = picture_.rows.emplace_back();
    row.kind = Row::Kind::line;
    row.line = box.line;
    row.process = box.process;
    row.is_lost = is_proved_ && !map_.nodes[box.to].ends_well;
    targets_.push_back(box.to);
    note_rows_after(number, box.to);
  }

  void add_rows() {
    picture_.rows.emplace_back();
    note_rows_after(0, 0);
    for (auto first = boxes_.begin(); first != boxes_.end();) {
      const auto end = std::find_if(first, boxes_.end(),
                                    [&](const Box& box) { return box.rank != first->rank; });
      // Branches stay together: first what follows the row that is further up.
      std::vector<Box> boxes(first, end);
      std::stable_sort(boxes.begin(), boxes.end(), [&](const Box& one, const Box& other) {
        return after_row_.at(one) < after_row_.at(other);
      });
      for (const Box& box : boxes) add_row(box);
      first = end;
    }
    // In the picture as far as one is drawn that comes before it.
    std::set<std::string> endings;
    const auto note = [&](std::size_t node) {
      endings.insert(map_.nodes[node].endings.begin(), map_.nodes[node].endings.end());
    };
    if (!map_.nodes.empty()) note(0);
    for (const std::size_t target : targets_) note(target);
    for (const std::string& ending : endings) {
      rows_of_endings_.emplace(ending, picture_.rows.size());
      Row& row = picture_.rows.emplace_back();
      row.kind = ending == "ok" ? Row::Kind::good_end : Row::Kind::bad_end;
      row.ending = ending;
    }
  }

  void connect() {
    if (map_.nodes.empty()) return;
    connect(0, 0);
    for (std::size_t i = 0; i < targets_.size(); ++i) connect(i + 1, targets_[i]);
  }

  void connect(std::size_t number, std::size_t node) {
    Row& row = picture_.rows[number];
    choice::Count folded;
    for (const auto& arc : map_.nodes[node].next) {
      const auto found = rows_of_boxes_.find(box_of(arc));
      if (found == rows_of_boxes_.end()) {
        folded += map_.nodes[arc.to].outcomes;
      } else {
        row.next.push_back(found->second);
      }
    }
    for (const std::string& ending : map_.nodes[node].endings)
      row.next.push_back(rows_of_endings_.at(ending));
    std::sort(row.next.begin(), row.next.end());
    if (!(folded == choice::Count())) row.folded = folded.to_string();
  }

  /// Each row has one rail, from the first row that leads there on.
  void lay_rails() {
    std::vector<std::optional<std::size_t>> rails;  // the row that each leads to
    for (std::size_t number = 0; number < picture_.rows.size(); ++number) {
      Row& row = picture_.rows[number];
      const auto own = std::find(rails.begin(), rails.end(), number);
      row.rail = static_cast<std::size_t>(own - rails.begin());
      if (own == rails.end()) rails.emplace_back();
      rails[row.rail].reset();
      std::size_t from = row.rail;
      for (const std::size_t next : row.next) {
        if (std::find(rails.begin(), rails.end(), next) != rails.end()) continue;
        const auto free = rails[from] ? std::find(rails.begin(), rails.end(), std::nullopt)
                                      : rails.begin() + static_cast<std::ptrdiff_t>(from);
        picture_.rows[next].since = number;
        if (free == rails.end()) {
          rails.emplace_back(next);
        } else {
          *free = next;
        }
      }
      picture_.rails = std::max(picture_.rails, rails.size());
    }
  }

  const OutcomeAutomaton& map_;
  bool is_proved_;
  std::size_t most_;
  std::map<std::string, int> ordinals_;
  std::vector<std::size_t> ranks_;
  std::set<Box> boxes_;
  std::vector<std::size_t> targets_;      // of each line's row
  std::map<Box, std::size_t> after_row_;  // the first row that leads to each
  std::map<Box, std::size_t> rows_of_boxes_;
  std::map<std::string, std::size_t> rows_of_endings_;
  MapPicture picture_;
};

}  // namespace

bool MapPicture::has_rail(std::size_t below, std::size_t rail) const {
  for (std::size_t number = below + 1; number < rows.size(); ++number) {
    if (rows[number].rail == rail && rows[number].since <= below) return true;
  }
  return false;
}

MapPicture picture_of(const MappedOutcomes& outcomes, std::size_t most) {
  return MapDraughtsman(outcomes, most).take();
}

}  // namespace view
