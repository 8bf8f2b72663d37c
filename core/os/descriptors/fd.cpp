#include "core/os/descriptors/fd.hpp"

#include <fcntl.h>
#include <linux/kcmp.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <string>
#include <system_error>

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

Fd away_from_standard(Fd fd) {
  return fd.get() > 2 ? std::move(fd) : copy_of(fd.get());
}

Fd copy_of(int number) {
  return Fd(check(::fcntl(number, F_DUPFD_CLOEXEC, 3), "cannot copy a descriptor"));
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

bool was_closed(int number) {
  struct stat file {};
  const dev_t null_device = ::makedev(1, 3);
  if (::fstat(number, &file) != 0) return true;
  if (!S_ISCHR(file.st_mode) || file.st_rdev != null_device) return false;
  const int access = ::fcntl(number, F_GETFL) & O_ACCMODE;
  return access == (number == 0 ? O_WRONLY : O_RDONLY);
}

void close_number(int number) {
  ::close(number);
}

void abandon(int number) {
  make_standard(open("/dev/null", O_RDWR), number);
}

namespace {

/// The open descriptors above 2 that an exec would close, or the others.
std::vector<int> open_above_standard(bool closed_on_exec) {
  std::vector<int> found;
  std::error_code gone;
  for (std::filesystem::directory_iterator entry("/proc/self/fd", gone), end; !gone && entry != end;
       entry.increment(gone)) {
    const std::string name = entry->path().filename();
    int number = -1;
    std::from_chars(name.data(), name.data() + name.size(), number);
    const int flags = number > 2 ? ::fcntl(number, F_GETFD) : -1;
    if (flags >= 0 && ((flags & FD_CLOEXEC) != 0) == closed_on_exec) found.push_back(number);
  }
  return found;
}

}  // namespace

void close_inherited() {
  for (const int number : open_above_standard(false)) ::close(number);
}

void close_own_but(int kept) {
  for (const int number : open_above_standard(true)) {
    if (number != kept) ::close(number);
  }
}

bool is_regular_file(int number) {
  struct stat file {};
  return ::fstat(number, &file) == 0 && S_ISREG(file.st_mode);
}

bool share_description(int one, int other) {
  const pid_t self = ::getpid();
  return ::syscall(SYS_kcmp, self, self, KCMP_FILE, one, other) == 0;
}

}  // namespace os
