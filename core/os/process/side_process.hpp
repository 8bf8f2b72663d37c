#pragma once

#include <sys/types.h>

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "core/os/descriptors/fd.hpp"
#include "core/os/process/group_kill_switch.hpp"

namespace os {

/// One end of a connection between two processes: whole texts of any length, one after
/// another. The owner of a SideProcess and its work hold one each.
class Conversation {
 public:
  explicit Conversation(Fd socket) : socket_(std::move(socket)) {}

  /// Waits until the other end has taken nearly all of it. False: there is no other end.
  bool say(std::string_view text);
  /// Waits for the next text. Empty: there is no other end any more.
  std::optional<std::string> hear();

  /// Readable when there is something to hear.
  int get() const { return socket_.get(); }
  bool is_open() const { return socket_.is_open(); }

 private:
  bool read_all(char* to, std::size_t size);

  Fd socket_;
};

/// A process that works beside this one: a fork of it, in a process group of its own. It
/// does not outlive its owner, however that ends: the kernel sees to it (GroupKillSwitch).
/// An Explorer makes one for each CPU.
class SideProcess {
 public:
  /// Forks. The new process calls `work` and ends when that returns or throws. Throws
  /// std::system_error when there can be no such process.
  explicit SideProcess(const std::function<void(Conversation& owner)>& work);
  SideProcess(const SideProcess&) = delete;
  SideProcess& operator=(const SideProcess&) = delete;
  /// Kills its group, and reaps it.
  ~SideProcess();

  pid_t pid() const { return pid_; }
  Conversation& conversation() { return conversation_; }

 private:
  [[noreturn]] void become(Conversation owner,
                           const std::function<void(Conversation& owner)>& work);

  Conversation conversation_{Fd()};
  GroupKillSwitch kill_switch_;
  pid_t pid_ = 0;
};

}  // namespace os
