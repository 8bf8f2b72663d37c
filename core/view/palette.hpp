#pragma once

#include <string>

namespace view {

/// `text` in the colour of the process with that ordinal, from 1. Seven
/// colours that colour-blind readers tell apart (Okabe and Ito), over and over;
/// whoever paints also writes the process's name.
std::string painted(const std::string& text, int ordinal);

/// `text` so that nobody overlooks it: bold, in the palette's yellow. It says
/// by its words what it is about.
std::string highlighted(const std::string& text);

}  // namespace view
