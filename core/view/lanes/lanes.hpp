#pragma once

#include <memory>

#include "core/view/lanes/lane_columns.hpp"
#include "core/view/view.hpp"

namespace view {

/// The minimum width of lanes; a narrower terminal wraps them.
inline constexpr int kNarrowestLanes = 60;

/// The run as a picture, time downwards: a column for each process, and arrows
/// between them; or, if the style is plain, a sentence for each event. The
/// heading has the demo's name and the page's title.
///
/// It fits into `style.width` columns, at least 60. Printed text is wrapped
/// into as many rows as needed; our own texts may be cut. Names and PIDs are
/// shown where a column begins, whenever the columns have moved, and after
/// every screenful. Between these rows columns do not move:
///
///   - with two processes they are wide, with more they become narrower, never
///     narrower than 14: four columns fit into 80, seven into 120, and with 13 for a
///     traced program five and eight;
///   - with more processes than that, the last column is shared by those that
///     acted longest ago, and there every text begins with a name and a PID.
///     After a screenful, columns go to those that have acted on it; only the
///     first process, where most arrows begin or end, always keeps its own.
std::unique_ptr<View> lanes(const Style& style);

/// Lanes for a window that shows only the last rows, driven like any view. There are
/// no names among the rows: they belong above the window.
///
/// When columns have moved, the rows in the window still have the old ones. Then a new
/// view redraws them with the current columns.
class LanesView : public View {
 public:
  /// The names above their current columns, on one line, including ended processes
  /// until another one takes their column.
  virtual std::string heads() const = 0;

  /// The columns and their processes: a view that follows it, right after begin(), draws
  /// the same processes in the same columns.
  using Seating = LaneColumns::Seating;
  virtual Seating seating() const = 0;
  virtual void follow(const Seating& seating) = 0;
  /// Whether columns have moved since the last call.
  virtual bool take_move() = 0;
  /// The rows of the window have been redrawn.
  virtual void begin_anew() = 0;

  /// Replaces all events of a process that has come and gone: later processes
  /// keep their colours.
  virtual void skip_process() = 0;
};

/// The same lanes, for such a window; `style` must not be plain.
std::unique_ptr<LanesView> lanes_in_window(const Style& style);

}  // namespace view
