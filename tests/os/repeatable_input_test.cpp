#include "core/os/descriptors/repeatable_input.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <string>

#include "core/os/descriptors/output_file.hpp"
#include "core/os/descriptors/pipe.hpp"
#include "core/os/memory/memory_file.hpp"
#include "core/os/process/process.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/nothing_left.hpp"

namespace {

/// What is left in standard input.
std::string rest() {
  std::string bytes;
  char piece[16];
  for (ssize_t size = 0; (size = ::read(STDIN_FILENO, piece, sizeof piece)) > 0;)
    bytes.append(piece, static_cast<std::size_t>(size));
  return bytes;
}

/// In a child whose standard input is `input`: whether all of three find `expected`
/// there.
bool three_find(const std::string& expected, const os::Fd& input) {
  const pid_t child = os::fork();
  if (child == 0) {
    os::make_standard(input, STDIN_FILENO);
    os::RepeatableInput repeatable([] {});
    bool all = true;
    for (int i = 0; i < 3; ++i) {
      repeatable.rewind();
      all = rest() == expected && all;
    }
    os::exit_now(all ? 0 : 1);
  }
  os::await_end(child);
  return os::try_reap(child) == os::ExitStatus::exited(0);
}

}  // namespace

TEST_CASE("what came through a pipe is there for each program") {
  const support::NothingLeft nothing_left;
  auto [reader, writer] = os::make_pipe();
  os::write_all(writer.get(), "three\nfour\n");
  writer.reset();
  CHECK(three_find("three\nfour\n", reader));
}

TEST_CASE("each program reads a file from where it stood") {
  const support::NothingLeft nothing_left;
  os::MemoryFile file("test");
  file.append("read before|and this is left");
  REQUIRE(::lseek(file.fd().get(), 12, SEEK_SET) == 12);
  CHECK(three_find("and this is left", file.fd()));
}

TEST_CASE("an input with nothing in it stays empty") {
  const support::NothingLeft nothing_left;
  CHECK(three_find("", os::open("/dev/null", O_RDONLY)));
}
