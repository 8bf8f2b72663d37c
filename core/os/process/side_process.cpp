#include "core/os/process/side_process.hpp"

#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <vector>

#include "core/os/error.hpp"
#include "core/os/process/process.hpp"

namespace os {
namespace {

/// Those of this process: another one that is forked closes what belongs to their owner.
std::vector<SideProcess*>& side_processes() {
  static std::vector<SideProcess*> all;
  return all;
}

std::array<Fd, 2> stream_socket_pair() {
  std::array<int, 2> ends{};
  check(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()),
        "cannot make a socket pair");
  return {Fd(ends[0]), Fd(ends[1])};
}

}  // namespace

// ---- a conversation

bool Conversation::say(std::string_view text) {
  const std::uint64_t size = text.size();
  std::string frame(reinterpret_cast<const char*>(&size), sizeof size);
  frame += text;
  for (std::size_t sent = 0; sent < frame.size();) {
    const ssize_t now = uninterrupted([&] {
      return ::send(socket_.get(), frame.data() + sent, frame.size() - sent, MSG_NOSIGNAL);
    });
    if (now < 0) return false;
    sent += static_cast<std::size_t>(now);
  }
  return true;
}

bool Conversation::read_all(char* to, std::size_t size) {
  while (size > 0) {
    const ssize_t now = uninterrupted([&] { return ::read(socket_.get(), to, size); });
    if (now <= 0) return false;
    to += now;
    size -= static_cast<std::size_t>(now);
  }
  return true;
}

std::optional<std::string> Conversation::hear() {
  std::array<char, sizeof(std::uint64_t)> head{};
  if (!read_all(head.data(), head.size())) return std::nullopt;
  std::uint64_t size = 0;
  std::memcpy(&size, head.data(), sizeof size);
  std::string text(size, '\0');
  if (!read_all(text.data(), text.size())) return std::nullopt;
  return text;
}

// ---- a process

SideProcess::SideProcess(const std::function<void(Conversation& owner)>& work) {
  auto [ours, its] = stream_socket_pair();
  // Otherwise it would print what is in our buffers, too.
  std::fflush(nullptr);
  pid_ = fork();
  if (pid_ == 0) {
    ours.reset();
    become(Conversation(std::move(its)), work);
  }
  lead_group(pid_);
  kill_switch_.hold();
  conversation_ = Conversation(std::move(ours));
  side_processes().push_back(this);
}

void SideProcess::become(Conversation owner, const std::function<void(Conversation&)>& work) {
  try {
    lead_group(0);
    kill_switch_.tie(::getpid());
    for (SideProcess* other : std::exchange(side_processes(), {})) {
      other->conversation_ = Conversation(Fd());
      other->kill_switch_ = GroupKillSwitch(Fd());
    }
    work(owner);
  } catch (...) {
    // The owner sees that it has ended.
  }
  exit_now(0);
}

SideProcess::~SideProcess() {
  std::erase(side_processes(), this);
  send_signal_to_group(pid_, SIGKILL);
  try {
    await_end(pid_);
    try_reap(pid_);
  } catch (const std::system_error&) {
    // Somebody else has reaped it.
  }
}

}  // namespace os
