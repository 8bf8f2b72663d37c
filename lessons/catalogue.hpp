#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "lessons/page.hpp"
#include "lessons/parameters.hpp"
#include "lessons/question.hpp"

namespace lessons {

/// What a demo has whose page is an ordinary program: the tracer runs it as it is.
struct Program {
  std::vector<std::string> arguments;
  std::vector<Question> questions;  ///< see questions_about()
  /// Reads them, where that was put off: most commands ask nothing.
  std::function<std::vector<Question>()> read_questions = {};
  std::string_view outcomes;  ///< why they cannot all be found; empty: they can
  bool is_built_in = false;   ///< mpdemo carries it, so that no compiler is needed
};

/// One program of a lesson, and the pages that show it.
struct Demo {
  std::string_view name;
  void (*run)(const Parameters&);  ///< nullptr: `program` says what runs
  Page page;
  Page python;                                ///< its twin, in Python 3 or another language
  std::vector<Parameter> parameters = {};     ///< that a reader may change
  std::vector<std::string_view> topics = {};  ///< what it is also about, in a word each
  Program* program = nullptr;
  std::string_view cures = {};  ///< the demo of its lesson whose fault it does not have

  std::string_view title() const { return page.title(); }
};

/// Runs a page that has no parameters.
template <void (*page)()>
void plain(const Parameters&) {
  page();
}

/// A subcommand: demos that teach one thing, in the order they are read.
struct Lesson {
  std::string_view name;
  std::string_view title;
  std::vector<Demo> demos;
  int level = kLastLevel;                     ///< the order of learning, from 1
  std::vector<std::string_view> needs = {};   ///< the lessons to read before it
  std::vector<std::string_view> topics = {};  ///< what all of its demos are about

  static constexpr int kLastLevel = 9;

  /// The parameters that any of its demos takes, in the order of the
  /// enumeration.
  std::vector<Parameter> parameters() const;
};

/// All lessons that mpdemo carries, in the order of learning. app lists, looks up and runs
/// from this table alone; tests bring tables of their own.
using Catalogue = std::vector<Lesson>;
const Catalogue& catalogue();

/// The lessons whose pages are in C++ over mp.
const Catalogue& pages_over_mp();

/// The questions about a demo, in the order in which they are asked.
const std::vector<Question>& questions_about(const Demo& demo);

/// Whether a demo is about a topic, as far as its words tell: a part of its name, its
/// title or a topic. Capitals make no difference.
bool is_about(const Lesson& lesson, const Demo& demo, std::string_view topic);

}  // namespace lessons
