#include "core/os/system_call_filter.hpp"

#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>

#include "core/os/system_call_listener.hpp"

namespace os {
namespace {

#if defined(__x86_64__)
constexpr std::uint32_t kArchitecture = AUDIT_ARCH_X86_64;
#elif defined(__aarch64__)
constexpr std::uint32_t kArchitecture = AUDIT_ARCH_AARCH64;
#else
constexpr std::uint32_t kArchitecture = 0;  // no call of any program matches it
#endif

sock_filter load(std::size_t offset) {
  return BPF_STMT(BPF_LD | BPF_W | BPF_ABS, static_cast<std::uint32_t>(offset));
}

sock_filter jump_unless(std::uint32_t value, std::uint8_t over) {
  return BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, value, 0, over);
}

sock_filter answer(std::uint32_t what) {
  return BPF_STMT(BPF_RET | BPF_K, what);
}

}  // namespace

SystemCallFilter::SystemCallFilter() {
  // Calls of another architecture have other numbers: they pass.
  program_ = {load(offsetof(seccomp_data, arch)),
              BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, kArchitecture, 1, 0), answer(SECCOMP_RET_ALLOW),
              load(offsetof(seccomp_data, nr))};
}

SystemCallFilter::~SystemCallFilter() = default;
SystemCallFilter::SystemCallFilter(SystemCallFilter&&) noexcept = default;
SystemCallFilter& SystemCallFilter::operator=(SystemCallFilter&&) noexcept = default;

void SystemCallFilter::add(long number) {
  program_.push_back(jump_unless(static_cast<std::uint32_t>(number), 1));
  program_.push_back(answer(SECCOMP_RET_TRACE));
}

void SystemCallFilter::add_if_any(long number, unsigned argument, std::uint32_t mask) {
  add_if(number, argument, BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, mask, 0, 1));
}

void SystemCallFilter::add_if_equal(long number, unsigned argument, std::uint32_t value) {
  add_if(number, argument, jump_unless(value, 1));
}

void SystemCallFilter::add_if(long number, unsigned argument, const sock_filter& skip_unless) {
  program_.push_back(jump_unless(static_cast<std::uint32_t>(number), 4));
  program_.push_back(load(offsetof(seccomp_data, args) + argument * sizeof(std::uint64_t)));
  program_.push_back(skip_unless);
  program_.push_back(answer(SECCOMP_RET_TRACE));
  // The same call may be named for another reason, too.
  program_.push_back(load(offsetof(seccomp_data, nr)));
}

void SystemCallFilter::add_if_one_of(long number, unsigned argument,
                                     std::initializer_list<std::uint32_t> values) {
  auto left = static_cast<std::uint8_t>(values.size());
  program_.push_back(
      jump_unless(static_cast<std::uint32_t>(number), static_cast<std::uint8_t>(left + 3)));
  program_.push_back(load(offsetof(seccomp_data, args) + argument * sizeof(std::uint64_t)));
  for (const std::uint32_t value : values)
    program_.push_back(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, value, left--, 0));
  program_.push_back(answer(SECCOMP_RET_ALLOW));
  program_.push_back(answer(SECCOMP_RET_TRACE));
}

SystemCallFilter SystemCallFilter::for_listener() const {
  SystemCallFilter other;
  other.program_ = program_;
  for (sock_filter& line : other.program_) {
    if (line.code == (BPF_RET | BPF_K) && line.k == SECCOMP_RET_TRACE)
      line.k = SECCOMP_RET_USER_NOTIF;
  }
  return other;
}

std::vector<sock_filter> SystemCallFilter::program() const {
  std::vector<sock_filter> whole = program_;
  whole.push_back(answer(SECCOMP_RET_ALLOW));
  return whole;
}

namespace {

/// A descriptor, 0, or -1 and errno.
long install_it(std::vector<sock_filter> program, unsigned flags) {
  const sock_fprog all{static_cast<unsigned short>(program.size()), program.data()};
  const auto try_it = [&] { return ::syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, flags, &all); };
  const long result = try_it();
  if (result >= 0 || errno != EACCES) return result;
  // Who may do it without giving up setuid programs keeps them.
  return ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 ? try_it() : -1;
}

}  // namespace

bool SystemCallFilter::install() {
  return install_it(program(), 0) == 0;
}

std::optional<Fd> SystemCallFilter::install_and_listen() {
  long result = install_it(program(), SECCOMP_FILTER_FLAG_NEW_LISTENER | kUndisturbed);
  if (result < 0 && errno == EINVAL)
    result = install_it(program(), SECCOMP_FILTER_FLAG_NEW_LISTENER);
  if (result < 0) return std::nullopt;
  return Fd(static_cast<int>(result));
}

}  // namespace os
