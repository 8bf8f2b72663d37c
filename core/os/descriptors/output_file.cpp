#include "core/os/descriptors/output_file.hpp"

#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>

#include "core/os/error.hpp"

namespace os {

bool wait_writable(int fd, std::chrono::milliseconds limit) {
  pollfd entry{fd, POLLOUT, 0};
  return ::poll(&entry, 1, static_cast<int>(limit.count())) > 0;
}

void write_all(int fd, std::string_view bytes, const WaitToWrite& wait) {
  // A writable pipe has room for PIPE_BUF bytes, at least 4096.
  constexpr std::size_t kPiece = 4096;
  while (!bytes.empty()) {
    if (wait && !wait(fd)) return;
    const std::size_t size = wait ? std::min(bytes.size(), kPiece) : bytes.size();
    const auto written = uninterrupted([&] { return ::write(fd, bytes.data(), size); });
    if (written < 0) fail("cannot write");
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

namespace {

bool is_regular_or_new(const std::string& path) {
  struct stat found {};
  return ::stat(path.c_str(), &found) != 0 || S_ISREG(found.st_mode);
}

bool is_fifo(const std::string& path) {
  struct stat found {};
  return ::stat(path.c_str(), &found) == 0 && S_ISFIFO(found.st_mode);
}

/// The writing end of a FIFO. If there is no reader yet, calls `before_waiting`
/// and waits for one.
Fd open_fifo(const std::string& path, const std::function<void()>& before_waiting) {
  const Fd at_once(::open(path.c_str(), O_WRONLY | O_CLOEXEC | O_NONBLOCK));
  if (!at_once.is_open() && errno == ENXIO && before_waiting) before_waiting();
  // While one writing end is open, another opens at once, and the reader sees
  // no writer leave.
  return open(path.c_str(), O_WRONLY);
}

/// The permissions a new file gets here: an existing file's stay as they are.
mode_t mode_for(const std::string& path) {
  struct stat found {};
  if (::stat(path.c_str(), &found) == 0) return found.st_mode & 07777;
  const mode_t mask = ::umask(0);
  ::umask(mask);
  return 0666 & ~mask;
}

/// Gives a file without a name this one, which is new: whole from the first moment.
bool name_it(const Fd& file, const std::string& name) {
  const std::string nameless = "/proc/self/fd/" + std::to_string(file.get());
  return ::linkat(AT_FDCWD, nameless.c_str(), AT_FDCWD, name.c_str(), AT_SYMLINK_FOLLOW) == 0;
}

std::string folder_of(const std::string& path) {
  const auto folder = std::filesystem::path(path).parent_path();
  return folder.empty() ? "." : folder.string();
}

}  // namespace

OutputFile::OutputFile(const std::string& path, const std::function<void()>& before_waiting)
    : path_(path) {
  std::error_code not_there;
  const auto target = std::filesystem::canonical(path, not_there);
  if (!not_there) path_ = target.string();
  direct_ = !is_regular_or_new(path_);
  if (direct_) {
    fd_ = is_fifo(path_) ? open_fifo(path_, before_waiting) : open(path_.c_str(), O_WRONLY);
    return;
  }
  // A file that may not be written is refused now, not after the run.
  if (::access(path_.c_str(), F_OK) == 0 && ::access(path_.c_str(), W_OK) != 0) {
    fail("cannot open " + path_);
  }
  open_draft();
  ::fchmod(fd_.get(), mode_for(path_));
}

void OutputFile::open_draft() {
  const std::string folder = folder_of(path_);
  fd_ = Fd(::open(folder.c_str(), O_TMPFILE | O_WRONLY | O_CLOEXEC, 0600));
  if (fd_.is_open()) return;
  // Some file systems cannot keep a file without a name.
  draft_ = path_ + ".XXXXXX";
  fd_ = Fd(::mkostemp(draft_.data(), O_CLOEXEC));
  if (fd_.is_open()) return;
  draft_.clear();
  fail("cannot create " + path_);
}

OutputFile::~OutputFile() {
  if (!draft_.empty()) ::unlink(draft_.c_str());
}

void OutputFile::commit() {
  if (direct_) return;
  if (draft_.empty()) {
    if (name_it(fd_, path_)) return;
    // Only a rename replaces an existing file, so the new one needs a name first.
    for (int number = 0; draft_.empty(); ++number) {
      const std::string name = path_ + "." + std::to_string(::getpid() + number);
      if (name_it(fd_, name)) {
        draft_ = name;
      } else if (errno != EEXIST) {
        fail("cannot write " + path_);
      }
    }
  }
  if (::rename(draft_.c_str(), path_.c_str()) != 0) fail("cannot write " + path_);
  draft_.clear();
}

}  // namespace os
