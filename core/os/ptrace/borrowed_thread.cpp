#include "core/os/ptrace/borrowed_thread.hpp"

#include <signal.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/user.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <fstream>
#include <string>
#include <string_view>
#include <utility>

namespace os {

BorrowedThread::BorrowedThread(pid_t thread)
    : thread_(thread),
      tracee_(thread),
      registers_(std::make_unique<user_regs_struct>()),
      before_step_(std::make_unique<user_regs_struct>()) {}
BorrowedThread::~BorrowedThread() = default;
BorrowedThread::BorrowedThread(BorrowedThread&&) noexcept = default;
BorrowedThread& BorrowedThread::operator=(BorrowedThread&&) noexcept = default;

std::optional<BorrowedThread> BorrowedThread::borrow(pid_t thread) {
  BorrowedThread borrowed(thread);
  if (!borrowed.prepare(0)) return std::nullopt;
  return borrowed;
}

std::optional<BorrowedThread> BorrowedThread::borrow_between_calls(pid_t thread,
                                                                   std::uint64_t instruction) {
  BorrowedThread borrowed(thread);
  borrowed.where_ = borrowed.tracee_.call() ? Where::before_call : Where::between_calls;
  if (!borrowed.prepare(instruction)) return std::nullopt;
  return borrowed;
}

/// The next stop that is not just an intermediate one.
std::optional<Stop> BorrowedThread::next_stop_that_counts() {
  const auto stop = await_stop_of(thread_);
  if (!stop) lost_ = Stop{thread_, Stop::Why::ended, 0, ExitStatus::killed(SIGKILL)};
  if (stop && (stop->why == Stop::Why::ended || stop->why == Stop::Why::executed)) lost_ = stop;
  if (stop && stop->why == Stop::Why::signalled && stop->signal == SIGSTOP)
    was_told_to_stop_ = true;
  return lost_ ? std::nullopt : stop;
}

#ifdef __x86_64__

namespace {

/// The length in bytes of the instruction that makes a call.
constexpr unsigned long long kLengthOfCall = 2;

/// They come from the thread's own instructions. The kernel gives them their default action
/// where they are blocked.
constexpr int kOwnSignals[] = {SIGSEGV, SIGTRAP, SIGBUS, SIGILL, SIGFPE};

/// The address of an instruction that makes a system call. The code that the
/// kernel maps into every process, vdso(7), has one.
std::uint64_t call_instruction_of(pid_t thread) {
  constexpr std::string_view kCall("\x0f\x05", 2);
  constexpr std::size_t kLargest = 64 * 1024;
  std::ifstream maps("/proc/" + std::to_string(thread) + "/maps");
  for (std::string line; std::getline(maps, line);) {
    if (!line.ends_with("[vdso]")) continue;
    // "7ffc0a5f2000-7ffc0a5f4000 r-xp ..."
    char* dash = nullptr;
    const std::uint64_t begin = std::strtoull(line.c_str(), &dash, 16);
    const std::uint64_t end = std::strtoull(dash + 1, nullptr, 16);
    if (end <= begin || end - begin > kLargest) return 0;
    std::string code(end - begin, '\0');
    if (!Tracee(thread).read(begin, code.data(), code.size())) return 0;
    const auto at = code.find(kCall);
    return at == std::string::npos ? 0 : begin + at;
  }
  return 0;
}

long ask(__ptrace_request request, pid_t thread, std::size_t address, void* data) {
  return ::ptrace(request, thread, address, data);
}

}  // namespace

bool BorrowedThread::prepare(std::uint64_t instruction) {
  instruction_ = instruction == 0 ? call_instruction_of(thread_) : instruction;
  if (instruction_ == 0) return false;
  if (ask(PTRACE_GETREGS, thread_, 0, registers_.get()) != 0) return false;
  if (ask(PTRACE_GETSIGMASK, thread_, sizeof blocked_, &blocked_) != 0) return false;
  std::uint64_t all = ~0ULL;  // pending until the thread is given back
  for (const int own : kOwnSignals) all &= ~(1ULL << (own - 1));
  return ask(PTRACE_SETSIGMASK, thread_, sizeof all, &all) == 0;
}

std::optional<std::int64_t> BorrowedThread::call(long number,
                                                 std::initializer_list<std::uint64_t> arguments,
                                                 const std::function<void()>& under_way) {
  if (lost_) return std::nullopt;
  std::array<std::uint64_t, 6> six{};
  std::copy(arguments.begin(), arguments.end(), six.begin());
  user_regs_struct registers = *registers_;
  const bool is_instead = where_ == Where::before_call && !std::exchange(has_called_, true);
  if (is_instead) {
    registers.orig_rax = static_cast<unsigned long long>(number);
  } else {
    registers.rip = instruction_;
    registers.rax = static_cast<unsigned long long>(number);
    registers.orig_rax = ~0ULL;  // it is in no call that the kernel would repeat
  }
  registers.rdi = six[0];
  registers.rsi = six[1];
  registers.rdx = six[2];
  registers.r10 = six[3];
  registers.r8 = six[4];
  registers.r9 = six[5];
  ask(PTRACE_SETREGS, thread_, 0, &registers);
  bool has_begun = false;
  for (;;) {
    tracee_.go_on_to_return();
    if (std::exchange(has_begun, false) && under_way) under_way();
    const auto stop = next_stop_that_counts();
    if (!stop) return std::nullopt;
    // It also stops when it begins the call, without a result.
    if (stop->why != Stop::Why::returned) continue;
    if (const auto result = tracee_.result()) return result;
    has_begun = true;
  }
}

BorrowedThread::Step BorrowedThread::step() {
  if (lost_) return Step::lost;
  *before_step_ = *registers_;
  ask(PTRACE_SETREGS, thread_, 0, registers_.get());
  for (;;) {
    ask(PTRACE_SINGLESTEP, thread_, 0, nullptr);
    const auto stop = next_stop_that_counts();
    if (!stop) return Step::lost;
    if (stop->why != Stop::Why::signalled || stop->signal == SIGSTOP) continue;
    if (stop->signal != SIGTRAP) return Step::faulted;
    ask(PTRACE_GETREGS, thread_, 0, registers_.get());
    return Step::done;
  }
}

void BorrowedThread::undo_step() {
  *registers_ = *before_step_;
}

bool BorrowedThread::give_back() {
  if (lost_) return false;
  if (where_ != Where::in_call) {
    user_regs_struct registers = *registers_;
    if (where_ == Where::before_call) {
      registers.rax = registers.orig_rax;
      registers.rip -= kLengthOfCall;
    }
    registers.orig_rax = ~0ULL;
    ask(PTRACE_SETREGS, thread_, 0, &registers);
    while (where_ == Where::before_call) {
      tracee_.go_on();
      const auto stop = next_stop_that_counts();
      if (!stop) return false;
      if (stop->why == Stop::Why::filtered) break;
    }
    ask(PTRACE_SETSIGMASK, thread_, sizeof blocked_, &blocked_);
    if (std::exchange(was_told_to_stop_, false)) ::syscall(SYS_tkill, thread_, SIGSTOP);
    return true;
  }
  // The kernel repeats an interrupted call only at the point where it looks for
  // signals, so the thread is given back there.
  tracee_.interrupt();
  for (;;) {
    tracee_.go_on();
    const auto stop = next_stop_that_counts();
    if (!stop) return false;
    if (stop->why == Stop::Why::trapped || stop->why == Stop::Why::suspended) break;
  }
  ask(PTRACE_SETREGS, thread_, 0, registers_.get());
  ask(PTRACE_SETSIGMASK, thread_, sizeof blocked_, &blocked_);
  if (std::exchange(was_told_to_stop_, false)) ::syscall(SYS_tkill, thread_, SIGSTOP);
  return true;
}

#else

bool BorrowedThread::prepare(std::uint64_t) {
  return false;
}

BorrowedThread::Step BorrowedThread::step() {
  return Step::lost;
}

void BorrowedThread::undo_step() {}

std::optional<std::int64_t> BorrowedThread::call(long, std::initializer_list<std::uint64_t>,
                                                 const std::function<void()>&) {
  return std::nullopt;
}

bool BorrowedThread::give_back() {
  return true;
}

#endif

}  // namespace os
