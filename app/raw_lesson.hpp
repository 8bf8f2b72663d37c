#pragma once

#include <string>

#include "app/raw_order.hpp"
#include "app/raw_quiz.hpp"
#include "app/raw_view.hpp"

namespace app {

/// The options of a lesson as they were typed. The grammar fills one for each
/// lesson, and has that of the chosen one understood.
struct RawLesson {
  std::string demo;
  bool step = false;
  bool automatic = false;
  std::string pace;
  double speed = 1;
  std::string timeout;
  lessons::Parameters parameters;
  std::string items;
  bool has_increments = false;
  RawQuiz quiz;
  RawOrder order;
  RawView view;

  /// Throws UsageError.
  LessonCommand understood(const lessons::Lesson& lesson) const;
};

}  // namespace app
