#include <fcntl.h>
#include <semaphore.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include <atomic>
#include <cstring>
#include <new>
#include <vector>

#include "tests/tracer/corpus/corpus.hpp"

namespace corpus {
namespace {

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

int broken_pipe() {
  int ends[2];
  if (::pipe(ends) != 0) return 99;
  ::close(ends[0]);
  const int pid = child([&] { return ::write(ends[1], "x", 1) == 1 ? 0 : 1; });
  return join(pid);
}

/// A copy keeps an end open; closing the last copy closes it.
int hands_on() {
  int ends[2];
  if (::pipe(ends) != 0) return 99;
  const int copy = ::dup(ends[1]);
  ::close(ends[1]);
  if (::dup2(copy, 17) != 17) return 99;
  ::close(copy);
  if (::write(17, "x", 1) != 1) return 99;
  ::close(17);
  char bytes[2];
  return ::read(ends[0], bytes, 2) == 1 && ::read(ends[0], bytes, 2) == 0 ? 0 : 99;
}

/// Its child has an end until it executes another program.
int closes_on_exec() {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) return 99;
  return join(child([] { return ::execlp("true", "true", nullptr); }));
}

/// A child gets an end of a pipe that was made after it.
int passes_an_end() {
  int pair[2];
  if (::socketpair(AF_UNIX, SOCK_STREAM, 0, pair) != 0) return 99;
  char byte = 'x';
  alignas(cmsghdr) char control[CMSG_SPACE(sizeof(int))] = {};
  iovec bytes{&byte, 1};
  msghdr message{};
  message.msg_iov = &bytes;
  message.msg_iovlen = 1;
  message.msg_control = control;
  message.msg_controllen = sizeof control;
  const int pid = child([&] {
    int end = -1;
    if (::recvmsg(pair[1], &message, 0) != 1) return 99;
    std::memcpy(&end, CMSG_DATA(CMSG_FIRSTHDR(&message)), sizeof end);
    return ::write(end, "through", 7) == 7 ? 0 : 99;
  });
  int ends[2];
  if (::pipe(ends) != 0) return 99;
  cmsghdr* const header = CMSG_FIRSTHDR(&message);
  header->cmsg_level = SOL_SOCKET;
  header->cmsg_type = SCM_RIGHTS;
  header->cmsg_len = CMSG_LEN(sizeof(int));
  std::memcpy(CMSG_DATA(header), &ends[1], sizeof(int));
  if (::sendmsg(pair[0], &message, 0) != 1) return 99;
  ::close(ends[1]);
  char text[8] = {};
  if (::read(ends[0], text, 7) != 7) return 99;
  say(text);
  return join(pid);
}

/// Many small messages each way, in turn: each finds room, and most are there
/// before they are asked for.
int small_messages() {
  int there[2];
  int back[2];
  if (::pipe(there) != 0 || ::pipe(back) != 0) return 99;
  const int pid = child([&] {
    ::close(there[1]);
    ::close(back[0]);
    std::uint32_t number = 0;
    while (::read(there[0], &number, 1) == 1) {
      if (::read(there[0], reinterpret_cast<char*>(&number) + 1, 3) != 3) return 98;
      if (::write(back[1], &number, sizeof number) != sizeof number) return 99;
    }
    return 0;
  });
  ::close(there[0]);
  ::close(back[1]);
  std::uint64_t sum = 0;
  for (std::uint32_t i = 1; i <= 100; ++i) {
    std::uint32_t answer = 0;
    if (::write(there[1], &i, sizeof i) != sizeof i) return 99;
    if (::read(back[0], &answer, sizeof answer) != sizeof answer) return 99;
    sum += answer;
  }
  ::close(there[1]);
  say(std::to_string(sum));
  return join(pid);
}

/// The child waits for a semaphore that is never posted.
int never_posted() {
  void* const memory =
      ::mmap(nullptr, sizeof(sem_t), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) return 99;
  auto* const semaphore = new (memory) sem_t;
  if (::sem_init(semaphore, 1, 0) != 0) return 99;
  return join(child([&] { return ::sem_wait(semaphore); }));
}

/// Non-blocking: what does not fit is not written, and what is not there yet is
/// not read.
int impatient() {
  int ends[2];
  int pair[2];
  if (::pipe2(ends, O_NONBLOCK) != 0 || ::socketpair(AF_UNIX, SOCK_STREAM, 0, pair) != 0) return 99;
  std::vector<char> bytes(4000);
  void* const shared = ::mmap(nullptr, sizeof(std::atomic<int>), PROT_READ | PROT_WRITE,
                              MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (shared == MAP_FAILED) return 99;
  auto& turn = *new (shared) std::atomic<int>(0);
  const int pid = child([&] {
    until([&] { return turn == 1; });
    const bool is_done = ::write(pair[1], "hello", 5) == 5;
    turn = 2;
    return is_done ? 0 : 97;
  });
  if (::recv(pair[0], bytes.data(), 5, MSG_DONTWAIT) >= 0) return 98;
  turn = 1;
  until([&] { return turn == 2; });
  ssize_t written = 0;
  while (::write(ends[1], bytes.data(), bytes.size()) > 0) written += 4000;
  say("full");
  while (written > 0) written -= ::read(ends[0], bytes.data(), bytes.size());
  if (::read(ends[0], bytes.data(), bytes.size()) >= 0) return 96;
  return ::read(pair[0], bytes.data(), 5) == 5 ? join(pid) : 95;
}

}  // namespace

std::map<std::string, Program> programs_of_pipes() {
  return {{"pipe-there-and-back", pipe_there_and_back},
          {"pieces", pieces},
          {"more-than-fits", more_than_fits},
          {"never-closed", never_closed},
          {"broken-pipe", broken_pipe},
          {"hands-on", hands_on},
          {"closes-on-exec", closes_on_exec},
          {"passes-an-end", passes_an_end},
          {"small-messages", small_messages},
          {"impatient", impatient},
          {"never-posted", never_posted}};
}

}  // namespace corpus
