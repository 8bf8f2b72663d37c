#pragma once

#include <optional>
#include <set>
#include <string_view>

namespace app::practice {

struct Problem;

/// What a reader has typed for an answer.
struct Typed {
  enum class Means { answer, skip, quit, watch, unclear } means = Means::unclear;
  std::set<int> numbers = {};
};

/// An empty line skips the question. Numbers that are none of the options are unclear.
Typed typed_for(const Problem& problem, std::string_view line);

/// How difficult the next question is, if success is to raise that.
class Difficulty {
 public:
  Difficulty() = default;
  explicit Difficulty(int level) : level_(level), is_fixed_(true) {}

  int level() const { return level_; }
  /// Two right answers, one after the other, raise it; a wrong one lowers it.
  void note(bool is_right);
  void note_skipped() { right_ = 0; }

 private:
  int level_ = 1;
  bool is_fixed_ = false;
  int right_ = 0;  // one after the other
};

/// On a sheet nobody answers meanwhile: it rises from the first question to the last.
int level_on_sheet(std::size_t number, std::size_t count);

}  // namespace app::practice
