#include "app/practice/answer.hpp"

#include <algorithm>

#include "app/practice/problem.hpp"

namespace app::practice {
namespace {

constexpr int kHighest = 3;
constexpr int kMostProcesses = 9999;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// "1 3", "1,3" and "13" are the same: there are fewer than ten options.
std::set<int> digits_in(std::string_view line, bool& is_clear) {
  std::set<int> numbers;
  for (const char c : line) {
    if (is_digit(c))
      numbers.insert(c - '0');
    else if (c != ' ' && c != ',' && c != '\t')
      is_clear = false;
  }
  return numbers;
}

}  // namespace

Typed typed_for(const Problem& problem, std::string_view line) {
  using Means = Typed::Means;
  while (!line.empty() && line.front() == ' ') line.remove_prefix(1);
  while (!line.empty() && line.back() == ' ') line.remove_suffix(1);
  if (line.empty() || line == "s") return {Means::skip};
  if (line == "q") return {Means::quit};
  if (line == "w") return {Means::watch};
  if (problem.options.empty()) {
    int number = 0;
    for (const char c : line) {
      if (!is_digit(c)) return {};
      number = std::min(kMostProcesses, 10 * number + (c - '0'));
    }
    return number == 0 ? Typed{} : Typed{Means::answer, {number}};
  }
  bool is_clear = true;
  Typed typed{Means::answer, digits_in(line, is_clear)};
  const int last = static_cast<int>(problem.options.size());
  const bool fits = !typed.numbers.empty() && *typed.numbers.begin() >= 1 &&
                    *typed.numbers.rbegin() <= last &&
                    (problem.may_have_several() || typed.numbers.size() == 1);
  return is_clear && fits ? typed : Typed{};
}

void Difficulty::note(bool is_right) {
  constexpr int kEnough = 2;
  right_ = is_right ? right_ + 1 : 0;
  if (is_fixed_) return;
  if (!is_right) level_ = std::max(1, level_ - 1);
  if (right_ < kEnough || level_ == kHighest) return;
  ++level_;
  right_ = 0;
}

int level_on_sheet(std::size_t number, std::size_t count) {
  return 1 + static_cast<int>((number - 1) * kHighest / std::max<std::size_t>(count, 1));
}

}  // namespace app::practice
