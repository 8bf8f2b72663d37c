#pragma once

#include <string>
#include <string_view>

#include "core/view/model/language.hpp"

namespace view {

/// Builds a drawing in SVG from lines, marks, arrows and words, in pixels from
/// the upper left corner, each in the colour of a process. The picture of a run
/// draws on it and takes the result.
///
/// The colours are those of Okabe and Ito, repeated; 0 is the colour of text.
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
  /// Down from one point to a lower one, which it reaches from straight above: within a row's
  /// height it is at the other x.
  void bend(int from_x, int from_y, int to_x, int to_y);
  /// From one x to the other with a head, and a label above the middle of it.
  void arrow(int from_x, int to_x, int y, int ordinal, std::string_view label);

  /// Printed text, a name, our own text, a time.
  enum class Words { plain, bold, faint, time };
  /// One row with its middle at `y`, starting at x; a time ends there. The text
  /// may contain anything.
  void words(int x, int y, std::string_view text, Words how = Words::plain);

  /// Returns what has been drawn, and empties the sheet.
  std::string take();

 private:
  std::string drawn_;
};

/// The same for a document whose size is known only at its end. Between the two come the
/// drawings.
std::string svg_head(std::string_view title, Language language);
std::string svg_foot(int width, int height, std::string_view description);

/// A document of that size around drawings. `title` and `description` are for
/// those who cannot see it; they may contain anything.
std::string svg_document(int width, int height, std::string_view title,
                         std::string_view description, std::string_view drawings,
                         Language language);

}  // namespace view
