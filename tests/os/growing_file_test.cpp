#include "core/os/descriptors/growing_file.hpp"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <string>

#include "core/os/descriptors/poller.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/terminal/program.hpp"

using os::GrowingFile;

namespace {

/// A file of the test's own, open for reading and for writing.
class File {
 public:
  File() {
    path_ = std::filesystem::temp_directory_path() / "mpdemo-test-XXXXXX";
    writer = os::Fd(::mkstemp(path_.data()));
    REQUIRE(writer.is_open());
    reader = os::open(path_.c_str(), O_RDONLY);
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  ~File() { ::unlink(path_.c_str()); }

  void write(const std::string& bytes) const {
    REQUIRE(::write(writer.get(), bytes.data(), bytes.size()) > 0);
  }
  std::string read() const {
    std::array<char, 100> bytes{};
    const auto size = ::read(reader.get(), bytes.data(), bytes.size());
    return {bytes.data(), static_cast<std::size_t>(size)};
  }
  const std::string& path() const { return path_; }

  os::Fd reader;
  os::Fd writer;

 private:
  std::string path_;
};

bool is_readable(int fd) {
  os::Poller poller;
  poller.add(fd);
  return !poller.wait(std::chrono::nanoseconds(0)).empty();
}

}  // namespace

TEST_CASE("A writer is there until it has closed the file") {
  File file;
  GrowingFile growing(file.reader.get());
  CHECK(growing.writer() == GrowingFile::Writer::there);
  file.writer.reset();
  CHECK(support::eventually([&] { return growing.writer() == GrowingFile::Writer::gone; }));
  // And again: nothing keeps others from writing.
  file.writer = os::open(file.path().c_str(), O_WRONLY);
  CHECK(growing.writer() == GrowingFile::Writer::there);
}

TEST_CASE("A file that grows, and one that is closed, wake the waiting reader") {
  File file;
  GrowingFile growing(file.reader.get());
  CHECK_FALSE(is_readable(growing.get()));
  file.write("more");
  CHECK(is_readable(growing.get()));
  growing.on_event();
  CHECK_FALSE(is_readable(growing.get()));
  file.writer.reset();
  CHECK(is_readable(growing.get()));
  growing.on_event();
  CHECK_FALSE(is_readable(growing.get()));
}

TEST_CASE("A file that is shorter than what was read of it has been cut") {
  File file;
  GrowingFile growing(file.reader.get());
  file.write("four");
  CHECK(file.read() == "four");
  CHECK_FALSE(growing.was_cut());
  std::filesystem::resize_file(file.path(), 4);
  CHECK_FALSE(growing.was_cut());
  std::filesystem::resize_file(file.path(), 3);
  CHECK(growing.was_cut());
}

TEST_CASE("A file is followed under its old name's number, whatever the name means now") {
  File file;
  std::filesystem::remove(file.path());
  GrowingFile growing(file.reader.get());
  file.write("more");
  CHECK(is_readable(growing.get()));
}

TEST_CASE("Only a regular file can be watched") {
  const File file;
  CHECK(GrowingFile::can_watch(file.reader.get()));
  const os::Fd null = os::open("/dev/null", O_RDONLY);
  CHECK_FALSE(GrowingFile::can_watch(null.get()));
}
