#pragma once

#include <string>
#include <vector>

#include "app/cli/order_args.hpp"
#include "app/cli/quiz_args.hpp"
#include "app/cli/view_args.hpp"

namespace app {

/// The options of a lesson as they were typed (empty: not at all). The grammar fills one for each
/// lesson, and has that of the chosen one understood.
struct LessonArgs {
  std::string word;  ///< the demo, where it is named without --demo
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
  /// Whether a demo that is asked for takes what is given. Throws UsageError.
  void check_parameters(const lessons::Lesson& lesson, const lessons::Demo* chosen) const;
  /// A parameter, its option, and what was typed.
  struct Given {
    lessons::Parameter parameter;
    const char* option;
    const std::string& text;
  };
  std::vector<Given> parameters() const;
  bool wants_twin(const lessons::Lesson& lesson) const;
};

}  // namespace app
