#pragma once

#include <string>
#include <vector>

#include "app/check/judge.hpp"
#include "core/view/formatting/terminal.hpp"
#include "core/view/view.hpp"

namespace app {

/// A program that was judged: what a report is about.
struct Checked {
  const Exercise* exercise = nullptr;
  std::string file;
  Verdict verdict;
  std::string trouble = {};  ///< why it could not be judged, a sentence; empty: it was
  std::string who = {};      ///< who handed it in, if that was said
  std::string when = {};     ///< RFC 3339
  std::string version = {};  ///< of mpdemo

  bool is_solved() const { return trouble.empty() && verdict.what == Verdict::What::solved; }
};

/// "solved", "not_solved", "refused", "not_proved", "broken": as data says it.
std::string verdict_name(const Checked& checked);
/// The same for people.
std::string verdict_words(const Checked& checked, Language language);

/// For people: the verdict, a line for each goal, and the run that must not be.
std::string check_text(const Checked& checked, const view::Style& style, Language language);
/// A whole class: a line for each program.
std::string check_table(const std::vector<Checked>& all, Language language);

std::string check_csv(const std::vector<Checked>& all);
/// One document: an array, an object for each program.
std::string check_json(const std::vector<Checked>& all);
/// JUnit XML: a suite for each program, a test case for each goal.
std::string check_junit(const std::vector<Checked>& all);
/// Test Anything Protocol, version 13.
std::string check_tap(const std::vector<Checked>& all);
/// results.json of a Gradescope autograder.
std::string check_gradescope(const Checked& checked);
/// result.json of Classroom 50, schema classroom50/result/v1; its runner sets the variables.
std::string check_classroom(const Checked& checked, const view::Environment& environment);

}  // namespace app
