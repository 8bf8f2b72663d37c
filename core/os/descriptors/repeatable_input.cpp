#include "core/os/descriptors/repeatable_input.hpp"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <string_view>

#include "core/os/descriptors/fd.hpp"
#include "core/os/error.hpp"
#include "core/os/memory/memory_file.hpp"

namespace os {
namespace {

constexpr int kLong = 1000;  // milliseconds

/// Whether there is something to read, or the end has come.
bool is_readable_within(int limit) {
  pollfd input{STDIN_FILENO, POLLIN, 0};
  return ::poll(&input, 1, limit) != 0;
}

void read_to_end(MemoryFile& copy, const std::function<void()>& takes_long) {
  std::array<char, 64 * 1024> piece{};
  bool was_told = false;
  for (;;) {
    if (!is_readable_within(was_told ? -1 : kLong)) {
      takes_long();
      was_told = true;
      continue;
    }
    const ssize_t size = ::read(STDIN_FILENO, piece.data(), piece.size());
    if (size == 0) return;
    if (size > 0)
      copy.append({piece.data(), static_cast<std::size_t>(size)});
    else if (errno != EINTR && errno != EAGAIN)
      fail("cannot read standard input");
  }
}

}  // namespace

RepeatableInput::RepeatableInput(const std::function<void()>& takes_long) {
  if (::isatty(STDIN_FILENO) == 1) return;
  const off_t now = ::lseek(STDIN_FILENO, 0, SEEK_CUR);
  if (now >= 0) {
    start_ = now;
    return;
  }
  if (errno != ESPIPE) return;
  MemoryFile copy("mpdemo input");
  read_to_end(copy, takes_long);
  make_standard(copy.fd(), STDIN_FILENO);
  start_ = 0;
}

void RepeatableInput::part() {
  if (start_) make_standard(os::open("/proc/self/fd/0", O_RDONLY), STDIN_FILENO);
}

void RepeatableInput::rewind() {
  if (start_) check(::lseek(STDIN_FILENO, *start_, SEEK_SET), "cannot rewind standard input");
}

}  // namespace os
