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

void close_all_but(int first, int second) {
  const auto low = static_cast<unsigned>(std::min(first, second));
  const auto high = static_cast<unsigned>(std::max(first, second));
  if (low > 3) ::close_range(3, low - 1, 0);
  if (high > low + 1) ::close_range(low + 1, high - 1, 0);
  ::close_range(high + 1, ~0U, 0);
}

void occupy_standard() {
  for (int number = 0; number <= 2; ++number) {
    if (::fcntl(number, F_GETFD) >= 0) continue;
    // The lowest free number is the one that is missing.
    check(::open("/dev/null", number == 0 ? O_WRONLY : O_RDONLY), "cannot open /dev/null");
  }
}

}  // namespace os
