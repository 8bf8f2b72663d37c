#include "core/choice/schedule.hpp"

#include <algorithm>
#include <charconv>

namespace choice {
namespace {

constexpr std::size_t kMostChoices = 1'000'000;

/// Takes a whole number from 1 off the front of `text`; empty: there is none.
std::optional<int> take_number(std::string_view& text) {
  int number = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || number < 1) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(stop - text.data()));
  return number;
}

}  // namespace

std::optional<Schedule> Schedule::parse(std::string_view text) {
  Schedule schedule;
  while (true) {
    const auto number = take_number(text);
    if (!number) return std::nullopt;
    std::size_t times = 1;
    if (text.starts_with('x')) {
      text.remove_prefix(1);
      const auto count = take_number(text);
      if (!count) return std::nullopt;
      times = static_cast<std::size_t>(*count);
    }
    if (times > kMostChoices - schedule.size()) return std::nullopt;
    schedule.numbers_.insert(schedule.numbers_.end(), times, *number);
    if (text.empty()) return schedule;
    if (!text.starts_with('.')) return std::nullopt;
    text.remove_prefix(1);
  }
}

std::string Schedule::to_string() const {
  std::string text;
  for (auto from = numbers_.begin(); from != numbers_.end();) {
    const auto to = std::find_if(from, numbers_.end(), [&](int number) { return number != *from; });
    if (!text.empty()) text += '.';
    text += std::to_string(*from);
    if (to - from > 1) text += 'x' + std::to_string(to - from);
    from = to;
  }
  return text;
}

int Schedule::highest() const {
  return numbers_.empty() ? 0 : *std::max_element(numbers_.begin(), numbers_.end());
}

Schedule Schedule::first(std::size_t count) const {
  Schedule beginning;
  const auto end = numbers_.begin() + static_cast<std::ptrdiff_t>(std::min(count, size()));
  beginning.numbers_.assign(numbers_.begin(), end);
  return beginning;
}

}  // namespace choice
