#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <unistd.h>

#include <stdexcept>

#include "core/mp/fork.hpp"
#include "core/mp/process.hpp"
#include "core/mp/queue.hpp"
#include "core/mp/say.hpp"
#include "core/os/error.hpp"
#include "core/os/process/signals.hpp"
#include "tests/mp/children.hpp"
#include "tests/support/nothing_left.hpp"
#include "tests/support/terminal/pseudo_terminal.hpp"

// Buffered text when processes fork and end, through a pipe and on a terminal:
// the C library's buffers are memory, and a fork copies memory.

namespace {

struct PipeEnds {
  os::Fd read, write;
};

PipeEnds plain_pipe() {
  std::array<int, 2> ends{};
  os::check(::pipe2(ends.data(), O_CLOEXEC), "cannot make a pipe");
  return {os::Fd(ends[0]), os::Fd(ends[1])};
}

/// Everything until the last writer has closed it: a terminal reports that with
/// EIO.
std::string read_all(const os::Fd& fd) {
  std::string all;
  std::array<char, 65536> piece;
  pollfd entry{fd.get(), POLLIN, 0};
  while (::poll(&entry, 1, 5000) == 1) {
    const ssize_t count = ::read(fd.get(), piece.data(), piece.size());
    if (count <= 0) return all;
    all.append(piece.data(), static_cast<std::size_t>(count));
  }
  throw std::runtime_error("nothing came for five seconds");
}

int count_of(const std::string& what, const std::string& text) {
  int count = 0;
  for (auto at = text.find(what); at != text.npos; at = text.find(what, at + 1)) ++count;
  return count;
}

/// A C stream, which buffers lines on a terminal and more elsewhere, like
/// stdout.
FILE* stream_on(const os::Fd& fd) {
  FILE* stream = ::fdopen(fd.get(), "w");
  if (!stream) os::fail("cannot make a stream");
  return stream;
}

enum class Flush { never, before_fork };

/// The lesson's program in its dangerous form, or in its safe one.
void print_and_fork(const os::Fd& to, Flush flush) {
  FILE* out = stream_on(to);
  ::fprintf(out, "before the fork\n");
  if (flush == Flush::before_fork) ::fflush(out);
  const pid_t child = mp::fork();
  if (child != 0) mp::wait_for(child);
  ::fprintf(out, child == 0 ? "the child\n" : "the parent\n");
  ::fflush(out);
}

std::string through_pipe(const std::function<void(const os::Fd&)>& program) {
  auto ends = plain_pipe();
  ::fflush(nullptr);  // what Catch has not written yet would come out of the child, too
  const pid_t child = support::child_that([&] {
    ends.read.reset();
    program(ends.write);
  });
  ends.write.reset();
  const std::string all = read_all(ends.read);
  CHECK(support::ends_well(child));
  return all;
}

std::string on_pty(const std::function<void(const os::Fd&)>& program) {
  support::PseudoTerminal terminal;
  ::fflush(nullptr);
  const pid_t child = support::child_that([&] { program(os::Fd(terminal.program_end())); });
  terminal.close_program_end();
  // The end comes, as EIO, with the last process that has the terminal open.
  const os::Fd screen(::dup(terminal.test_end()));
  const std::string all = read_all(screen);
  CHECK(support::ends_well(child));
  return all;
}

}  // namespace

TEST_CASE("S02: what stdio has not written at the fork comes twice through a pipe, always") {
  support::NothingLeft nothing_left;
  for (int i = 0; i < 100; ++i) {
    const std::string text =
        through_pipe([](const os::Fd& to) { print_and_fork(to, Flush::never); });
    REQUIRE(count_of("before the fork\n", text) == 2);
    REQUIRE(count_of("the child\n", text) == 1);
    REQUIRE(count_of("the parent\n", text) == 1);
  }
}

TEST_CASE("S02: on a terminal, where stdio writes line by line, it comes once") {
  support::NothingLeft nothing_left;
  for (int i = 0; i < 100; ++i) {
    const std::string text = on_pty([](const os::Fd& to) { print_and_fork(to, Flush::never); });
    REQUIRE(count_of("before the fork\r\n", text) == 1);
    REQUIRE(count_of("the child\r\n", text) == 1);
  }
}

TEST_CASE("S02: flushed before the fork, or said, nothing comes twice anywhere") {
  support::NothingLeft nothing_left;
  const auto flushed = [](const os::Fd& to) { print_and_fork(to, Flush::before_fork); };
  const auto said = [](const os::Fd& to) {
    os::make_standard(to, STDOUT_FILENO);
    mp::say("before the fork");
    const pid_t child = mp::fork();
    if (child != 0) mp::wait_for(child);
  };
  for (int i = 0; i < 100; ++i) {
    REQUIRE(count_of("before the fork\n", through_pipe(flushed)) == 1);
    REQUIRE(count_of("before the fork\n", through_pipe(said)) == 1);
    REQUIRE(count_of("before the fork\r\n", on_pty(flushed)) == 1);
    REQUIRE(count_of("before the fork\r\n", on_pty(said)) == 1);
  }
}

