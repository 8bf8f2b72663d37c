#include "core/view/formatting/count.hpp"

#include <fmt/format.h>

namespace view {

std::string grouped(std::uint64_t number) {
  return grouped_digits(std::to_string(number));
}

std::string grouped_digits(const std::string& digits) {
  std::string text;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i != 0 && (digits.size() - i) % 3 == 0) text += ',';
    text += digits[i];
  }
  return text;
}

std::string counted(std::uint64_t number, const Words::Counted& noun) {
  return filled(number == 1 ? noun.one : noun.some, grouped(number));
}

std::string share(std::uint64_t part, std::uint64_t whole) {
  if (part == 0) return "0 %";
  if (part >= whole) return "100 %";
  const int decimals = whole > 100 ? 1 : 0;
  const double step = decimals == 1 ? 0.1 : 1;
  const double percent = static_cast<double>(part) / static_cast<double>(whole) * 100;
  // Rounded, these two would look like none, or all.
  if (percent < step / 2) return fmt::format("<{} %", step);
  if (percent >= 100 - step / 2) return fmt::format(">{} %", 100 - step);
  return fmt::format("{:.{}f} %", percent, decimals);
}

}  // namespace view
