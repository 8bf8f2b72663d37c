#pragma once

#include <fstream>
#include <functional>
#include <sstream>
#include <string>

#include "lessons/catalogue.hpp"
#include "tests/support/catch.hpp"

/// Calls `check` with every demo whose page is in C++ over mp.
inline void for_each_demo(
    const std::function<void(const lessons::Lesson&, const lessons::Demo&)>& check) {
  for (const auto& lesson : lessons::pages_over_mp()) {
    for (const auto& demo : lesson.demos) {
      CAPTURE(lesson.name, demo.name);
      check(lesson, demo);
    }
  }
}

/// The content of a file of the project, named relative to its root.
inline std::string content_of(std::string_view file) {
  std::ifstream stream(std::string(MPDEMO_SOURCE_DIR "/") + std::string(file));
  std::ostringstream text;
  text << stream.rdbuf();
  return text.str();
}
