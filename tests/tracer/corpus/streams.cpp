#include <fcntl.h>
#include <sys/ptrace.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "tests/tracer/corpus/corpus.hpp"

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

int traces_itself() {
  const int pid = child([] {
    if (::ptrace(PTRACE_TRACEME, 0, nullptr, nullptr) != 0) say("refused");
    return 0;
  });
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
          {"traces-itself", traces_itself}};
}

}  // namespace corpus
