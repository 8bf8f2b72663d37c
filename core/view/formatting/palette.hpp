#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace view {

/// `text` in the colour of the process with that ordinal, from 1. Seven colours
/// that colour-blind readers can distinguish (Okabe and Ito), repeated; the
/// process's name must be written as well.
std::string painted(const std::string& text, int ordinal);

/// `text` made conspicuous: bold, in the palette's yellow. The colour must not
/// be its only meaning.
std::string highlighted(const std::string& text);

/// A piece of text in one colour.
struct Painted {
  std::string_view text;
  int ordinal = 0;  ///< a process with that colour; 0: none
  bool highlighted = false;
};

/// Undoes painted() and highlighted() in a line of a view, for a terminal that
/// ncurses drives.
std::vector<Painted> unpainted(std::string_view line);

/// A process's colour among the 256 of terminals. On a light background the same
/// hues are darker.
enum class Ground { dark, light };
int colour_of(int ordinal, Ground ground);

}  // namespace view
