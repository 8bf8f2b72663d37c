#include "core/os/descriptors/poller.hpp"

#include <poll.h>
#include <sys/epoll.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>

#include "core/os/error.hpp"

namespace os {

Poller::Poller() : fd_(check(::epoll_create1(EPOLL_CLOEXEC), "cannot make a poller")) {}

void Poller::add(int fd) {
  epoll_event event{};
  event.events = EPOLLIN;
  event.data.fd = fd;
  check(::epoll_ctl(fd_.get(), EPOLL_CTL_ADD, fd, &event), "cannot poll a descriptor");
}

void Poller::remove(int fd) {
  check(::epoll_ctl(fd_.get(), EPOLL_CTL_DEL, fd, nullptr), "cannot forget a descriptor");
}

namespace {

/// epoll_pwait2(2), or where the kernel is older than Linux 5.11 epoll_wait(2).
int wait_for(int fd, epoll_event* events, int room, std::optional<std::chrono::nanoseconds> limit) {
  timespec exact{};
  if (limit) {
    const auto seconds = std::chrono::floor<std::chrono::seconds>(*limit);
    exact = {seconds.count(), (*limit - seconds).count()};
  }
  const int count = ::epoll_pwait2(fd, events, room, limit ? &exact : nullptr, nullptr);
  if (count >= 0 || errno != ENOSYS) return count;
  int milliseconds = -1;
  if (limit) {
    // Rounded up: waking early would mean waking twice.
    const auto rounded = std::chrono::ceil<std::chrono::milliseconds>(*limit).count();
    milliseconds = static_cast<int>(std::clamp<long long>(rounded, 0, INT_MAX));
  }
  return ::epoll_wait(fd, events, room, milliseconds);
}

}  // namespace

std::vector<int> Poller::wait(std::optional<std::chrono::nanoseconds> limit) {
  std::array<epoll_event, 64> events{};
  if (limit) limit = std::max(*limit, std::chrono::nanoseconds(0));
  const int count = wait_for(fd_.get(), events.data(), static_cast<int>(events.size()), limit);
  if (count < 0 && errno != EINTR) fail("cannot poll");
  std::vector<int> ready;
  if (count > 0) ready.reserve(static_cast<std::size_t>(count));
  for (int i = 0; i < count; ++i) ready.push_back(events[static_cast<std::size_t>(i)].data.fd);
  return ready;
}

void wait_to_read(const std::vector<int>& descriptors, std::optional<Stamp> deadline) {
  std::vector<pollfd> entries;
  entries.reserve(descriptors.size());
  for (const int fd : descriptors) entries.push_back({fd, POLLIN, 0});
  timespec left{};
  if (deadline) {
    const auto nanoseconds = std::max(*deadline - now(), Stamp(0)).count();
    left = {nanoseconds / 1'000'000'000, nanoseconds % 1'000'000'000};
  }
  const int ready = ::ppoll(entries.data(), entries.size(), deadline ? &left : nullptr, nullptr);
  if (ready < 0 && errno != EINTR) fail("cannot poll");
}

}  // namespace os
