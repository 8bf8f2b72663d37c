#include "core/os/ptrace/strict_mode.hpp"

#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <sys/syscall.h>

#include <array>

namespace os {

#ifdef __x86_64__

std::string strict_program(std::uint64_t address) {
  constexpr std::uint32_t kForbidden = SECCOMP_RET_TRACE | kStrictMark;
  // The calls that the kernel allows in this mode; for a 32-bit program: read,
  // write, exit and sigreturn.
  constexpr std::array<std::uint32_t, 4> kNarrow = {3, 4, 1, 119};
  constexpr std::array<std::uint32_t, 4> kWide = {SYS_read, SYS_write, SYS_exit, SYS_rt_sigreturn};
  const auto load = [](std::size_t offset) {
    return sock_filter BPF_STMT(BPF_LD | BPF_W | BPF_ABS, static_cast<std::uint32_t>(offset));
  };
  std::string lines;
  const auto add = [&lines](const sock_filter& line) {
    lines.append(reinterpret_cast<const char*>(&line), sizeof line);
  };
  const auto add_allowed = [&](const std::array<std::uint32_t, 4>& numbers) {
    add(load(offsetof(seccomp_data, nr)));
    auto left = static_cast<std::uint8_t>(numbers.size());
    for (const std::uint32_t number : numbers)
      add(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, number, left--, 0));
    add(BPF_STMT(BPF_RET | BPF_K, kForbidden));
    add(BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW));
  };
  constexpr std::uint8_t kHalf = 7;  // lines of one half
  add(load(offsetof(seccomp_data, arch)));
  add(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, AUDIT_ARCH_X86_64, 0, kHalf));
  add_allowed(kWide);
  add_allowed(kNarrow);
  sock_fprog header{};
  header.len = static_cast<unsigned short>(lines.size() / sizeof(sock_filter));
  // NOLINTNEXTLINE(performance-no-int-to-ptr): of another process's memory
  header.filter = reinterpret_cast<sock_filter*>(address + sizeof header);
  return std::string(reinterpret_cast<const char*>(&header), sizeof header) + lines;
}

#else

std::string strict_program(std::uint64_t) {
  return {};
}

#endif

}  // namespace os
