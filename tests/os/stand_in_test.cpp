#include "core/os/descriptors/stand_in.hpp"

#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <string>

#include "core/os/descriptors/pipe.hpp"
#include "core/os/memory/memory_file.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/nothing_left.hpp"
#include "tests/support/terminal/pseudo_terminal.hpp"

namespace {

mode_t kind_of(int number) {
  struct stat file {};
  return ::fstat(number, &file) == 0 ? file.st_mode & S_IFMT : 0;
}

TEST_CASE("a pipe stands in for a pipe, takes all that is written and fails when its reader goes") {
  const support::NothingLeft nothing_left;
  const os::Pipe ours = os::make_pipe();
  auto stand_in = os::StandIn::of(ours.writer.get());
  REQUIRE(stand_in);
  const int end = stand_in->writers_end().get();
  CHECK(kind_of(end) == S_IFIFO);
  const std::string many(40'000, 'x');
  for (int i = 0; i < 10; ++i) {
    CHECK(::write(end, many.data(), many.size()) == 40'000);
    CHECK(stand_in->discard());
  }
  stand_in->lose_reader();
  const auto before = std::signal(SIGPIPE, SIG_IGN);
  CHECK(::write(end, "x", 1) == -1);
  CHECK(errno == EPIPE);
  std::signal(SIGPIPE, before);
  CHECK_FALSE(stand_in->discard());
}

TEST_CASE("a terminal stands in for a terminal, and has its size and modes") {
  const support::NothingLeft nothing_left;
  support::PseudoTerminal terminal;
  terminal.resize(91, 31);
  auto modes = terminal.modes();
  modes.c_lflag &= ~static_cast<tcflag_t>(ECHO);
  terminal.set_modes(modes);
  auto stand_in = os::StandIn::of(terminal.program_end());
  REQUIRE(stand_in);
  const int end = stand_in->writers_end().get();
  CHECK(::isatty(end) == 1);
  winsize size{};
  REQUIRE(::ioctl(end, TIOCGWINSZ, &size) == 0);
  CHECK(size.ws_col == 91);
  CHECK(size.ws_row == 31);
  termios copied{};
  REQUIRE(::tcgetattr(end, &copied) == 0);
  CHECK((copied.c_lflag & ECHO) == 0);
  terminal.resize(40, 10);
  stand_in->fit_window(terminal.program_end());
  REQUIRE(::ioctl(end, TIOCGWINSZ, &size) == 0);
  CHECK(size.ws_col == 40);
  stand_in->close_writers_end();
  CHECK_FALSE(stand_in->discard());
}

TEST_CASE("a file stands in for a file, at the same place, and takes no memory for long") {
  const support::NothingLeft nothing_left;
  os::MemoryFile file("test");
  file.append("12345");
  ::fcntl(file.fd().get(), F_SETFL, O_APPEND);
  auto stand_in = os::StandIn::of(file.fd().get());
  REQUIRE(stand_in);
  const int end = stand_in->writers_end().get();
  CHECK(kind_of(end) == S_IFREG);
  CHECK((::fcntl(end, F_GETFL) & O_APPEND) != 0);
  CHECK(::lseek(end, 0, SEEK_CUR) == 5);
  const std::string many(1'000'000, 'x');
  CHECK(::write(end, many.data(), many.size()) == 1'000'000);
  CHECK(stand_in->discard());
  struct stat status {};
  REQUIRE(::fstat(end, &status) == 0);
  CHECK(status.st_size == 1'000'005);
  constexpr blkcnt_t kFewPages = 64;  // of 512 bytes
  CHECK(status.st_blocks <= kFewPages);
}

TEST_CASE("nothing stands in for a device or for what is closed") {
  const support::NothingLeft nothing_left;
  const os::Fd full = os::open("/dev/full", O_WRONLY);
  CHECK_FALSE(os::StandIn::of(full.get()));
  const os::Fd closed = os::open("/dev/null", O_RDONLY);
  CHECK(os::was_closed(closed.get()) == true);
  CHECK_FALSE(os::StandIn::of(closed.get()));
}

}  // namespace
