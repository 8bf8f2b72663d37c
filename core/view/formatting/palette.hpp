#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace view {

/// `text` in the colour of the process with that ordinal, from 1. Seven
/// colours that colour-blind readers tell apart (Okabe and Ito), over and over;
/// whoever paints also writes the process's name.
std::string painted(const std::string& text, int ordinal);

/// `text` so that nobody overlooks it: bold, in the palette's yellow. It says
/// by its words what it is about.
std::string highlighted(const std::string& text);

/// A piece of text in one colour.
struct Painted {
  std::string_view text;
  int ordinal = 0;  ///< one that has the same colour; 0: in none
  bool highlighted = false;
};

/// What was painted() and highlighted() in a line that a view has written, for
/// a terminal that is driven otherwise.
std::vector<Painted> unpainted(std::string_view line);

/// The number, of the 256 that terminals know, of a process's colour. On a light
/// ground the same hues are darker.
enum class Ground { dark, light };
int colour_of(int ordinal, Ground ground);

}  // namespace view
