#include "core/record/rfc3339.hpp"

#include <string>

#include "tests/support/catch.hpp"

using namespace std::chrono_literals;
using record::parse_rfc3339;

TEST_CASE("a date is read to the nanosecond, in any zone") {
  const auto noon = record::WallTime{std::chrono::sys_days{std::chrono::January / 31 / 2026}} + 12h;
  CHECK(parse_rfc3339("2026-01-31T12:00:00Z") == noon);
  CHECK(parse_rfc3339("2026-01-31T12:00:00.5Z") == noon + 500ms);
  CHECK(parse_rfc3339("2026-01-31T12:00:00.123456789Z") == noon + 123456789ns);
  CHECK(parse_rfc3339("2026-01-31T20:00:00+08:00") == noon);
  CHECK(parse_rfc3339("2026-01-31t06:30:00-05:30") == noon);
  CHECK(parse_rfc3339("2026-01-31 12:00:60z") == noon + 60s);
}

TEST_CASE("what is no date is refused") {
  for (const char* text :
       {"", "yesterday", "2026-01-31", "2026-01-31T12:00:00", "2026-01-31T12:00:00.Z",
        "2026-01-31T12:00:00.1234567890Z", "2026-02-30T12:00:00Z", "2026-13-01T12:00:00Z",
        "2026-01-31T24:00:00Z", "2026-01-31T12:60:00Z", "2026-01-31T12:00:61Z",
        "1969-12-31T23:59:59Z", "2026-01-31T12:00:00+24:00", "2026-01-31T12:00:00Z ",
        "2026-01-31T12:00:00+08", "+026-01-31T12:00:00Z", "2026-1-31T12:00:00Z"})
    CHECK_FALSE(parse_rfc3339(text));
}

TEST_CASE("a date that is cut off anywhere is refused") {
  const std::string whole = "2026-01-31T12:00:00.123456+08:00";
  for (std::size_t length = 0; length < whole.size(); ++length)
    CHECK_FALSE(parse_rfc3339(whole.substr(0, length)));
}
