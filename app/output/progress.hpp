#pragma once

#include <chrono>
#include <functional>
#include <string>

#include "core/os/clock.hpp"

namespace app {

/// One line on the terminal that says how far something is which takes longer
/// than a second, or any other time; elsewhere than on a terminal, nothing.
/// Whoever does the work drives it, as often as it likes.
class Progress {
 public:
  /// `quiet`: so long nothing is said of it.
  explicit Progress(std::string what, std::chrono::nanoseconds quiet = std::chrono::seconds(1));
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  ~Progress() { clear(); }

  /// `how_far` is asked only when it is time for another line.
  void show(const std::function<std::string()>& how_far);
  void clear();

 private:
  std::string what_;
  bool is_seen_;
  bool is_shown_ = false;
  os::Stamp next_;
};

}  // namespace app
