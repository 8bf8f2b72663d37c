#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <string>

#include "tests/observe/corpus.hpp"

// Programs that move bytes by calls whose arguments do not show them.

namespace corpus {
namespace {

constexpr std::size_t kMany = 300'000;

/// A file in memory with lines of ten bytes; its offset is at the beginning.
int file_of_lines(std::size_t size) {
  const int file = ::memfd_create("lines", 0);
  std::string bytes;
  while (bytes.size() < size) bytes += "123456789\n";
  bytes.resize(size);
  if (::write(file, bytes.data(), bytes.size()) < 0) return -1;
  ::lseek(file, 0, SEEK_SET);
  return file;
}

bool sends_all(int to, int file, std::size_t size) {
  while (size > 0) {
    const ssize_t sent = ::sendfile(to, file, nullptr, size);
    if (sent <= 0) return false;
    size -= static_cast<std::size_t>(sent);
  }
  return true;
}

/// A child that splices what comes out of a pipe into /dev/null.
int splicing_reader(const std::array<int, 2>& ends) {
  return child([&] {
    ::close(ends[1]);
    const int nothing = ::open("/dev/null", O_WRONLY);
    ssize_t count = 0;
    while ((count = ::splice(ends[0], nullptr, nothing, nullptr, kMany, 0)) > 0) {
    }
    return count == 0 ? 0 : 99;
  });
}

int sendfile_into_pipe() {
  std::array<int, 2> ends{};
  if (::pipe(ends.data()) != 0) return 99;
  const int reader = splicing_reader(ends);
  ::close(ends[0]);
  if (!sends_all(ends[1], file_of_lines(kMany), kMany)) return 99;
  ::close(ends[1]);
  return join(reader);
}

int vectors_through_pipe() {
  std::array<int, 2> ends{};
  if (::pipe(ends.data()) != 0) return 99;
  std::string one = "abcd";
  std::string two = "efg";
  iovec both[] = {{one.data(), one.size()}, {two.data(), two.size()}};
  if (::vmsplice(ends[1], both, 2, 0) != 7) return 99;
  if (::pwritev2(ends[1], both, 2, -1, 0) != 7) return 99;
  std::string room(14, ' ');
  iovec all{room.data(), room.size()};
  return ::preadv2(ends[0], &all, 1, -1, 0) == 14 && room == "abcdefgabcdefg" ? 0 : 99;
}

int messages_at_once() {
  std::array<int, 2> ends{};
  if (::socketpair(AF_UNIX, SOCK_SEQPACKET, 0, ends.data()) != 0) return 99;
  std::array<std::string, 2> words = {"four", "five!"};
  std::array<iovec, 2> pieces{};
  std::array<mmsghdr, 2> messages{};
  for (std::size_t i = 0; i < 2; ++i) {
    pieces[i] = {words[i].data(), words[i].size()};
    messages[i].msg_hdr.msg_iov = &pieces[i];
    messages[i].msg_hdr.msg_iovlen = 1;
  }
  if (::sendmmsg(ends[0], messages.data(), 2, 0) != 2) return 99;
  return ::recvmmsg(ends[1], messages.data(), 2, 0, nullptr) == 2 ? 0 : 99;
}

/// Each way of writing to standard output that is not a plain write.
int writes_in_every_way() {
  const int file = file_of_lines(20);
  if (!sends_all(STDOUT_FILENO, file, 20)) return 99;
  std::string vector = "by a vector\n";
  iovec piece{vector.data(), vector.size()};
  if (::pwritev2(STDOUT_FILENO, &piece, 1, -1, 0) < 0) return 99;
  std::array<int, 2> ends{};
  if (::pipe(ends.data()) != 0 || ::write(ends[1], "by a splice\n", 12) != 12) return 99;
  if (::splice(ends[0], nullptr, STDOUT_FILENO, nullptr, 12, 0) != 12) return 99;
  say("by a write");
  return 0;
}

/// A process that is none of its parent's threads, and shares its descriptors.
int shares_descriptors() {
  static std::array<int, 2> ends;
  static std::array<char, 64 * 1024> stack;
  const auto sharer = [](void*) -> int {
    if (::pipe(ends.data()) != 0) return 99;
    return ::write(ends[1], "shared", 6) == 6 ? 0 : 99;
  };
  const int pid =
      ::clone(sharer, stack.data() + stack.size(), CLONE_VM | CLONE_FILES | SIGCHLD, nullptr);
  if (pid < 0) return 99;
  const int status = join(pid);
  std::array<char, 6> room{};
  return status == 0 && ::read(ends[0], room.data(), room.size()) == 6 ? 0 : 99;
}

}  // namespace

std::map<std::string, Program> programs_that_move() {
  return {{"sendfile-into-pipe", sendfile_into_pipe},
          {"vectors-through-pipe", vectors_through_pipe},
          {"messages-at-once", messages_at_once},
          {"writes-in-every-way", writes_in_every_way},
          {"shares-descriptors", shares_descriptors}};
}

}  // namespace corpus
