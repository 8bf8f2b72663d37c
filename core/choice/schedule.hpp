#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace choice {

/// Who acts, choice by choice, as a value. A process is identified by its
/// number in order of appearance, from 1, which is also its `pid` in a record
/// with stable IDs; reused PIDs get new numbers.
///
/// Its text is "1x3.2x2.1": process 1 three times, process 2 twice, process 1
/// once. It contains no special characters of a shell.
class Schedule {
 public:
  Schedule() = default;
  explicit Schedule(std::vector<int> numbers) : numbers_(std::move(numbers)) {}

  /// Empty when `text` is not of that form, or has more than a million choices.
  static std::optional<Schedule> parse(std::string_view text);
  /// "" if it has no choices.
  std::string to_string() const;

  void add(int number) { numbers_.push_back(number); }
  /// The first `count` choices, or all.
  Schedule first(std::size_t count) const;

  std::size_t size() const { return numbers_.size(); }
  bool empty() const { return numbers_.empty(); }
  /// The highest number in it: there are at least so many processes.
  int highest() const;
  int operator[](std::size_t index) const { return numbers_[index]; }

  bool operator==(const Schedule&) const = default;

 private:
  std::vector<int> numbers_;
};

}  // namespace choice
