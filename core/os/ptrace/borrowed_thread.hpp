#pragma once

#include <sys/types.h>

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <memory>
#include <optional>

#include "core/os/ptrace/tracee.hpp"

struct user_regs_struct;

namespace os {

/// A traced thread that makes system calls for its tracer without its program
/// noticing: afterwards its registers and signals are as they were. Code that
/// changes a running process makes one. See PTRACE_SETREGS in ptrace(2).
class BorrowedThread {
 public:
  /// For a thread that is stopped, `trapped` or `suspended`. Empty: it is dying,
  /// or this architecture is not supported.
  static std::optional<BorrowedThread> borrow(pid_t thread);
  ~BorrowedThread();
  BorrowedThread(BorrowedThread&&) noexcept;
  BorrowedThread& operator=(BorrowedThread&&) noexcept;

  /// Makes a call, which must be one that returns soon, and returns its result,
  /// negative for an error. Empty: the thread is lost(). `under_way` is called
  /// once the call waits for a listener's answer, or will in a moment; without it,
  /// no filter may name the call.
  std::optional<std::int64_t> call(long number, std::initializer_list<std::uint64_t> arguments,
                                   const std::function<void()>& under_way = {});

  /// To be called once, after the last call: the thread is stopped again, as
  /// before. False: it is lost().
  bool give_back();

  const Tracee& tracee() const { return tracee_; }
  /// The stop of a thread that has meanwhile ended, or whose process has executed
  /// another program. It must still be answered.
  const std::optional<Stop>& lost() const { return lost_; }

 private:
  explicit BorrowedThread(pid_t thread);
  bool prepare();
  std::optional<Stop> next_stop_that_counts();

  pid_t thread_;
  Tracee tracee_;
  std::unique_ptr<user_regs_struct> registers_;  // as they were
  std::uint64_t blocked_ = 0;                    // signals, as they were
  std::uint64_t instruction_ = 0;                // one that makes a system call
  bool was_told_to_stop_ = false;                // by SIGSTOP, which cannot be blocked
  std::optional<Stop> lost_;
};

}  // namespace os
