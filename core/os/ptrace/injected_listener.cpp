#include "core/os/ptrace/injected_listener.hpp"

#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

#include <cerrno>
#include <chrono>
#include <utility>
#include <vector>

#include "core/os/clock.hpp"
#include "core/os/descriptors/message_socket.hpp"
#include "core/os/process/pidfd.hpp"

namespace os {
namespace {

/// Memory allocated in another process for the arguments of an injected call.
class LentMemory {
 public:
  LentMemory(BorrowedThread& thread, std::size_t size) : thread_(thread), size_(size) {
    const auto made = thread_.call(
        SYS_mmap, {0, size_, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, ~0ULL, 0});
    if (made && *made > 0) address_ = static_cast<std::uint64_t>(*made);
  }
  LentMemory(const LentMemory&) = delete;
  LentMemory& operator=(const LentMemory&) = delete;
  ~LentMemory() {
    if (address_ != 0) thread_.call(SYS_munmap, {address_, size_});
  }

  std::uint64_t address() const { return address_; }

 private:
  BorrowedThread& thread_;
  std::size_t size_;
  std::uint64_t address_ = 0;
};

std::optional<std::int64_t> install(BorrowedThread& thread, std::uint64_t program) {
  // One thread installs it for all.
  constexpr unsigned kFlags = SECCOMP_FILTER_FLAG_NEW_LISTENER | SECCOMP_FILTER_FLAG_TSYNC |
                              SECCOMP_FILTER_FLAG_TSYNC_ESRCH;
  const auto try_it = [&](unsigned flags) {
    return thread.call(SYS_seccomp, {SECCOMP_SET_MODE_FILTER, flags, program});
  };
  auto result = try_it(kFlags | kUndisturbed);
  if (result == -EACCES && thread.call(SYS_prctl, {PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0}))
    result = try_it(kFlags | kUndisturbed);
  if (result == -EINVAL) result = try_it(kFlags);
  return result;
}

}  // namespace

std::optional<SystemCallListener> inject_listener(pid_t process, BorrowedThread& thread,
                                                  const SystemCallFilter& filter) {
  const std::vector<sock_filter> program = filter.program();
  const std::size_t bytes = program.size() * sizeof(sock_filter);
  const LentMemory memory(thread, sizeof(sock_fprog) + bytes);
  const std::uint64_t header_at = memory.address();
  const std::uint64_t program_at = header_at + sizeof(sock_fprog);
  sock_fprog header{};
  header.len = static_cast<unsigned short>(program.size());
  // NOLINTNEXTLINE(performance-no-int-to-ptr): of another process's memory
  header.filter = reinterpret_cast<sock_filter*>(program_at);
  if (header_at == 0 || !thread.tracee().write(header_at, &header, sizeof header) ||
      !thread.tracee().write(program_at, program.data(), bytes))
    return std::nullopt;
  const auto number = install(thread, header_at);
  if (!number || *number < 0) return std::nullopt;
  const auto pidfd = Pidfd::open(process);
  Fd copy = pidfd ? pidfd->copy_of(static_cast<int>(*number)) : Fd();
  if (!copy.is_open()) return std::nullopt;
  SystemCallListener listener(std::move(copy));
  // The filter may name this call, too.
  thread.call(SYS_close, {static_cast<std::uint64_t>(*number)}, [&] {
    constexpr std::chrono::seconds kAtMost{1};  // in case the thread is killed
    wait_to_receive(listener.get(), now() + kAtMost);
    if (const auto held = listener.next()) listener.let_go(*held);
  });
  return listener;
}

}  // namespace os
