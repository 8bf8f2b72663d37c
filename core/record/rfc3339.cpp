#include "core/record/rfc3339.hpp"

#include <cstddef>

namespace record {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::nanoseconds;
using std::chrono::seconds;

/// Reads a text from the left, piece by piece; once a piece is wrong, the whole
/// text is no date.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : rest_(text) {}

  bool ok() const { return ok_; }
  bool at_end() const { return rest_.empty(); }

  /// The next character, if it is one of `wanted`; otherwise '\0'.
  char take(std::string_view wanted) {
    if (rest_.empty() || wanted.find(rest_.front()) == std::string_view::npos) return '\0';
    const char taken = rest_.front();
    rest_.remove_prefix(1);
    return taken;
  }

  void expect(std::string_view wanted) { ok_ = take(wanted) != '\0' && ok_; }

  /// Exactly `digits` digits that give a number from `low` to `high`.
  int number(std::size_t digits, int low, int high) {
    int value = 0;
    for (std::size_t i = 0; i < digits; ++i) {
      const char digit = take("0123456789");
      ok_ = digit != '\0' && ok_;
      value = value * 10 + (digit - '0');
    }
    ok_ = ok_ && value >= low && value <= high;
    return ok_ ? value : low;
  }

  /// One to nine decimals.
  nanoseconds fraction() {
    nanoseconds value{0};
    nanoseconds place{100'000'000};
    std::size_t digits = 0;
    for (char digit; (digit = take("0123456789")) != '\0'; ++digits) {
      value += (digit - '0') * place;
      place /= 10;
    }
    ok_ = ok_ && digits >= 1 && digits <= 9;
    return value;
  }

 private:
  std::string_view rest_;
  bool ok_ = true;
};

}  // namespace

std::optional<WallTime> parse_rfc3339(std::string_view text) {
  Scanner scan(text);
  const std::chrono::year year{scan.number(4, 1970, 2199)};
  scan.expect("-");
  const std::chrono::month month{static_cast<unsigned>(scan.number(2, 1, 12))};
  scan.expect("-");
  const std::chrono::day day{static_cast<unsigned>(scan.number(2, 1, 31))};
  scan.expect("Tt ");
  nanoseconds time = hours(scan.number(2, 0, 23));
  scan.expect(":");
  time += minutes(scan.number(2, 0, 59));
  scan.expect(":");
  time += seconds(scan.number(2, 0, 60));
  if (scan.take(".") != '\0') time += scan.fraction();

  const char zone = scan.take("Zz+-");
  if (zone == '+' || zone == '-') {
    nanoseconds ahead = hours(scan.number(2, 0, 23));
    scan.expect(":");
    ahead += minutes(scan.number(2, 0, 59));
    time += zone == '-' ? ahead : -ahead;
  }

  const std::chrono::year_month_day date{year, month, day};
  if (!scan.ok() || zone == '\0' || !scan.at_end() || !date.ok()) return std::nullopt;
  return WallTime{std::chrono::sys_days{date}} + time;
}

}  // namespace record
