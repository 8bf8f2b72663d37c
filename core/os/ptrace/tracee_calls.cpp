// How a tracer changes what a stopped thread calls: by its registers. See
// PTRACE_SETREGS in ptrace(2).

#include <sys/ptrace.h>
#include <sys/user.h>

#include <optional>

#include "core/os/ptrace/tracee.hpp"

namespace os {

#ifdef __x86_64__

namespace {

// How many bytes the instruction has with which a program makes a call.
constexpr unsigned long long kInstruction = 2;

std::optional<user_regs_struct> registers_of(pid_t thread) {
  user_regs_struct registers{};
  if (::ptrace(PTRACE_GETREGS, thread, nullptr, &registers) != 0) return std::nullopt;
  return registers;
}

bool set_registers(pid_t thread, user_regs_struct& registers) {
  return ::ptrace(PTRACE_SETREGS, thread, nullptr, &registers) == 0;
}

void set_arguments(user_regs_struct& registers, const std::array<std::uint64_t, 6>& arguments) {
  registers.rdi = arguments[0];
  registers.rsi = arguments[1];
  registers.rdx = arguments[2];
  registers.r10 = arguments[3];
  registers.r8 = arguments[4];
  registers.r9 = arguments[5];
}

}  // namespace

bool Tracee::call_instead(const SystemCall& call) const {
  auto registers = registers_of(thread_);
  if (!registers) return false;
  registers->orig_rax = call.number;
  set_arguments(*registers, call.arguments);
  return set_registers(thread_, *registers);
}

bool Tracee::set_first_argument(std::uint64_t value, bool is_compat) const {
  auto registers = registers_of(thread_);
  if (!registers) return false;
  (is_compat ? registers->rbx : registers->rdi) = value;
  return set_registers(thread_, *registers);
}

bool Tracee::call_next(const SystemCall& call) const {
  auto registers = registers_of(thread_);
  if (!registers) return false;
  registers->rax = call.number;
  registers->orig_rax = ~0ULL;  // it comes from no call that the kernel would repeat
  registers->rip -= kInstruction;
  set_arguments(*registers, call.arguments);
  return set_registers(thread_, *registers);
}

bool Tracee::return_as(const SystemCall& call, std::int64_t result) const {
  auto registers = registers_of(thread_);
  if (!registers) return false;
  registers->rax = static_cast<unsigned long long>(result);
  set_arguments(*registers, call.arguments);
  return set_registers(thread_, *registers);
}

std::uint64_t Tracee::stack() const {
  const auto registers = registers_of(thread_);
  return registers ? registers->rsp : 0;
}

#else

bool Tracee::call_instead(const SystemCall&) const {
  return false;
}

bool Tracee::set_first_argument(std::uint64_t, bool) const {
  return false;
}

bool Tracee::call_next(const SystemCall&) const {
  return false;
}

bool Tracee::return_as(const SystemCall&, std::int64_t) const {
  return false;
}

std::uint64_t Tracee::stack() const {
  return 0;
}

#endif

}  // namespace os
