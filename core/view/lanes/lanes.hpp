#pragma once

#include <memory>

#include "core/view/lanes/lane_columns.hpp"
#include "core/view/view.hpp"

namespace view {

/// Lanes never take less; where they would have to, they are broken.
inline constexpr int kNarrowestLanes = 60;

/// The run as a picture, time downwards: a column for each process, arrows for
/// what goes from one to another; or, if the style is plain, a sentence for
/// each event. The page's title stands beside the demo's name in the heading.
///
/// It fits into `style.width` columns, 60 at least. What is printed is broken
/// into as many rows as it takes; what we say ourselves may be cut. Names and
/// PIDs stand where a column begins, and again whenever the columns have moved
/// and after every screenful. Between those rows columns stay where they are:
///
///   - with two processes they are wide, with more they become narrower, never
///     narrower than 14: four columns fit into 80, seven into 120;
///   - with more processes than that, the last column is shared by those that
///     acted longest ago, and there every text begins with a name and a PID.
///     After a screenful, columns go to those that have acted on it; only the
///     first process, where most arrows begin or end, always keeps its own.
std::unique_ptr<View> lanes(const Style& style);

/// Lanes for a window that shows the last rows only. Whoever has the window drives it
/// like any view. No names stand among the rows: they belong above the window.
///
/// When columns have moved, the rows in the window stand in the old ones. Then a new view
/// draws them again, in the columns as they are now.
class LanesView : public View {
 public:
  /// The names above their columns as these are now, on one line; those who have ended
  /// are named until their column is another's.
  virtual std::string heads() const = 0;

  /// Which columns there are, and whose: a view that follows it, right after its begin(),
  /// draws the same processes in the same columns.
  using Seating = LaneColumns::Seating;
  virtual Seating seating() const = 0;
  virtual void follow(const Seating& seating) = 0;
  /// Columns have moved since this was asked.
  virtual bool take_move() = 0;
  /// The rows of the window have been drawn again.
  virtual void begin_anew() = 0;

  /// In place of all events of a process that has come and gone: whoever comes
  /// later has the colour that it would have had.
  virtual void skip_process() = 0;
};

/// The same lanes, for such a window; `style` must not be plain.
std::unique_ptr<LanesView> lanes_in_window(const Style& style);

}  // namespace view
