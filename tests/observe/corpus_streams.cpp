#include <fcntl.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <vector>

#include "tests/observe/corpus.hpp"

namespace corpus {
namespace {

int both_streams() {
  for (int i = 0; i < 3; ++i) {
    say("out " + std::to_string(i));
    if (::write(STDERR_FILENO, "err\n", 4) != 4) return 99;
  }
  return 0;
}

/// Lines of 99 bytes, a hundred megabytes of them.
int hundred_megabytes() {
  std::string block;
  for (int i = 0; i < 640; ++i) block += std::string(98, static_cast<char>('a' + i % 26)) + "\n";
  for (std::size_t written = 0; written < 100'000'000;) {
    const ssize_t count = ::write(STDOUT_FILENO, block.data(), block.size());
    if (count < 0) return 99;
    written += static_cast<std::size_t>(count);
  }
  return 0;
}

int opens_its_output() {
  for (const char* path : {"/dev/stdout", "/dev/fd/1", "/proc/self/fd/1", "/dev/stderr"}) {
    const int fd = ::open(path, O_WRONLY | O_APPEND | O_CLOEXEC);
    if (fd < 0) {
      say(std::string("cannot open ") + path + ": " + std::strerror(errno));
      return 1;
    }
    const std::string line = std::string(path) + "\n";
    if (::write(fd, line.data(), line.size()) < 0) return 99;
    ::close(fd);
  }
  return 0;
}

int unfinished_line() {
  if (::write(STDOUT_FILENO, "no newline", 10) != 10) return 99;
  return 0;
}

int asks() {
  if (::write(STDOUT_FILENO, "Your name? ", 11) != 11) return 99;
  std::string name;
  char byte = 0;
  while (::read(STDIN_FILENO, &byte, 1) == 1 && byte != '\n') name += byte;
  say("Hello, " + name);
  return static_cast<int>(name.size());
}

int odd_bytes() {
  const char bytes[] = "\0\xff\xfe\x1b[31m\r\n\n\n";
  return ::write(STDOUT_FILENO, bytes, sizeof bytes) == sizeof bytes ? 0 : 99;
}

int pipe_there_and_back() {
  int ends[2];
  if (::socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0) return 99;
  const int pid = child([&] {
    char word[6] = {};
    if (::read(ends[1], word, 5) != 5) return 99;
    return ::write(ends[1], "pong!", 5) == 5 ? 0 : 99;
  });
  char word[6] = {};
  if (::write(ends[0], "ping?", 5) != 5 || ::read(ends[0], word, 5) != 5) return 99;
  say(word);
  return join(pid);
}

/// One write is read in pieces, and two are read at once.
int pieces() {
  int ends[2];
  if (::pipe(ends) != 0) return 99;
  char bytes[64];
  iovec two[] = {{const_cast<char*>("abcd"), 4}, {const_cast<char*>("efgh"), 4}};
  if (::writev(ends[1], two, 2) != 8) return 99;
  for (int i = 0; i < 4; ++i) {
    if (::read(ends[0], bytes, 2) != 2) return 99;
  }
  if (::write(ends[1], "one", 3) != 3 || ::write(ends[1], "two", 3) != 3) return 99;
  return ::read(ends[0], bytes, sizeof bytes) == 6 ? 0 : 99;
}

/// More than a pipe holds, so that the writer waits for the reader.
int more_than_fits() {
  int ends[2];
  if (::pipe(ends) != 0) return 99;
  const int pid = child([&] {
    ::close(ends[1]);
    std::vector<char> bytes(30'000);
    std::size_t sum = 0;
    for (ssize_t count = 0; (count = ::read(ends[0], bytes.data(), bytes.size())) > 0;)
      sum += static_cast<std::size_t>(count);
    say(std::to_string(sum) + " bytes");
    return 0;
  });
  ::close(ends[0]);
  const std::vector<char> bytes(1'000'000, 'x');
  if (::write(ends[1], bytes.data(), bytes.size()) != 1'000'000) return 99;
  ::close(ends[1]);
  return join(pid);
}

/// The reader waits for an end that its parent forgot to close.
int never_closed() {
  int ends[2];
  if (::pipe(ends) != 0) return 99;
  const int pid = child([&] {
    ::close(ends[1]);
    char byte = 0;
    while (::read(ends[0], &byte, 1) > 0) {
    }
    return 0;
  });
  join(pid);
  return 0;
}

int traces_itself() {
  const int pid = child([] {
    if (::ptrace(PTRACE_TRACEME, 0, nullptr, nullptr) != 0) say("refused");
    return 0;
  });
  return join(pid);
}

int broken_pipe() {
  int ends[2];
  if (::pipe(ends) != 0) return 99;
  ::close(ends[0]);
  const int pid = child([&] { return ::write(ends[1], "x", 1) == 1 ? 0 : 1; });
  return join(pid);
}

}  // namespace

std::map<std::string, Program> programs_of_streams() {
  return {{"both-streams", both_streams},
          {"hundred-megabytes", hundred_megabytes},
          {"opens-its-output", opens_its_output},
          {"unfinished-line", unfinished_line},
          {"asks", asks},
          {"odd-bytes", odd_bytes},
          {"pipe-there-and-back", pipe_there_and_back},
          {"pieces", pieces},
          {"more-than-fits", more_than_fits},
          {"never-closed", never_closed},
          {"traces-itself", traces_itself},
          {"broken-pipe", broken_pipe}};
}

}  // namespace corpus
