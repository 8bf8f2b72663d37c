#pragma once

#include <sys/types.h>

#include <functional>

#include "core/os/descriptors/fd.hpp"

namespace os {

/// What else is apart, besides PIDs, mounts and System V's and POSIX's objects.
enum class Network { shared, none };

/// The "init" of a PID namespace of its own, PID 1 in there: a copy of this process
/// that runs a function. Its maker holds it; when that ends, for whatever reason, the
/// kernel kills init, and with it every process in the namespace. It is no child that
/// waiting for any child finds. See pid_namespaces(7), user_namespaces(7).
class NamespaceInit {
 public:
  /// `body` runs in init and never returns. As a user without rights it has a user
  /// namespace, too, where its own user is the only one. Throws std::system_error when
  /// the kernel refuses.
  NamespaceInit(Network network, const std::function<void()>& body);
  NamespaceInit(const NamespaceInit&) = delete;
  NamespaceInit& operator=(const NamespaceInit&) = delete;
  /// Returns when no process of the namespace is left.
  ~NamespaceInit();

  /// Its PID here.
  pid_t pid() const { return pid_; }

 private:
  pid_t pid_;
};

// In init:

/// What a PidCounter begins with: a number that few programs print for another reason.
inline constexpr pid_t kFirstPid = 1001;

/// Where the namespace's PIDs have got to. Init makes it, with the /proc of the namespace.
class PidCounter {
 public:
  PidCounter();
  /// The next process gets kFirstPid. False: the kernel cannot do that, see proc(5),
  /// /proc/sys/kernel/ns_last_pid.
  bool start_again() const;

 private:
  Fd last_;
};

/// Kills every other process of the namespace, and returns when all are gone.
void end_all_others();
/// From now on processes start without the System V and POSIX objects of those before.
/// See ipc_namespaces(7).
void renew_ipc();
/// The processes that this one starts from now on cannot change what the whole system
/// or a namespace shares, even as root: mounts, devices, clocks. See capabilities(7).
void give_up_system_rights();
/// Leaves the session, the process group and the terminal for ones of its own.
void lead_session();

}  // namespace os
