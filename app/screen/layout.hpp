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

/// The smallest frame with room for everything; smaller ones show a sentence.
inline constexpr Size kSmallest{70, 20};
inline bool is_large_enough(Size size) {
  return size.columns >= kSmallest.columns && size.rows >= kSmallest.rows;
}

/// How many rows a scene needs.
struct Need {
  int heading = 1;
  int below = 0;
};

/// The positions of all parts on a frame that is large enough. They depend only on the
/// size and the page, so that nothing moves from step to step; but if the lower part
/// needs more rows, it takes some from the lanes, then from the page.
struct Layout {
  Layout(const std::vector<Scene::Line>& listing, Size size, Need need = {});

  bool side_by_side = false;
  Pane listing;
  Pane lanes;
  Pane below;    ///< the prose and the candidates
  int rule = 0;  ///< the row of the rule above it
  int keys = 0;  ///< the row of the keys
  Pane overlay;  ///< everything between the heading and the keys
};

/// Columns before a line of the listing: marks, number, space.
inline constexpr int kMarkColumns = 6;
inline constexpr int kGutter = kMarkColumns + 4;

}  // namespace app
