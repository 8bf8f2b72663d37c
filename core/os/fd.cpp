#include "core/os/fd.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <string>

#include "core/os/error.hpp"

namespace os {

void Fd::reset() {
  // Linux frees the number even when close reports an error, so never retry.
  if (number_ >= 0) ::close(std::exchange(number_, -1));
}

Fd open(const char* path, int flags, unsigned mode) {
  const int number = uninterrupted([&] { return ::open(path, flags | O_CLOEXEC, mode); });
  if (number < 0) fail(std::string("cannot open ") + path);
  return Fd(number);
}

void make_standard(const Fd& fd, int number) {
  check(uninterrupted([&] { return ::dup2(fd.get(), number); }), "cannot redirect a descriptor");
}

void close_all_but(std::vector<int> kept) {
  std::sort(kept.begin(), kept.end());
  unsigned from = 3;
  for (const int number : kept) {
    const auto keep = static_cast<unsigned>(number);
    if (keep > from) ::close_range(from, keep - 1, 0);
    from = std::max(from, keep + 1);
  }
  ::close_range(from, ~0U, 0);
}

bool close_on_exec(int number) {
  return ::fcntl(number, F_SETFD, FD_CLOEXEC) == 0;
}

bool keep_on_exec(int number) {
  return ::fcntl(number, F_SETFD, 0) == 0;
}

bool can_open(std::size_t more) {
  std::vector<Fd> opened;
  opened.reserve(more);
  while (opened.size() < more) {
    opened.emplace_back(::fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 0));
    if (!opened.back().is_open()) return false;
  }
  return true;
}

void occupy_standard() {
  for (int number = 0; number <= 2; ++number) {
    if (::fcntl(number, F_GETFD) >= 0) continue;
    // The lowest free number is the one that is missing.
    check(::open("/dev/null", number == 0 ? O_WRONLY : O_RDONLY), "cannot open /dev/null");
  }
}

}  // namespace os
