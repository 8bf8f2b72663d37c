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
  /// For one that is stopped before a call, at the return of one, at a signal, or for the
  /// first time: it is in no call that the kernel would repeat. `instruction`: what
  /// instruction() gave for another thread of its program; 0: it is not known yet.
  static std::optional<BorrowedThread> borrow_between_calls(pid_t thread,
                                                            std::uint64_t instruction = 0);
  ~BorrowedThread();
  BorrowedThread(BorrowedThread&&) noexcept;
  BorrowedThread& operator=(BorrowedThread&&) noexcept;

  /// Makes a call, which must be one that returns soon, and returns its result,
  /// negative for an error. Empty: the thread is lost(). `under_way` is called
  /// once the call waits for a listener's answer, or will in a moment; without it,
  /// no filter may name the call.
  std::optional<std::int64_t> call(long number, std::initializer_list<std::uint64_t> arguments,
                                   const std::function<void()>& under_way = {});

  /// What came of an instruction of the program.
  enum class Step : std::uint8_t { done, faulted, lost };
  /// Does the program's next instruction, and no more. `faulted`: it used memory that it may
  /// not use, and has done nothing. For a thread that was borrowed at a signal.
  Step step();
  /// Does as if the last step had not been made: its registers are as before.
  void undo_step();

  /// To be called once, after the last call: the thread is stopped again, as
  /// before. False: it is lost().
  bool give_back();

  /// Where its program has an instruction that makes a system call.
  std::uint64_t instruction() const { return instruction_; }
  const Tracee& tracee() const { return tracee_; }
  /// The stop of a thread that has meanwhile ended, or whose process has executed
  /// another program. It must still be answered.
  const std::optional<Stop>& lost() const { return lost_; }

 private:
  /// Where it was borrowed: a call that was interrupted may have to be repeated there; at no
  /// call; or before one that it makes when it goes on.
  enum class Where : std::uint8_t { in_call, between_calls, before_call };

  explicit BorrowedThread(pid_t thread);
  bool prepare(std::uint64_t instruction);
  std::optional<Stop> next_stop_that_counts();

  pid_t thread_;
  Tracee tracee_;
  std::unique_ptr<user_regs_struct> registers_;    // as they were
  std::unique_ptr<user_regs_struct> before_step_;  // the same, before the last step
  Where where_ = Where::in_call;
  bool has_called_ = false;
  std::uint64_t blocked_ = 0;      // signals, as they were
  std::uint64_t instruction_ = 0;  // one that makes a system call
  bool was_told_to_stop_ = false;  // by SIGSTOP, which cannot be blocked
  std::optional<Stop> lost_;
};

}  // namespace os
