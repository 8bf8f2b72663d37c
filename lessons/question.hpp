#pragma once

#include <map>
#include <string_view>
#include <vector>

#include "lessons/page.hpp"
#include "lessons/parameters.hpp"

namespace lessons {

/// Something that a run may show and that proves an answer: a printed line, or
/// the end of a process or of the whole run. The words are those of a recorded
/// run.
struct Sign {
  std::string_view who;        ///< the beginning of the acting process's name; empty: any
  std::string_view kind;       ///< print, exit or signal; or the end of the run: ok, deadlock ...
  std::string_view text;       ///< part of the printed text; alternatives separated by |
  std::string_view after;      ///< comes after a line with this text; empty: anywhere
  std::string_view not_after;  ///< comes before any line with this text; empty: anywhere

  bool operator==(const Sign&) const = default;
};

/// A possible answer, and all the signs that prove it.
struct AnswerOption {
  std::string_view text;
  std::vector<Sign> signs;
};

/// What a reader predicts before an act, and the answers to choose from. The
/// right answer is the one with exactly the signs that are seen. A lesson's
/// questions are data; the quiz asks them.
struct Question {
  enum class Truth {
    run,      ///< seen in this run: it is the same in every order
    outcomes  ///< seen in any run, when all schedules are tried: it depends on the order
  };

  std::string_view who;     ///< the process that is about to act: "parent"
  std::string_view before;  ///< the code of the act, unique on the page
  std::string_view text;
  Truth truth = Truth::run;
  std::vector<AnswerOption> answers;  ///< two to four
  std::string_view reason;            ///< why, in a sentence
  /// Its schedules are tried with small parameters: for_trying_schedules().
  bool in_small = false;
};

inline bool is_about_outcomes(const Question& question) {
  return question.truth == Question::Truth::outcomes;
}

/// All questions, by the file of their page.
const std::map<std::string_view, std::vector<Question>>& all_questions();

/// The questions about a page, in the order in which they are asked.
const std::vector<Question>& questions_about(const Page& page);

/// Whether the questions fit a demo with these parameters: they assume a page's
/// default names and numbers for held runs.
bool questions_fit(const Parameters& parameters);

/// The smallest names and numbers for which the questions have the same
/// answers, as a test proves; with them a demo has few schedules.
Parameters for_trying_schedules();

/// The line of the page that holds `code`, from 1; 0: none does, or several.
int line_of(std::string_view code, const Page& page);

}  // namespace lessons
