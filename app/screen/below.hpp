#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "app/screen/scene.hpp"

namespace app {

/// What stands below the lanes: a text, and below that the processes to choose from, or
/// a question's answers. compose() asks it how many rows it wants, tells it how many it
/// gets, and draws what it then has.
///
/// The list comes first: who may act is never out of sight. Where rows are scarce those
/// that wait share a row, then those that are not proposed; the text scrolls.
class Below {
 public:
  /// A row of the list.
  struct Row {
    enum class Kind { candidate, answer, others, waiting } kind = Kind::candidate;
    const Candidate* candidate = nullptr;
    int number = 0;    ///< of an answer; 0: its row goes on
    std::string text;  ///< of all but a candidate
  };

  /// `first`: paragraphs that come before the scene's own.
  Below(const Scene& scene, const std::vector<std::string>& first, int columns);

  /// Enough to show everything at once, or nearly so if there is a crowd.
  int wanted() const;
  void fit(int rows);

  /// The lines of the text that are in sight.
  std::vector<std::string> text() const;
  /// The number of the first of them, from 0, and how many there are.
  std::size_t top() const { return top_; }
  std::size_t lines() const { return text_.size(); }
  /// How far the text can be scrolled; 0: all of it is in sight.
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
