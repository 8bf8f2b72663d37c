#pragma once

#include <map>
#include <string_view>
#include <vector>

#include "lessons/page.hpp"
#include "lessons/parameters.hpp"

namespace lessons {

/// Something that a run shows or does not, and by which an answer proves right:
/// a line that is printed, or how a process or the whole run ends. Words are
/// those of a recorded run.
struct Sign {
  std::string_view who;        ///< how the name of who acts begins; empty: anybody
  std::string_view kind;       ///< print, exit or signal; or ok, deadlock ...: the run ends so
  std::string_view text;       ///< is in what is printed: one of these, with | between
  std::string_view after;      ///< a line with this in it has come before; empty: any may
  std::string_view not_after;  ///< a line with this in it has not; empty: any may

  bool operator==(const Sign&) const = default;
};

/// One that a reader may give, and all the signs that there are if it is right.
struct Answer {
  std::string_view text;
  std::vector<Sign> signs;
};

/// What a reader is asked to predict before an act, the answers to choose from,
/// and how to tell which is right: the one whose signs are just those that are
/// seen. A lesson's questions are data; the quiz asks them.
struct Question {
  enum class Truth {
    run,      ///< seen in this very run: what is the same whoever acts first
    outcomes  ///< seen in some run, when all schedules are tried: what is not
  };

  std::string_view who;     ///< the process that is about to act: "parent"
  std::string_view before;  ///< its code there, which the page has once
  std::string_view text;
  Truth truth = Truth::run;
  std::vector<Answer> answers;  ///< two to four
  std::string_view reason;      ///< why, in a sentence
  /// Its schedules are tried with fewer names and numbers: for_trying_schedules().
  bool in_small = false;
};

inline bool is_about_outcomes(const Question& question) {
  return question.truth == Question::Truth::outcomes;
}

/// All that there are, by the file of the page that they are about.
const std::map<std::string_view, std::vector<Question>>& all_questions();

/// The questions about a page, in the order in which they are asked.
const std::vector<Question>& questions_about(const Page& page);

/// Whether the questions are true of a demo that runs with these: they speak of
/// the names and numbers that a page has by itself when its acts are held.
bool questions_fit(const Parameters& parameters);

/// As few names and numbers as the questions need: with them, a demo has few
/// schedules, and its questions have the same answers, as a test finds.
Parameters for_trying_schedules();

/// The line of the page that holds `code`, from 1; 0: none does, or several.
int line_of(std::string_view code, const Page& page);

}  // namespace lessons
