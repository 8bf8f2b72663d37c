#include "core/os/descriptors/growing_file.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <string>

#include "core/os/error.hpp"

namespace os {
namespace {

struct stat state_of_file(int fd) {
  struct stat state {};
  check(::fstat(fd, &state), "cannot look at a file");
  return state;
}

/// Opening a leased file for writing sends SIGIO to the lease holder, which
/// would end it: while this lives, SIGIO is ignored.
class NoLeaseSignal {
 public:
  NoLeaseSignal() {
    struct sigaction ignored {};
    ignored.sa_handler = SIG_IGN;
    ::sigaction(SIGIO, &ignored, &before_);
  }
  NoLeaseSignal(const NoLeaseSignal&) = delete;
  NoLeaseSignal& operator=(const NoLeaseSignal&) = delete;
  ~NoLeaseSignal() { ::sigaction(SIGIO, &before_, nullptr); }

 private:
  struct sigaction before_ {};
};

}  // namespace

GrowingFile::GrowingFile(int fd)
    : fd_(fd), watch_(check(::inotify_init1(IN_CLOEXEC | IN_NONBLOCK), "cannot watch files")) {
  // By descriptor: the name may refer to another file by now.
  const std::string name = "/proc/self/fd/" + std::to_string(fd);
  check(::inotify_add_watch(watch_.get(), name.c_str(), IN_MODIFY | IN_CLOSE_WRITE),
        "cannot watch the file");
}

bool GrowingFile::can_watch(int fd) {
  return S_ISREG(state_of_file(fd).st_mode);
}

void GrowingFile::on_event() {
  alignas(inotify_event) std::array<char, 4096> events{};
  for (;;) {
    const auto size = uninterrupted([&] { return ::read(get(), events.data(), events.size()); });
    if (size <= 0) return;
    // A watched file, unlike a folder, gives events without names.
    for (const char* at = events.data(); at < events.data() + size;) {
      const auto* event = reinterpret_cast<const inotify_event*>(at);
      was_closed_ = was_closed_ || (event->mask & IN_CLOSE_WRITE) != 0;
      at += sizeof(inotify_event) + event->len;
    }
  }
}

GrowingFile::Writer GrowingFile::writer() const {
  const NoLeaseSignal no_signal;
  if (::fcntl(fd_, F_SETLEASE, F_RDLCK) == 0) {
    ::fcntl(fd_, F_SETLEASE, F_UNLCK);
    return Writer::gone;
  }
  if (errno == EAGAIN) return Writer::there;
  return was_closed_ ? Writer::gone : Writer::unknown;
}

bool GrowingFile::was_cut() const {
  return state_of_file(fd_).st_size < ::lseek(fd_, 0, SEEK_CUR);
}

}  // namespace os
