#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "app/screen/scene.hpp"

namespace app {

/// The part below the lanes: a text, then the processes to choose from, or a question's
/// answers. compose() asks how many rows it wants, says how many it gets, and draws the
/// result.
///
/// The list comes first: the processes that may act are always in sight. If rows are
/// scarce, the waiting processes share a row, then those that are not proposed; the
/// text scrolls.
class Below {
 public:
  /// A row of the list.
  struct Row {
    enum class Kind { candidate, answer, others, waiting } kind = Kind::candidate;
    const Candidate* candidate = nullptr;
    int number = 0;    ///< of an answer; 0: continues the row above
    std::string text;  ///< unless it is a candidate
  };

  /// `first`: paragraphs that come before the scene's own.
  Below(const Scene& scene, const std::vector<std::string>& first, int columns);

  /// Enough rows to show everything, or nearly everything if there are many
  /// processes.
  int wanted() const;
  void fit(int rows);

  /// The visible lines of the text.
  std::vector<std::string> text() const;
  /// The number of the first visible line, from 0, and how many are visible.
  std::size_t top() const { return top_; }
  std::size_t lines() const { return text_.size(); }
  /// How far the text can be scrolled; 0: all of it is visible.
  std::size_t overflow() const { return text_.size() - shown_; }
  const std::vector<Row>& rows() const { return rows_; }

 private:
  void list_answers();
  void list_candidates(int rows);
  std::vector<std::string> in_short(const std::vector<const Candidate*>& some, int most) const;

  const Scene& scene_;
  std::size_t columns_;
  std::vector<std::string> text_;
  std::size_t shown_ = 0;
  std::size_t top_ = 0;
  std::vector<Row> rows_;
};

}  // namespace app
