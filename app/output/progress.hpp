#pragma once

#include <chrono>
#include <functional>
#include <string>

#include "core/os/clock.hpp"

namespace app {

/// A line on the terminal with the progress of work that takes longer than a
/// second, or another time; nothing if there is no terminal. The work calls
/// show() as often as it likes.
class Progress {
 public:
  /// `quiet`: how long nothing is shown.
  explicit Progress(std::string what, std::chrono::nanoseconds quiet = std::chrono::seconds(1));
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  ~Progress() { clear(); }

  /// `how_far` is called only when it is time for another line.
  void show(const std::function<std::string()>& how_far);
  void clear();

 private:
  std::string what_;
  bool is_seen_;
  bool is_shown_ = false;
  os::Stamp next_;
};

}  // namespace app
