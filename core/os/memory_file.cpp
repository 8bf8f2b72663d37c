#include "core/os/memory_file.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/os/error.hpp"
#include "core/os/output_file.hpp"

namespace os {

MemoryFile::MemoryFile(const char* name)
    : fd_(check(::memfd_create(name, MFD_CLOEXEC), "cannot make a file in memory")) {}

void MemoryFile::append(std::string_view bytes) {
  write_all(fd_.get(), bytes);
}

void MemoryFile::resize(std::size_t bytes) {
  check(::ftruncate(fd_.get(), static_cast<off_t>(bytes)), "cannot share memory");
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
  // All of it will be read, so its pages are mapped at once: a fault for each
  // would cost more than the copy.
  void* data = ::mmap(nullptr, size_, PROT_READ, MAP_SHARED | MAP_POPULATE, file.get(), 0);
  if (data == MAP_FAILED) fail("cannot map a file in memory");
  data_ = data;
}

MappedFile::~MappedFile() {
  if (data_) ::munmap(data_, size_);
}

}  // namespace os
