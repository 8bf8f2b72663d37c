#include "core/os/memory/memory_file.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <limits>

#include "core/os/descriptors/output_file.hpp"
#include "core/os/error.hpp"

namespace os {

namespace {

#ifndef MFD_EXEC
#define MFD_EXEC 0x0010U
#endif

int make_file(const char* name, MemoryFile::Holds holds) {
  const bool is_program = holds == MemoryFile::Holds::program;
  const int file = is_program ? ::memfd_create(name, MFD_CLOEXEC | MFD_EXEC) : -1;
  // A kernel that does not know the flag lets any such file be executed.
  const bool is_done = file >= 0 || (is_program && errno != EINVAL);
  return is_done ? file : ::memfd_create(name, MFD_CLOEXEC);
}

}  // namespace

MemoryFile::MemoryFile(const char* name, Holds holds)
    : fd_(away_from_standard(Fd(check(make_file(name, holds), "cannot make a file in memory")))) {}

MemoryFile MemoryFile::at(const char* path) {
  return MemoryFile(away_from_standard(open(path, O_RDWR | O_CREAT | O_TRUNC, 0600)));
}

std::size_t file_size_limit() {
  rlimit limit{};
  check(::getrlimit(RLIMIT_FSIZE, &limit), "cannot tell how large a file may be");
  return limit.rlim_cur == RLIM_INFINITY ? std::numeric_limits<std::size_t>::max() : limit.rlim_cur;
}

namespace {

void require_room(std::size_t size) {
  if (size <= file_size_limit()) return;
  errno = EFBIG;
  fail("cannot hold " + std::to_string(size) +
       " bytes in a file in memory, which counts as any file; raise the limit (ulimit -f)");
}

}  // namespace

void MemoryFile::append(std::string_view bytes) {
  require_room(size_ + bytes.size());
  write_all(fd_.get(), bytes);
  size_ += bytes.size();
}

void MemoryFile::resize(std::size_t bytes) {
  require_room(bytes);
  size_ = std::min(size_, bytes);
  check(::ftruncate(fd_.get(), static_cast<off_t>(bytes)), "cannot share memory");
}

std::uint64_t MemoryFile::number_at(std::size_t offset) const {
  std::uint64_t number = 0;
  const ssize_t got = ::pread(fd_.get(), &number, sizeof number, static_cast<off_t>(offset));
  return got == sizeof number ? number : 0;
}

std::string MemoryFile::take() {
  std::string bytes(MappedFile(fd_).bytes());
  resize(0);
  check(::lseek(fd_.get(), 0, SEEK_SET), "cannot empty a file in memory");
  return bytes;
}

MemoryFile::Stream MemoryFile::stream() const {
  const int fd = check(::fcntl(fd_.get(), F_DUPFD_CLOEXEC, 3), "cannot share a file in memory");
  return {::fdopen(fd, "w+"), &std::fclose};
}

MappedFile::MappedFile(const Fd& file) {
  struct stat status {};
  check(::fstat(file.get(), &status), "cannot tell how long a file in memory is");
  size_ = static_cast<std::size_t>(status.st_size);
  if (size_ == 0) return;
  // All of it will be read, so all pages are mapped at once: a fault per page
  // would cost more than the copy.
  void* data = ::mmap(nullptr, size_, PROT_READ, MAP_SHARED | MAP_POPULATE, file.get(), 0);
  if (data == MAP_FAILED) fail("cannot map a file in memory");
  data_ = data;
}

MappedFile::~MappedFile() {
  if (data_) ::munmap(data_, size_);
}

}  // namespace os
