#pragma once

#include <string>
#include <string_view>

#include "core/view/model/language.hpp"

namespace view {

/// A drawing in SVG on its way into text: lines, marks, arrows and words, in
/// pixels from the upper left corner, each in the colour of a process. The
/// picture of a run draws on it and takes what it has drawn.
///
/// Colours are those of Okabe and Ito, over and over; 0 is the ink of the text.
class SvgSheet {
 public:
  /// In pixels: a character of the font, a row of text, a mark.
  static constexpr double kCharacter = 7.8;
  static constexpr int kRow = 20;
  static constexpr int kMark = 5;

  enum class Mark { circle, ring, square, cross, tick };
  enum class Stroke { whole, dashed, dotted };

  void line(int x, int from_y, int to_y, int ordinal, Stroke stroke);
  void mark(int x, int y, int ordinal, Mark mark);
  /// From one x to the other with a head, and a label above the middle of it.
  void arrow(int from_x, int to_x, int y, int ordinal, std::string_view label);

  /// What a process prints, a name, what we say ourselves, a time.
  enum class Words { plain, bold, faint, time };
  /// One row whose middle is `y`, from x on; a time ends there. The text may hold
  /// anything.
  void words(int x, int y, std::string_view text, Words how = Words::plain);

  /// What has been drawn. The sheet is empty afterwards.
  std::string take();

 private:
  std::string drawn_;
};

/// A document of that size around drawings. `title` and `description` are for
/// who does not see it; they may hold anything.
std::string svg_document(int width, int height, std::string_view title,
                         std::string_view description, std::string_view drawings,
                         Language language);

}  // namespace view
