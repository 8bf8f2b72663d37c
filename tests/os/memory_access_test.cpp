#include "core/os/ptrace/memory_access.hpp"

#include <signal.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <unistd.h>

#include <string>
#include <string_view>

#include "core/os/process/process.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/nothing_left.hpp"

TEST_CASE("how much memory an instruction uses follows from its first bytes") {
  struct Case {
    std::string_view name;
    std::string_view code;
    std::size_t bytes;
    bool is_number;
  };
  using namespace std::string_view_literals;
  constexpr Case kCases[] = {
      {"mov (%rax),%eax", "\x8b\x00\x90"sv, 4, true},
      {"mov (%rax),%rax", "\x48\x8b\x00"sv, 8, true},
      {"mov (%rax),%ax", "\x66\x8b\x00"sv, 2, true},
      {"mov %al,(%rax)", "\x88\x00\x90"sv, 1, true},
      {"movl $1,(%rax)", "\xc7\x00\x01\x00\x00\x00"sv, 4, true},
      {"movb $1,(%rax)", "\xc6\x00\x01"sv, 1, true},
      {"addl $1,(%rax)", "\x83\x00\x01"sv, 4, true},
      {"lock xadd %eax,(%rdx)", "\xf0\x0f\xc1\x02"sv, 4, true},
      {"lock cmpxchg %ecx,(%rdx)", "\xf0\x0f\xb1\x0a"sv, 4, true},
      {"xchg %al,(%rdx)", "\x86\x02\x90"sv, 1, true},
      {"movzbl (%rax),%eax", "\x0f\xb6\x00"sv, 1, true},
      {"movswl (%rax),%eax", "\x0f\xbf\x00"sv, 2, true},
      {"movslq (%rax),%rax", "\x48\x63\x00"sv, 4, true},
      {"movsb", "\xa4\x90"sv, 1, true},
      {"rep movsq", "\xf3\x48\xa5\x90"sv, 8, true},
      {"push (%rax)", "\xff\x30\x90"sv, 8, false},
      {"movups (%rax),%xmm0", "\x0f\x10\x00"sv, 64, false},
      {"vmovdqu (%rax),%ymm0", "\xc5\xfe\x6f\x00"sv, 64, false},
      {"fldt (%rax)", "\xdb\x28\x90"sv, 64, false},
      {"nothing that can be read", ""sv, 64, false},
  };
  for (const Case& one : kCases) {
    CAPTURE(one.name);
    const os::AccessSize size = os::size_of_access(one.code);
    CHECK(size.bytes == one.bytes);
    CHECK(size.is_number == one.is_number);
  }
}

TEST_CASE("a fault says where it was, and whether there is memory at all") {
  const support::NothingLeft nothing_left;
  constexpr std::size_t kSize = 4096;
  void* const memory = ::mmap(nullptr, kSize, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  REQUIRE(memory != MAP_FAILED);
  for (const bool is_mapped : {true, false}) {
    auto* const there = reinterpret_cast<volatile char*>(is_mapped ? memory : nullptr);
    const pid_t child = os::fork();
    if (child == 0) {
      ::ptrace(PTRACE_TRACEME, 0, nullptr, nullptr);
      ::signal(SIGSEGV, SIG_DFL);
      there[16] = 1;
      os::exit_now(0);
    }
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    REQUIRE(WIFSTOPPED(status));
    const auto fault = os::fault_of(child);
    REQUIRE(fault);
    CHECK(fault->address == reinterpret_cast<std::uint64_t>(there) + 16);
    CHECK(fault->is_mapped == is_mapped);
    ::kill(child, SIGKILL);
    ::waitpid(child, &status, 0);
  }
  ::munmap(memory, kSize);
}
