#include "core/tracer/calls/clocks.hpp"

#include <sys/syscall.h>
#include <sys/time.h>

#include <algorithm>
#include <ctime>

#include "core/os/clock.hpp"
#include "core/os/ptrace/compat_calls.hpp"
#include "core/tracer/calls/call_targets.hpp"

namespace tracer {
namespace {

using std::chrono::nanoseconds;

/// These have no other meaning for us.
constexpr long kClocks[] = {
#ifdef SYS_time
    SYS_time,
#endif
    SYS_gettimeofday, SYS_clock_gettime};

/// What the other time is: so much earlier, and with each look at it so much later.
constexpr nanoseconds kEarlier = std::chrono::hours(24 * 400 + 7) + std::chrono::minutes(11);
constexpr nanoseconds kBetweenLooks = std::chrono::milliseconds(1'370);

struct NarrowMoment {
  std::int32_t seconds;
  std::int32_t rest;
};

bool is_of_day(clockid_t clock) {
  return clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE || clock == CLOCK_TAI;
}

/// Empty: it tells how long a process has computed.
std::optional<nanoseconds> now_by(clockid_t clock) {
  const bool is_of_all =
      clock >= 0 && clock != CLOCK_PROCESS_CPUTIME_ID && clock != CLOCK_THREAD_CPUTIME_ID;
  return is_of_all ? os::time_on(clock) : std::nullopt;
}

/// Seconds, and what is left of them in that unit.
bool write_moment(const os::Tracee& tracee, const os::SystemCall& call, std::uint64_t address,
                  nanoseconds time, nanoseconds unit) {
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(time);
  const timespec wide{seconds.count(), (time - seconds) / unit};
  if (!call.is_compat() || os::has_wide_time(call.compat))
    return tracee.write(address, &wide, sizeof wide);
  const NarrowMoment narrow{static_cast<std::int32_t>(wide.tv_sec),
                            static_cast<std::int32_t>(wide.tv_nsec)};
  return tracee.write(address, &narrow, sizeof narrow);
}

}  // namespace

void Clocks::add_to(os::SystemCallFilter& filter) {
  for (const long number : kClocks) filter.add(number);
}

/// Empty: the kernel says it.
std::optional<nanoseconds> Clocks::say(pid_t thread, clockid_t clock) {
  auto now = now_by(clock);
  if (is_other_) {
    now = now.value_or(nanoseconds(0)) + kBetweenLooks * ++looks_;
    *now -= is_of_day(clock) ? kEarlier : *now / 2;
  }
  if (now) said_[{thread, clock}] = *now;
  return now;
}

bool Clocks::takes(pid_t thread, const os::SystemCall& call) {
  const auto number = static_cast<long>(call.number);
  const bool is_one =
      std::find(std::begin(kClocks), std::end(kClocks), number) != std::end(kClocks);
  if (!is_one) return false;
  const os::Tracee tracee(thread);
  const auto& arguments = call.arguments;
  const bool is_day = call.number != SYS_clock_gettime;
  const auto now = say(thread, is_day ? CLOCK_REALTIME : static_cast<clockid_t>(arguments[0]));
  if (!now) return true;
  const auto unit = is_day ? nanoseconds(std::chrono::microseconds(1)) : nanoseconds(1);
  const std::uint64_t address = arguments[is_day ? 0 : 1];
#ifdef SYS_time
  if (call.number == SYS_time) {
    const std::int64_t seconds = std::chrono::duration_cast<std::chrono::seconds>(*now).count();
    const std::size_t size = call.is_compat() ? sizeof(std::int32_t) : sizeof seconds;
    if (address == 0 || tracee.write(address, &seconds, size)) tracee.answer_instead(seconds);
    return true;
  }
#endif
  // Nobody sets the kernel's time zone any more; see gettimeofday(2).
  const struct timezone none {};
  if (call.number == SYS_gettimeofday && arguments[1] != 0)
    tracee.write(arguments[1], &none, sizeof none);
  if (address != 0 && write_moment(tracee, call, address, *now, unit)) tracee.answer_instead(0);
  return true;
}

std::optional<nanoseconds> Clocks::sleep_of(pid_t thread, const os::SystemCall& call) const {
  const auto said = sleeps_until(call)
                        ? said_.find({thread, static_cast<clockid_t>(call.arguments[0])})
                        : said_.end();
  return tracer::sleep_of(thread, call,
                          said == said_.end() ? std::nullopt : std::optional(said->second));
}

void Clocks::forget(pid_t thread) {
  std::erase_if(said_, [thread](const auto& one) { return one.first.first == thread; });
}

}  // namespace tracer
