#include "core/os/clock.hpp"

#include <errno.h>
#include <time.h>

#include <array>
#include <cstdio>

namespace os {

Stamp now() {
  return *time_on(CLOCK_MONOTONIC);
}

std::optional<std::chrono::nanoseconds> time_on(clockid_t clock) {
  timespec spec{};
  if (::clock_gettime(clock, &spec) != 0) return std::nullopt;
  return std::chrono::seconds(spec.tv_sec) + std::chrono::nanoseconds(spec.tv_nsec);
}

void sleep_until(Stamp moment) {
  timespec until{};
  until.tv_sec = moment.count() / 1'000'000'000;
  until.tv_nsec = moment.count() % 1'000'000'000;
  while (::clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, nullptr) == EINTR) {
  }
}

std::string wall_clock() {
  timespec spec{};
  ::clock_gettime(CLOCK_REALTIME, &spec);
  tm utc{};
  ::gmtime_r(&spec.tv_sec, &utc);
  std::array<char, 64> text{};
  const std::size_t length = ::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%S", &utc);
  std::snprintf(text.data() + length, text.size() - length, ".%06ldZ", spec.tv_nsec / 1000);
  return text.data();
}

}  // namespace os
