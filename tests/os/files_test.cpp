#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <system_error>

#include "core/os/descriptors/fd.hpp"
#include "core/os/descriptors/output_file.hpp"
#include "core/os/process/process.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/nothing_left.hpp"

namespace {

namespace fs = std::filesystem;

/// A folder of the test's own, gone with it.
class Folder {
 public:
  Folder() : path_(::mkdtemp(pattern_.data())) {}
  ~Folder() { fs::remove_all(path_); }
  std::string at(const std::string& name) const { return (path_ / name).string(); }
  std::size_t entries() const {
    return static_cast<std::size_t>(
        std::distance(fs::directory_iterator(path_), fs::directory_iterator()));
  }

 private:
  std::string pattern_ = "/tmp/mpdemo-test-XXXXXX";
  fs::path path_;
};

std::string content_of(const std::string& path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

}  // namespace

TEST_CASE("a descriptor is closed once, by its last owner") {
  support::NothingLeft nothing_left;
  const std::size_t before = support::open_descriptors();
  os::Fd first = os::open("/dev/null", O_RDONLY);
  CHECK(support::open_descriptors() == before + 1);
  os::Fd second = std::move(first);
  CHECK_FALSE(first.is_open());
  second = os::open("/dev/null", O_RDONLY);
  CHECK(support::open_descriptors() == before + 1);
}

TEST_CASE("a file that cannot be opened is named in the error") {
  CHECK_THROWS_WITH(os::open("/no/such/file", O_RDONLY),
                    "cannot open /no/such/file: No such file or directory");
}

TEST_CASE("closing all but two descriptors keeps those two and the standard ones") {
  support::NothingLeft nothing_left;
  const os::Fd one = os::open("/dev/null", O_RDONLY);
  const os::Fd two = os::open("/dev/null", O_RDONLY);
  const os::Fd three = os::open("/dev/null", O_RDONLY);
  const pid_t child = os::fork();
  if (child == 0) {
    os::close_all_but({three.get(), one.get()});
    const auto is_open = [](int fd) { return ::fcntl(fd, F_GETFD) >= 0; };
    const bool right = is_open(0) && is_open(1) && is_open(2) && is_open(one.get()) &&
                       !is_open(two.get()) && is_open(three.get());
    os::exit_now(right ? 0 : 1);
  }
  os::await_end(child);
  CHECK(os::try_reap(child) == os::ExitStatus::exited(0));
}

TEST_CASE("an output file appears when it is committed, and not before") {
  const Folder folder;
  const std::string path = folder.at("run.jsonl");
  os::OutputFile file(path);
  os::write_all(file.get(), "whole\n");
  CHECK_FALSE(fs::exists(path));
  file.commit();
  CHECK(content_of(path) == "whole\n");
  CHECK(folder.entries() == 1);
}

TEST_CASE("an output file that is given up leaves the old one as it was, and nothing else") {
  const Folder folder;
  const std::string path = folder.at("run.jsonl");
  std::ofstream(path) << "old\n";
  ::chmod(path.c_str(), 0640);
  {
    os::OutputFile file(path);
    os::write_all(file.get(), "half");
  }
  CHECK(content_of(path) == "old\n");
  CHECK(folder.entries() == 1);
  os::OutputFile file(path);
  os::write_all(file.get(), "new\n");
  file.commit();
  CHECK(content_of(path) == "new\n");
  CHECK(fs::status(path).permissions() == fs::perms{0640});
}

TEST_CASE("a killed writer leaves no draft behind") {
  support::NothingLeft nothing_left;
  const Folder folder;
  const pid_t child = os::fork();
  if (child == 0) {
    os::OutputFile file(folder.at("run.jsonl"));
    os::write_all(file.get(), "half");
    os::exit_now(0);  // no destructor runs
  }
  os::await_end(child);
  os::try_reap(child);
  CHECK(folder.entries() == 0);
}

TEST_CASE("an output file behind a link is written where the link points") {
  const Folder folder;
  std::ofstream(folder.at("real")) << "old\n";
  fs::create_symlink(folder.at("real"), folder.at("link"));
  os::OutputFile file(folder.at("link"));
  os::write_all(file.get(), "new\n");
  file.commit();
  CHECK(fs::is_symlink(folder.at("link")));
  CHECK(content_of(folder.at("real")) == "new\n");
}

TEST_CASE("a full disk is an error, and so is a folder that is not there") {
  os::OutputFile full("/dev/full");
  CHECK_THROWS_AS(os::write_all(full.get(), "anything"), std::system_error);
  CHECK_THROWS_WITH(os::OutputFile("/no/such/folder/run"),
                    "cannot create /no/such/folder/run: No such file or directory");
}
