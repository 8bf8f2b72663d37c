#include "core/os/descriptors/timer.hpp"

#include <sys/timerfd.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>

#include "core/os/error.hpp"

namespace os {
namespace {

void arm(const Fd& fd, std::chrono::nanoseconds after) {
  constexpr long kSecond = 1'000'000'000;
  itimerspec when{};
  when.it_value.tv_sec = static_cast<time_t>(after.count() / kSecond);
  when.it_value.tv_nsec = static_cast<long>(after.count() % kSecond);
  check(::timerfd_settime(fd.get(), 0, &when, nullptr), "cannot set a timer");
}

}  // namespace

Timer::Timer()
    : fd_(check(::timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK),
                "cannot make a timer")) {}

void Timer::set(std::chrono::nanoseconds after) {
  // Zero would mean never.
  arm(fd_, std::max(after, std::chrono::nanoseconds(1)));
}

void Timer::stop() {
  arm(fd_, std::chrono::nanoseconds(0));
}

bool Timer::take() {
  std::uint64_t times = 0;
  return ::read(fd_.get(), &times, sizeof times) == sizeof times;
}

}  // namespace os
