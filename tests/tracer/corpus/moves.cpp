#include <fcntl.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include <array>
#include <string>

#include "tests/tracer/corpus/corpus.hpp"

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

}  // namespace

std::map<std::string, Program> programs_that_move() {
  return {{"sendfile-into-pipe", sendfile_into_pipe}, {"messages-at-once", messages_at_once}};
}

}  // namespace corpus
