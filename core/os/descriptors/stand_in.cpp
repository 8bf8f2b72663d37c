#include "core/os/descriptors/stand_in.hpp"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <string>
#include <utility>

#include "core/os/descriptors/pipe.hpp"
#include "core/os/error.hpp"

namespace os {
namespace {

constexpr const char* kCannotStandIn = "cannot make a stream for the program";

/// The flags that fcntl(2) can set: a program may ask for them.
void copy_flags(int from, int to) {
  const int flags = ::fcntl(from, F_GETFL);
  if (flags >= 0) ::fcntl(to, F_SETFL, flags & (O_APPEND | O_NONBLOCK));
}

void never_wait(int number) {
  ::fcntl(number, F_SETFL, ::fcntl(number, F_GETFL) | O_NONBLOCK);
}

}  // namespace

std::optional<StandIn> StandIn::of(int number) {
  struct stat status {};
  if (::fstat(number, &status) != 0 || was_closed(number)) return std::nullopt;
  if (S_ISFIFO(status.st_mode)) return pipe(number);
  if (S_ISSOCK(status.st_mode)) return socket(number);
  if (S_ISREG(status.st_mode)) return file(number);
  if (S_ISCHR(status.st_mode) && ::isatty(number) == 1) return terminal(number);
  return std::nullopt;
}

StandIn StandIn::terminal(int number) {
  Fd ours(check(::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC), kCannotStandIn));
  check(::grantpt(ours.get()), kCannotStandIn);
  check(::unlockpt(ours.get()), kCannotStandIn);
  std::array<char, 64> name{};
  if (::ptsname_r(ours.get(), name.data(), name.size()) != 0) fail(kCannotStandIn);
  Fd theirs = open(name.data(), O_RDWR | O_NOCTTY);
  termios modes{};
  if (::tcgetattr(number, &modes) == 0) ::tcsetattr(theirs.get(), TCSANOW, &modes);
  copy_flags(number, theirs.get());
  never_wait(ours.get());
  StandIn made(std::move(ours), std::move(theirs), false);
  made.fit_window(number);
  return made;
}

StandIn StandIn::pipe(int number) {
  auto [ours, theirs] = make_pipe();
  const int size = ::fcntl(number, F_GETPIPE_SZ);
  if (size > 0) ::fcntl(theirs.get(), F_SETPIPE_SZ, size);
  copy_flags(number, theirs.get());
  never_wait(ours.get());
  return {std::move(ours), std::move(theirs), false};
}

StandIn StandIn::socket(int number) {
  int type = SOCK_STREAM;
  socklen_t length = sizeof type;
  ::getsockopt(number, SOL_SOCKET, SO_TYPE, &type, &length);
  std::array<int, 2> ends{};
  check(::socketpair(AF_UNIX, type | SOCK_CLOEXEC, 0, ends.data()), kCannotStandIn);
  copy_flags(number, ends[1]);
  never_wait(ends[0]);
  return {Fd(ends[0]), Fd(ends[1]), false};
}

StandIn StandIn::file(int number) {
  Fd ours(check(::memfd_create("output", MFD_CLOEXEC), kCannotStandIn));
  const int access = ::fcntl(number, F_GETFL) & O_ACCMODE;
  // Opened again, for writing only: the descriptor that created it may read and
  // write.
  Fd theirs = open(("/proc/self/fd/" + std::to_string(ours.get())).c_str(), access);
  struct stat status {};
  const off_t offset = ::lseek(number, 0, SEEK_CUR);
  if (::fstat(number, &status) == 0) check(::ftruncate(ours.get(), status.st_size), kCannotStandIn);
  if (offset > 0) ::lseek(theirs.get(), offset, SEEK_SET);
  copy_flags(number, theirs.get());
  return {std::move(ours), std::move(theirs), true};
}

bool StandIn::discard() {
  if (!readers_end_.is_open()) return false;
  if (is_file_) {
    struct stat status {};
    constexpr blkcnt_t kEnough = 64;  // of 512 bytes
    // A hole keeps the length and takes no memory.
    if (::fstat(readers_end_.get(), &status) == 0 && status.st_blocks > kEnough) {
      ::fallocate(readers_end_.get(), FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, 0,
                  status.st_size);
    }
    return true;
  }
  std::array<char, 64 * 1024> room;
  // A writer that never pauses must not keep the caller here.
  constexpr int kMostPieces = 64;
  for (int piece = 0; piece < kMostPieces; ++piece) {
    const ssize_t size =
        uninterrupted([&] { return ::read(readers_end_.get(), room.data(), room.size()); });
    if (size > 0) continue;
    // A pseudo-terminal whose last writer has closed it fails with EIO.
    return size < 0 && errno == EAGAIN;
  }
  return true;
}

void StandIn::fit_window(int number) const {
  winsize size{};
  if (::ioctl(number, TIOCGWINSZ, &size) == 0) ::ioctl(readers_end_.get(), TIOCSWINSZ, &size);
}

}  // namespace os
