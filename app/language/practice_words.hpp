#pragma once

#include <string_view>

#include "app/language/language.hpp"
#include "app/practice/programs/draft.hpp"

namespace app {

/// What practice says in one language. {} marks what is filled in, in the order of the
/// English.
struct PracticeWords {
  std::string_view title_of_one;
  std::string_view title;    ///< how many questions
  std::string_view heading;  ///< number, of how many, topic, level
  std::string_view topic_fork;
  std::string_view topic_pipe;
  std::string_view topic_lock;
  std::string_view topic_wait;
  std::string_view topic_signal;

  // Questions and what they offer.
  std::string_view asks_processes;
  std::string_view asks_outputs;
  std::string_view asks_ending;
  std::string_view asks_close;
  std::string_view ends_always;
  std::string_view ends_sometimes;
  std::string_view ends_never;
  std::string_view between_lines;
  std::string_view and_hangs;    ///< lines
  std::string_view close_after;  ///< close(), line

  // The dialogue.
  std::string_view prompt_number;
  std::string_view prompt_one;      ///< the last number
  std::string_view prompt_several;  ///< the last number
  std::string_view no_number;
  std::string_view no_option;           ///< the last number
  std::string_view no_options;          ///< the last number
  std::string_view is_right;            ///< the answer
  std::string_view is_wrong;            ///< the answer
  std::string_view is_skipped;          ///< the answer
  std::string_view can_come;            ///< numbers
  std::string_view cannot_come;         ///< numbers
  std::string_view still_hangs;         ///< number
  std::string_view does_not_print_all;  ///< number
  std::string_view one_tried;
  std::string_view all_tried;    ///< schedules
  std::string_view one_output;   ///< schedules
  std::string_view all_outputs;  ///< schedules, outputs
  std::string_view offers_run;
  std::string_view offers_option;  ///< number
  std::string_view next_level;     ///< level
  std::string_view level_again;    ///< level
  std::string_view score;          ///< right, of how many
  std::string_view score_skipped;  ///< right, of how many, skipped
  std::string_view preparing;      ///< number

  // The sheet.
  std::string_view sheet_title;
  std::string_view name_line;
  std::string_view answers;
  std::string_view write_number;
  std::string_view a_run;  ///< schedule
  std::string_view made_by;
};

const PracticeWords& practice_words(Language language);

/// What there is to learn from a program, as a sentence or two.
std::string_view told(practice::Fact fact, Language language);

}  // namespace app
