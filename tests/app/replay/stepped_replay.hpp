#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "tests/app/mpdemo.hpp"
#include "tests/app/screen.hpp"

namespace tests {

/// A run of fork/basic, the same each time: twelve events, its lines on the page.
inline std::string record_of_basic() {
  return mpdemo({"fork", "--demo", "basic", "--schedule", "1x4.2x3.1x3", "--ids", "stable",
                 "--time", "none", "--format", "jsonl"})
      .output;
}

/// A record of two runs: fork/basic has twelve events, process/join ten.
inline std::string record_of_two() {
  return record_of_basic() + mpdemo({"process", "--demo", "join", "--schedule", "1x3.2x2.1x3",
                                     "--ids", "stable", "--time", "none", "--format", "jsonl"})
                                 .output;
}

/// `mpdemo replay --step`, line by line, at its first prompt: lanes on a terminal of 80 x 24,
/// text on one that is too low for the full screen.
class SteppedReplay {
 public:
  explicit SteppedReplay(const std::string& record, Arguments more = {},
                         Options options = support::on_terminal())
      : program(kMpdemo, arguments(folder_, record, more), line_by_line(more, options)) {
    program.expect("q] ");
  }

  /// Types, and waits for the next prompt.
  void press(std::string_view key) {
    program.send_keys(key);
    program.expect("q] ");
  }
  void press_often(int times, std::string_view key) {
    for (int i = 0; i < times; ++i) press(key);
  }
  std::string prompt() const {
    const std::string& output = program.output();
    return output.substr(output.rfind('\n') + 1);
  }
  /// The output since the last prompt but one: the last step.
  std::string step() const {
    const std::string& output = program.output();
    const auto end = output.rfind("q] ");
    const auto begin = output.rfind("q] ", end - 1);
    return output.substr(begin == output.npos ? 0 : begin + 3);
  }
  std::vector<std::string> screen() const { return screen_of(program.output()); }
  bool left_terminal_as_before() const {
    return os::same_modes(program.modes(), program.modes_before());
  }

 private:
  static Options line_by_line(const Arguments& more, Options options) {
    if (std::find(more.begin(), more.end(), "lanes") == more.end()) options.rows = 19;
    return options;
  }
  static Arguments arguments(const Folder& folder, const std::string& record, Arguments more) {
    write_file(folder / "run", record);
    more.insert(more.begin(), {"replay", folder / "run", "--color", "never"});
    return more;
  }

  Folder folder_;

 public:
  Program program;
};

}  // namespace tests
