#pragma once

#include <string_view>

namespace view {

/// The glyphs of the lanes, each one column wide except the last two. The lanes
/// ask for the set that the terminal can show.
struct LaneGlyphs {
  std::string_view running;
  std::string_view waiting;
  std::string_view sleeping;
  std::string_view shared;  ///< the bar of processes without a column of their own
  std::string_view born;
  std::string_view named;  ///< before a repeated name
  std::string_view act;    ///< where an arrow starts to the right, and for acts that are no prints
  std::string_view back;   ///< where an arrow starts to the left
  std::string_view falls_asleep;
  std::string_view hands_over;
  std::string_view ended;
  std::string_view killed;
  std::string_view line;
  std::string_view crossing;
  std::string_view to_the_right;
  std::string_view to_the_left;
  std::string_view into;
  std::string_view ellipsis;
};

inline constexpr LaneGlyphs kDrawnGlyphs = {"│", "┊", "·", "║", "●", "◆", "├", "┤", "╵",
                                            "●", "■", "╳", "─", "┼", "▶", "◀", "→", "…"};
inline constexpr LaneGlyphs kAsciiGlyphs = {"|", ":", ".", "!", "o", "@", "+", "+",  "'",
                                            "*", "#", "X", "-", "|", ">", "<", "->", "..."};

}  // namespace view
