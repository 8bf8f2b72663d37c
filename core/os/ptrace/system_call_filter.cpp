#include "core/os/ptrace/system_call_filter.hpp"

#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>

#include "core/os/ptrace/compat_calls.hpp"
#include "core/os/ptrace/system_call_listener.hpp"

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

sock_filter load_argument(unsigned argument) {
  return load(offsetof(seccomp_data, args) + argument * sizeof(std::uint64_t));
}

constexpr std::uint32_t kTrace = SECCOMP_RET_TRACE | SystemCallFilter::kMark;

sock_filter answer(std::uint32_t what) {
  return BPF_STMT(BPF_RET | BPF_K, what);
}

}  // namespace

SystemCallFilter::SystemCallFilter() = default;
SystemCallFilter::~SystemCallFilter() = default;
SystemCallFilter::SystemCallFilter(SystemCallFilter&&) noexcept = default;
SystemCallFilter& SystemCallFilter::operator=(SystemCallFilter&&) noexcept = default;

template <typename Write>
void SystemCallFilter::add_everywhere(long number, const Write& write) {
  write(native_, static_cast<std::uint32_t>(number));
  for (const std::uint32_t compat : compat_numbers(number)) write(compat_, compat);
}

void SystemCallFilter::add(long number) {
  add_everywhere(number, [](Lines& lines, std::uint32_t its) {
    lines.push_back(jump_unless(its, 1));
    lines.push_back(answer(kTrace));
  });
}

void SystemCallFilter::add_if_any(long number, unsigned argument, std::uint32_t mask) {
  add_if(number, argument, BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, mask, 0, 1));
}

void SystemCallFilter::add_if_equal(long number, unsigned argument, std::uint32_t value) {
  add_if(number, argument, jump_unless(value, 1));
}

void SystemCallFilter::add_unless_equal(long number, unsigned argument, std::uint32_t value) {
  add_if(number, argument, BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, value, 1, 0));
}

void SystemCallFilter::add_if(long number, unsigned argument, const sock_filter& skip_unless) {
  add_everywhere(number, [&](Lines& lines, std::uint32_t its) {
    lines.push_back(jump_unless(its, 4));
    lines.push_back(load_argument(argument));
    lines.push_back(skip_unless);
    lines.push_back(answer(kTrace));
    // The same call may be named with another condition, too.
    lines.push_back(load(offsetof(seccomp_data, nr)));
  });
}

void SystemCallFilter::add_if_one_of(long number, unsigned argument,
                                     std::initializer_list<std::uint32_t> values) {
  add_everywhere(number, [&](Lines& lines, std::uint32_t its) {
    auto left = static_cast<std::uint8_t>(values.size());
    lines.push_back(jump_unless(its, static_cast<std::uint8_t>(left + 3)));
    lines.push_back(load_argument(argument));
    for (const std::uint32_t value : values)
      lines.push_back(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, value, left--, 0));
    lines.push_back(answer(SECCOMP_RET_ALLOW));
    lines.push_back(answer(kTrace));
  });
}

SystemCallFilter SystemCallFilter::for_listener() const {
  SystemCallFilter other;
  other.native_ = native_;
  other.compat_ = compat_;
  for (Lines* const lines : {&other.native_, &other.compat_}) {
    for (sock_filter& line : *lines) {
      if (line.code == (BPF_RET | BPF_K) && line.k == kTrace) line.k = SECCOMP_RET_USER_NOTIF;
    }
  }
  return other;
}

std::vector<sock_filter> SystemCallFilter::program() const {
  // Calls of another architecture have other numbers: they pass.
  const auto native = static_cast<std::uint32_t>(native_.size());
  Lines whole = {load(offsetof(seccomp_data, arch)), jump_unless(kArchitecture, 1),
                 BPF_STMT(BPF_JMP | BPF_JA, 1),  // over the next one
                 BPF_STMT(BPF_JMP | BPF_JA, native + 2), load(offsetof(seccomp_data, nr))};
  whole.insert(whole.end(), native_.begin(), native_.end());
  whole.push_back(answer(SECCOMP_RET_ALLOW));
  whole.push_back(jump_unless(kCompatArchitecture, 1));
  whole.push_back(BPF_STMT(BPF_JMP | BPF_JA, 1));
  whole.push_back(answer(SECCOMP_RET_ALLOW));
  whole.push_back(load(offsetof(seccomp_data, nr)));
  whole.insert(whole.end(), compat_.begin(), compat_.end());
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
  // A privileged process can do it and keep setuid programs working.
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
