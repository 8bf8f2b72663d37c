#pragma once

#include "app/screen/frame.hpp"
#include "app/screen/scene.hpp"

namespace app {

/// A part of a frame.
struct Pane {
  int row = 0;
  int column = 0;
  int rows = 0;
  int columns = 0;
};

/// What a frame of that size has room for; smaller ones show a sentence.
inline constexpr Size kSmallest{80, 24};
inline bool is_large_enough(Size size) {
  return size.columns >= kSmallest.columns && size.rows >= kSmallest.rows;
}

/// Rows that a scene has to show.
struct Need {
  int heading = 1;
  int below = 0;
};

/// Where everything stands on a frame that is large enough. It depends on the
/// size and the page alone, so that nothing moves from step to step; only where the
/// part below needs more than its rows it gets some of the lanes', then of the page's.
struct Layout {
  Layout(const std::vector<Scene::Line>& listing, Size size, Need need = {});

  bool side_by_side = false;
  Pane listing;
  Pane lanes;
  Pane below;    ///< the prose and the candidates
  int rule = 0;  ///< the row of the rule above that
  int keys = 0;  ///< the row of the keys
  Pane overlay;  ///< all between the heading and the keys
};

/// Columns in front of a line of the listing: marks, number, space.
inline constexpr int kMarkColumns = 6;
inline constexpr int kGutter = kMarkColumns + 4;

}  // namespace app
