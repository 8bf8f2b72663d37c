#pragma once

#include <string>
#include <vector>

#include "app/cli/args/order_args.hpp"
#include "app/cli/args/quiz_args.hpp"
#include "app/cli/args/view_args.hpp"

namespace app {

/// The options of a lesson as typed (empty: not given). The grammar fills one for each lesson,
/// and calls understood() for the chosen one.
struct LessonArgs {
  std::string word;  ///< the demo, if it is named without --demo
  std::string demo;
  bool step = false;
  bool automatic = false;
  std::string pace;
  std::string speed;
  std::string timeout;
  std::string workers;
  std::string tasks;
  std::string items;
  std::string processes;
  std::string increments;
  bool python = false;
  bool trace = false;
  QuizArgs quiz;
  OrderArgs order;
  ViewArgs view;

  /// Throws UsageError.
  LessonCommand understood(const lessons::Lesson& lesson) const;

 private:
  const lessons::Demo* understand_demo(const lessons::Lesson& lesson) const;
  lessons::Parameters understand_parameters() const;
  /// Throws UsageError unless the chosen demo takes the given parameters.
  void check_parameters(const lessons::Lesson& lesson, const lessons::Demo* chosen) const;
  void check_programs(const lessons::Lesson& lesson, const lessons::Demo* chosen) const;
  /// A parameter, its option, and what was typed.
  struct Given {
    lessons::Parameter parameter;
    const char* option;
    const std::string& text;
  };
  std::vector<Given> parameters() const;
  void check_challenge() const;
  bool wants_twin(const lessons::Lesson& lesson) const;
};

}  // namespace app
