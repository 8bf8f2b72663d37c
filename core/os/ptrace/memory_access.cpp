#include "core/os/ptrace/memory_access.hpp"

#include <elf.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/ptrace.h>
#include <sys/uio.h>
#include <sys/user.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <fstream>

#include "core/os/descriptors/fd.hpp"

namespace os {
namespace {

/// No instruction uses more at one place, but those that save all registers.
constexpr std::size_t kLargestAccess = 64;
/// The longest instruction.
constexpr std::size_t kLongestInstruction = 15;

/// Bytes before an opcode that change what it means.
struct Prefixes {
  std::size_t length = 0;
  bool halves = false;   // to 16 bits
  bool doubles = false;  // to 64 bits
};

Prefixes prefixes_of(std::string_view code) {
  constexpr std::string_view kLegacy("\x66\x67\xf0\xf2\xf3\x2e\x36\x3e\x26\x64\x65");
  Prefixes found;
  while (found.length < code.size() && kLegacy.find(code[found.length]) != std::string_view::npos)
    found.halves |= code[found.length++] == '\x66';
  if (found.length == code.size()) return found;
  const auto last = static_cast<unsigned char>(code[found.length]);
  constexpr unsigned kMask = 0xf0;
  constexpr unsigned kRex = 0x40;
  constexpr unsigned kRexW = 8;
  if ((last & kMask) != kRex) return found;
  ++found.length;
  found.doubles = (last & kRexW) != 0;
  return found;
}

bool is_one_of(std::string_view opcodes, char one) {
  return opcodes.find(one) != std::string_view::npos;
}

/// Of an opcode that has no 0x0f before it.
AccessSize size_by_opcode(char opcode, std::size_t whole) {
  const auto number = static_cast<unsigned char>(opcode);
  // VEX, EVEX: vectors. 0xd8 to 0xdf: floating point.
  if (is_one_of("\xc4\xc5\x62", opcode)) return {kLargestAccess, false};
  constexpr unsigned kFloatingMask = 0xf8;
  constexpr unsigned kFloating = 0xd8;
  if ((number & kFloatingMask) == kFloating) return {kLargestAccess, false};
  // Of most arithmetic the even opcodes are those of bytes.
  constexpr unsigned kArithmetic = 0x40;
  constexpr std::string_view kBytes(
      "\x80\x84\x86\x88\x8a\xa0\xa2\xa4\xa6\xaa\xac\xae\xc0\xc6\xd0\xd2\xf6\xfe");
  const bool is_byte = number < kArithmetic ? number % 2 == 0 : is_one_of(kBytes, opcode);
  if (is_byte) return {1, true};
  if (opcode == '\x63') return {4, true};  // movslq
  // Calls, jumps and pushes use addresses, whatever the prefix says.
  if (opcode == '\xff' || opcode == '\x8f') return {8, false};
  return {whole, true};
}

/// Of an opcode after 0x0f.
AccessSize size_by_second_opcode(char opcode, std::size_t whole) {
  const auto number = static_cast<unsigned char>(opcode);
  if (is_one_of("\xb0\xb6\xbe\xc0", opcode)) return {1, true};
  if (is_one_of("\xb7\xbf", opcode)) return {2, true};
  constexpr unsigned kHigh = 0xf0;
  constexpr unsigned kSet = 0x90;
  constexpr unsigned kMoveIf = 0x40;
  if ((number & kHigh) == kSet) return {1, true};
  if ((number & kHigh) == kMoveIf) return {whole, true};
  if (is_one_of("\xa3\xab\xaf\xb1\xb3\xba\xbb\xbc\xbd\xc1\xc3", opcode)) return {whole, true};
  return {kLargestAccess, false};
}

}  // namespace

std::optional<MemoryFault> fault_of(pid_t thread) {
  siginfo_t info{};
  if (::ptrace(PTRACE_GETSIGINFO, thread, nullptr, &info) != 0) return std::nullopt;
  const bool is_fault = info.si_code == SEGV_MAPERR || info.si_code == SEGV_ACCERR;
  if (info.si_signo != SIGSEGV || !is_fault) return std::nullopt;
  return MemoryFault{reinterpret_cast<std::uint64_t>(info.si_addr), info.si_code == SEGV_ACCERR};
}

AccessSize size_of_access(std::string_view instruction) {
  constexpr std::size_t kWhole = 4;
  const Prefixes prefixes = prefixes_of(instruction);
  const std::size_t whole = prefixes.doubles ? 2 * kWhole : prefixes.halves ? kWhole / 2 : kWhole;
  instruction.remove_prefix(prefixes.length);
  if (instruction.size() < 2) return {kLargestAccess, false};
  if (instruction[0] == '\x0f') return size_by_second_opcode(instruction[1], whole);
  return size_by_opcode(instruction[0], whole);
}

bool read_anyway(pid_t process, std::uint64_t address, void* into, std::size_t size) {
  const std::string path = "/proc/" + std::to_string(process) + "/mem";
  const Fd memory(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!memory.is_open()) return false;
  const ssize_t got = ::pread(memory.get(), into, size, static_cast<off_t>(address));
  return got == static_cast<ssize_t>(size);
}

bool read_private_memory(pid_t process, std::size_t most,
                         const std::function<void(std::string_view piece)>& take) {
  std::ifstream maps("/proc/" + std::to_string(process) + "/maps");
  std::string bytes;
  std::size_t size = 0;
  for (std::string line; std::getline(maps, line);) {
    // "7ffff7dd2000-7ffff7dd6000 rw-p ..."
    char* dash = nullptr;
    char* flags = nullptr;
    const std::uint64_t begin = std::strtoull(line.c_str(), &dash, 16);
    const std::uint64_t end = std::strtoull(dash + 1, &flags, 16);
    if (!std::string_view(flags).starts_with(" rw") || flags[4] != 'p') continue;
    size += end - begin;
    if (size > most) return false;
    bytes.resize(end - begin);
    if (!read_anyway(process, begin, bytes.data(), bytes.size())) return false;
    take(bytes);
  }
  return size > 0;
}

#ifdef __x86_64__

AccessSize size_of_access(pid_t thread) {
  user_regs_struct registers{};
  if (::ptrace(PTRACE_GETREGS, thread, nullptr, &registers) != 0) return {kLargestAccess, false};
  std::array<char, kLongestInstruction> code{};
  std::size_t size = code.size();
  // The memory after it may not be mapped.
  while (size > 0 && !read_anyway(thread, registers.rip, code.data(), size)) --size;
  return size_of_access(std::string_view(code.data(), size));
}

CopyTargets copy_targets_of(pid_t thread) {
  user_regs_struct registers{};
  if (::ptrace(PTRACE_GETREGS, thread, nullptr, &registers) != 0) return {};
  return {registers.rsp, registers.rdi};
}

std::string registers_of(pid_t thread, bool vectors) {
  user_regs_struct registers{};
  if (::ptrace(PTRACE_GETREGS, thread, nullptr, &registers) != 0) return {};
  registers.orig_rax = 0;
  std::string all(reinterpret_cast<const char*>(&registers), sizeof registers);
  if (!vectors) return all;
  constexpr std::size_t kMostOfVectors = 16 * 1024;
  std::string bytes(kMostOfVectors, '\0');
  iovec where{bytes.data(), bytes.size()};
  if (::ptrace(PTRACE_GETREGSET, thread, NT_X86_XSTATE, &where) == 0)
    all.append(bytes, 0, where.iov_len);
  return all;
}

#else

AccessSize size_of_access(pid_t) {
  return {kLargestAccess, false};
}

CopyTargets copy_targets_of(pid_t) {
  return {};
}

std::string registers_of(pid_t, bool) {
  return {};
}

#endif

}  // namespace os
