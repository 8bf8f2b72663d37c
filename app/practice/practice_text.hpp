#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "app/language/language.hpp"
#include "app/practice/problem.hpp"

namespace app::practice {

// What a question says, for people, in their language. Nothing here asks or reads anything.

/// Questions that belong together, and how to get them again.
struct Sheet {
  std::vector<Problem> problems;
  std::string command;  ///< "mpdemo practice --seed 7"
};

std::string_view word_for(Topic topic);
std::string_view word_for(Asks asks);
/// "Practice: 5 questions."
std::string title(std::size_t count, Language language);
std::string heading(const Problem& problem, std::size_t number, std::size_t count,
                    Language language);
/// The lines of its program with their numbers.
std::string numbered_source(const Problem& problem);
std::string_view question(const Problem& problem, Language language);
std::string option_text(const Problem& problem, const Option& option, Language language);
/// "1, 3"; "4 processes" is "4".
std::string answer_text(const Problem& problem);
/// Why that is so, and how it is known.
std::string explanation(const Problem& problem, Language language);
/// What is to be said of the options that were chosen wrongly, or missed.
std::string remarks(const Problem& problem, const std::set<int>& given, Language language);
/// The run that shows the answer best; "": none is needed.
std::string run_text(const Problem& problem, Language language);

/// The heading, the program, the question and its options, for so many columns.
std::string problem_text(const Problem& problem, std::size_t number, std::size_t count,
                         std::size_t width, Language language);

std::string sheet_text(const Sheet& sheet, Language language);
std::string sheet_json(const Sheet& sheet, std::uint64_t seed, Language language);
/// To be printed: the questions, and on a page of their own the answers. Only there is the seed,
/// which gives them away.
std::string sheet_html(const Sheet& sheet, Language language);

}  // namespace app::practice
