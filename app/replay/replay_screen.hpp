#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "app/cli/options.hpp"
#include "app/language/wording.hpp"
#include "app/output/destination.hpp"
#include "app/replay/recorded_runs.hpp"
#include "app/replay/rendered_stops.hpp"
#include "app/session/prompt.hpp"

namespace app {

/// The terminal while a reader goes through recorded runs: their events, the
/// lines of the page that they belong to, and the prompt. A replay session
/// drives it, and tells it the current position.
///
/// Text continues downwards, and a sentence reports a step back. Lanes are a
/// picture that grows, with the lines of the page and the prompt below it; a
/// step back removes a row.
class ReplayScreen {
 public:
  /// The runs must not change, and must have a stop.
  ReplayScreen(const ViewOptions& options, const lessons::Catalogue& catalogue,
               const RecordedRuns& runs);

  /// What is said here, in the reader's language.
  const Wording& words() const { return wording(language_); }
  Language language() const { return language_; }

  /// The current stop.
  std::size_t at() const { return at_; }

  /// Shows the first stop.
  void begin();
  /// Goes to the next stop; `asks`: the reader stays there for a while.
  void go_on(bool asks);
  /// Goes to an earlier stop, or to a later one beyond the next.
  void go_to(std::size_t stop);

  void say(std::string_view sentence);
  void explain_keys();

  /// Removes the prompt, and shows it again.
  void clear() { prompt_.erase(); }
  void ask();
  /// What is above the prompt is no longer known.
  void forget_rows() { rows_above_ = 0; }

 private:
  void show_stop(bool with_listing);
  void move_picture(std::size_t from, const std::string& where);
  std::string rows_of(std::size_t stop);
  void show_listing(bool below_heading);
  std::string listing() const;
  std::string place() const;
  std::string keys() const;
  std::string bold(const std::string& text) const;
  std::string picture_up_to(std::size_t stop);
  void write_rows(const std::string& rows);
  void add_lines_below(std::vector<std::string> lines);

  const lessons::Catalogue& catalogue_;
  const RecordedRuns& runs_;
  Destination destination_;
  RenderedStops rendered_;
  Prompt prompt_;
  bool is_picture_;
  Language language_;
  std::size_t at_ = 0;
  std::string shown_listing_;  // of the event before
  std::string remark_;         // to be shown above the next prompt
  int rows_above_ = 0;         // of the picture, on the screen, right above the prompt
};

}  // namespace app