TEST_CASE("S03: after a fork each process has its own variable at the same address") {
  support::NothingLeft nothing_left;
  struct Seen {
    int source;
    const void* address;
  };
  support::Shared<Seen> by_child;
  int source = 10;
  const pid_t child = support::child_that([&] {
    source -= 6;
    *by_child = {source, &source};
  });
  source -= 1;
  CHECK(support::ends_well(child));
  CHECK(by_child->source == 4);
  CHECK(by_child->address == &source);
  CHECK(source == 9);
}

namespace {

/// What a parent with text in its buffer, and its child, which says something
/// and then does `ending`, leave in a pipe.
std::string parent_and_child(const std::function<void(FILE* out)>& child_part,
                             os::ExitStatus expected) {
  return through_pipe([&](const os::Fd& to) {
    FILE* out = stream_on(to);
    ::fprintf(out, "the parent's\n");
    // The error of the child that throws is not what this is about.
    mp::Process process{[&] {
      os::make_standard(os::open("/dev/null", O_WRONLY), STDERR_FILENO);
      child_part(out);
    }};
    process.start();
    process.join();
    if (process.exit_status() != expected) throw std::runtime_error("it ended otherwise");
  });
}

}  // namespace

TEST_CASE("S05: the parent's text comes once and first, the child's is lost if it cannot flush") {
  support::NothingLeft nothing_left;
  const auto print = [](FILE* out) { ::fprintf(out, "the child's\n"); };
  const std::string both = "the parent's\nthe child's\n", only_parents = "the parent's\n";
  CHECK(parent_and_child([&](FILE* out) { print(out); }, os::ExitStatus::exited(0)) == both);
  CHECK(parent_and_child(
            [&](FILE* out) {
              print(out);
              throw std::runtime_error("on purpose");
            },
            os::ExitStatus::exited(1)) == both);
  CHECK(parent_and_child(
            [&](FILE* out) {
              print(out);
              ::_exit(3);
            },
            os::ExitStatus::exited(3)) == only_parents);
  CHECK(parent_and_child(
            [&](FILE* out) {
              print(out);
              os::reset_signals();
              ::raise(SIGTERM);
            },
            os::ExitStatus::killed(SIGTERM)) == only_parents);
}

TEST_CASE("S05: what was said is there, however its process ends") {
  support::NothingLeft nothing_left;
  const auto said_before = [](const std::function<void()>& ending) {
    return through_pipe([&](const os::Fd& to) {
      os::make_standard(to, STDOUT_FILENO);
      mp::say("the parent's");
      mp::Process process{[&] {
        os::make_standard(os::open("/dev/null", O_WRONLY), STDERR_FILENO);
        os::reset_signals();
        mp::say("the child's");
        ending();
      }};
      process.start();
      process.join();
    });
  };
  const std::string both = "the parent's\nthe child's\n";
  CHECK(said_before([] {}) == both);
  CHECK(said_before([] { throw std::runtime_error("on purpose"); }) == both);
  CHECK(said_before([] { ::_exit(3); }) == both);
  CHECK(said_before([] { ::raise(SIGTERM); }) == both);
  CHECK(said_before([] { ::raise(SIGKILL); }) == both);
}

TEST_CASE("S06: eight processes say 200 lines each into one pipe, and each line is whole") {
  support::NothingLeft nothing_left;
  constexpr int kProcesses = 8, kLines = 200;
  const auto line = [](int who, int number) {
    return fmt::format("{:1} {:3} {:->74}", who, number, who * kLines + number);
  };
  REQUIRE(line(7, 199).size() == 80);
  const std::string text = through_pipe([&](const os::Fd& to) {
    os::make_standard(to, STDOUT_FILENO);
    std::vector<mp::Process> processes;
    for (int who = 0; who < kProcesses; ++who) {
      processes.emplace_back([&, who] {
        for (int n = 0; n < kLines; ++n) mp::say("{}", line(who, n));
      });
    }
    for (auto& process : processes) process.start();
  });
  // The order of processes is unknown; the lines of each keep their order.
  std::array<int, kProcesses> next{};
  CHECK(text.size() == kProcesses * kLines * 81);
  for (std::size_t at = 0; at < text.size(); at += 81) {
    const std::string one = text.substr(at, 81);
    const int who = one[0] - '0';
    REQUIRE((who >= 0 && who < kProcesses));
    REQUIRE(one == line(who, next[static_cast<std::size_t>(who)]++) + "\n");
  }
}

TEST_CASE("Q15: a reader that ends at the sentinel has printed all names into a pipe") {
  support::NothingLeft nothing_left;
  const std::string text = through_pipe([](const os::Fd& to) {
    FILE* out = stream_on(to);
    mp::Queue<std::optional<std::string>> names;
    mp::Process reader{[&] {
      while (const auto name = names.get()) ::fprintf(out, "got %s\n", name->c_str());
    }};
    reader.start();
    for (const char* name : {"Yi_Zhi_Yu", "Tony", "San"}) names.put(name);
    names.put(std::nullopt);
    reader.join();
    if (reader.exit_status() != os::ExitStatus::exited(0)) throw std::runtime_error("no 0");
  });
  CHECK(text == "got Yi_Zhi_Yu\ngot Tony\ngot San\n");
}
