#include "core/os/ptrace/tracee.hpp"

#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <sys/ptrace.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <optional>
#include <string_view>
#include <utility>

#include "core/os/clock.hpp"
#include "core/os/descriptors/fd.hpp"
#include "core/os/error.hpp"
#include "core/os/process/proc_file.hpp"
#include "core/os/process/process.hpp"
#include "core/os/ptrace/compat_calls.hpp"

namespace os {
namespace {

constexpr long kOptions = PTRACE_O_EXITKILL | PTRACE_O_TRACESYSGOOD | PTRACE_O_TRACEFORK |
                          PTRACE_O_TRACEVFORK | PTRACE_O_TRACECLONE | PTRACE_O_TRACEEXEC |
                          PTRACE_O_TRACESECCOMP;

#ifdef __x86_64__
// The number that means "no call" to the kernel, and the length in bytes of the
// instruction that makes a call.
constexpr unsigned long long kNoCall = ~0ULL;
constexpr unsigned long long kCallLength = 2;
#endif

template <typename Data>
long order(int request, pid_t thread, std::uintptr_t address, Data data) {
  return ::ptrace(static_cast<__ptrace_request>(request), thread, address, data);
}

Stop stop_from(pid_t thread, int status) {
  using Why = Stop::Why;
  if (!WIFSTOPPED(status)) return {thread, Why::ended, 0, ExitStatus::from_wait(status)};
  Stop stop{thread, Why::signalled, WSTOPSIG(status), ExitStatus::exited(0)};
  switch (status >> 16) {
    case PTRACE_EVENT_FORK:
      stop.why = Why::forked;
      break;
    case PTRACE_EVENT_VFORK:
      stop.why = Why::vforked;
      break;
    case PTRACE_EVENT_CLONE:
      stop.why = Why::cloned;
      break;
    case PTRACE_EVENT_EXEC:
      stop.why = Why::executed;
      break;
    case PTRACE_EVENT_EXIT:
      stop.why = Why::exiting;
      break;
    case PTRACE_EVENT_SECCOMP:
      stop.why = Why::filtered;
      break;
    case PTRACE_EVENT_STOP:
      stop.why = stop.signal == SIGTRAP ? Why::trapped : Why::suspended;
      break;
    default:
      if (stop.signal == (SIGTRAP | 0x80)) stop.why = Why::returned;
  }
  return stop;
}

std::optional<Stop> wait_for_stop(pid_t which, int flags) {
  for (;;) {
    int status = 0;
    // Of every traced thread; not of a child that is an init, see NamespaceInit.
    const pid_t thread = uninterrupted([&] { return ::waitpid(which, &status, flags); });
    if (thread <= 0) return std::nullopt;
    if (!is_foreign_child(thread)) return stop_from(thread, status);
    forget_foreign_child(thread);
  }
}

/// Whether this process traces any other. Looks at all processes.
bool is_any_traced() {
  const pid_t self = ::getpid();
  const auto all = processes();
  return std::any_of(all.begin(), all.end(), [self](pid_t one) { return tracer_of(one) == self; });
}

std::optional<__ptrace_syscall_info> call_info(pid_t thread) {
  __ptrace_syscall_info info{};
  if (order(PTRACE_GET_SYSCALL_INFO, thread, sizeof info, &info) <= 0) return std::nullopt;
  return info;
}

}  // namespace

std::optional<Stop> next_stop() {
  return wait_for_stop(-1, WNOHANG);
}

std::optional<Stop> stop_within(std::chrono::nanoseconds limit) {
  const Stamp end = now() + limit;
  while (true) {
    auto stop = next_stop();
    if (stop || now() >= end) return stop;
    // On a single CPU, the thread that we wait for needs it.
    ::sched_yield();
  }
}

std::optional<Stop> await_stop() {
  // Waiting for any child would last until foreign children have ended, too.
  while (has_foreign_children()) {
    if (auto stop = stop_within(std::chrono::milliseconds(2))) return stop;
    if (!is_any_traced()) return next_stop();
  }
  return wait_for_stop(-1, 0);
}

std::optional<Stop> await_stop_of(pid_t thread) {
  return wait_for_stop(thread, 0);
}

bool Tracee::seize() const {
  return order(PTRACE_SEIZE, thread_, 0, kOptions) == 0;
}

void Tracee::go_on(int deliver) const {
  order(PTRACE_CONT, thread_, 0, static_cast<long>(deliver));
}

void Tracee::go_on_to_return() const {
  order(PTRACE_SYSCALL, thread_, 0, 0L);
}

void Tracee::stop_before_end() const {
  order(PTRACE_SETOPTIONS, thread_, 0, kOptions | PTRACE_O_TRACEEXIT);
}

void Tracee::stay_suspended() const {
  order(PTRACE_LISTEN, thread_, 0, 0L);
}

void Tracee::detach() const {
  order(PTRACE_DETACH, thread_, 0, 0L);
}

void Tracee::interrupt() const {
  order(PTRACE_INTERRUPT, thread_, 0, 0L);
}

std::optional<pid_t> Tracee::message() const {
  unsigned long message = 0;
  if (order(PTRACE_GETEVENTMSG, thread_, 0, &message) != 0) return std::nullopt;
  return static_cast<pid_t>(message);
}

std::optional<SystemCall> Tracee::call() const {
  const auto info = call_info(thread_);
  if (!info || info->op != PTRACE_SYSCALL_INFO_SECCOMP) return std::nullopt;
  SystemCall call;
  call.number = info->seccomp.nr;
  call.mark = info->seccomp.ret_data;
  std::copy(std::begin(info->seccomp.args), std::end(info->seccomp.args), call.arguments.begin());
  if (kCompatArchitecture == 0 || info->arch != kCompatArchitecture) return call;
  call.compat = call.number;
  // A call that we do not know gets a number that cannot be mistaken for
  // another.
  call.number = static_cast<std::uint64_t>(number_of_compat(call.compat).value_or(-1));
  for (std::uint64_t& argument : call.arguments) argument &= 0xffffffff;
  return call;
}

std::optional<std::int64_t> Tracee::result() const {
  const auto info = call_info(thread_);
  if (!info || info->op != PTRACE_SYSCALL_INFO_EXIT) return std::nullopt;
  return info->exit.rval;
}

std::optional<std::int64_t> Tracee::interrupted_result() const {
  user_regs_struct registers{};
  iovec all{&registers, sizeof registers};
  constexpr std::uintptr_t kGeneral = 1;  // NT_PRSTATUS
  if (order(PTRACE_GETREGSET, thread_, kGeneral, &all) != 0) return std::nullopt;
#if defined(__x86_64__)
  return static_cast<std::int64_t>(registers.rax);
#elif defined(__aarch64__)
  return static_cast<std::int64_t>(registers.regs[0]);
#else
  return std::nullopt;
#endif
}

pid_t Tracee::sender() const {
  siginfo_t info{};
  if (order(PTRACE_GETSIGINFO, thread_, 0, &info) != 0) return 0;
  const bool is_of_a_child = info.si_signo == SIGCHLD && info.si_code > 0;
  const bool has_sender = is_of_a_child || info.si_code == SI_USER || info.si_code == SI_TKILL ||
                          info.si_code == SI_QUEUE;
  return has_sender ? info.si_pid : 0;
}

bool Tracee::read(std::uint64_t address, void* into, std::size_t size) const {
  const iovec here{into, size};
  // NOLINTNEXTLINE(performance-no-int-to-ptr): of another process's memory
  const iovec there{reinterpret_cast<void*>(address), size};
  return ::process_vm_readv(thread_, &here, 1, &there, 1, 0) == static_cast<ssize_t>(size);
}

bool Tracee::write(std::uint64_t address, const void* from, std::size_t size) const {
  const iovec here{const_cast<void*>(from), size};
  // NOLINTNEXTLINE(performance-no-int-to-ptr): of another process's memory
  const iovec there{reinterpret_cast<void*>(address), size};
  return ::process_vm_writev(thread_, &here, 1, &there, 1, 0) == static_cast<ssize_t>(size);
}

bool Tracee::write_anyway(std::uint64_t address, std::uint64_t word) const {
  return order(PTRACE_POKEDATA, thread_, address, word) == 0;
}

std::string Tracee::read_text(std::uint64_t address, std::size_t limit) const {
  // A page at a time: the memory after the text may not be mapped.
  constexpr std::uint64_t kPage = 4096;
  std::string text;
  while (text.size() < limit) {
    std::array<char, kPage> piece{};
    const std::size_t size = std::min<std::size_t>(kPage - address % kPage, limit - text.size());
    if (!read(address, piece.data(), size)) break;
    const std::size_t length = ::strnlen(piece.data(), size);
    text.append(piece.data(), length);
    if (length < size) break;
    address += size;
  }
  return text;
}

bool Tracee::answer_instead([[maybe_unused]] std::int64_t result) const {
#ifdef __x86_64__
  user_regs_struct registers{};
  if (order(PTRACE_GETREGS, thread_, 0, &registers) != 0) return false;
  registers.orig_rax = kNoCall;
  registers.rax = static_cast<unsigned long long>(result);
  return order(PTRACE_SETREGS, thread_, 0, &registers) == 0;
#else
  return false;
#endif
}

bool Tracee::make_again() const {
#ifdef __x86_64__
  user_regs_struct registers{};
  if (order(PTRACE_GETREGS, thread_, 0, &registers) != 0) return false;
  registers.rax = std::exchange(registers.orig_rax, kNoCall);
  registers.rip -= kCallLength;
  return order(PTRACE_SETREGS, thread_, 0, &registers) == 0;
#else
  return false;
#endif
}

std::optional<SystemCall> call_in_progress(pid_t thread) {
  // "202 0x7ffd... 0x109 0x0 ...", or "running"
  const std::string text = proc_file(thread, "syscall");
  const char* const end = text.data() + text.size();
  SystemCall call;
  auto [at, error] = std::from_chars(text.data(), end, call.number);
  if (error != std::errc()) return std::nullopt;
  for (std::uint64_t& argument : call.arguments) {
    constexpr std::ptrdiff_t kPrefix = 3;  // " 0x"
    if (end - at <= kPrefix) return std::nullopt;
    at = std::from_chars(at + kPrefix, end, argument, 16).ptr;
  }
  return call;
}

std::optional<Transferred> transferred(pid_t process, pid_t thread) {
  std::array<char, 32> name{};
  std::snprintf(name.data(), name.size(), "task/%d/io", thread);
  const std::string text = proc_file(process, name.data());
  // "rchar: 4711\nwchar: 42\n..."
  unsigned long long read = 0;
  unsigned long long written = 0;
  if (std::sscanf(text.c_str(), "rchar: %llu wchar: %llu", &read, &written) != 2)
    return std::nullopt;
  return Transferred{read, written};
}

namespace {

std::optional<OpenFile> fifo_named(const char* path) {
  struct stat file {};
  if (::stat(path, &file) != 0 || !S_ISFIFO(file.st_mode)) return std::nullopt;
  // No unnamed pipe has such a number.
  constexpr std::uint64_t kNamed = std::uint64_t{1} << 63;
  constexpr int kDevice = 40;
  return OpenFile{OpenFile::Kind::fifo, kNamed | (file.st_ino ^ (file.st_dev << kDevice))};
}

}  // namespace

std::optional<OpenFile> fifo_at(pid_t process, int folder, const std::string& path) {
  std::string from = "/proc/" + std::to_string(process);
  if (path.starts_with('/'))
    from += "/root";
  else if (folder == AT_FDCWD)
    from += "/cwd/";
  else
    from += "/fd/" + std::to_string(folder) + "/";
  return fifo_named((from + path).c_str());
}

OpenFile open_file(pid_t process, int descriptor) {
  std::array<char, 64> path{};
  std::array<char, 64> link{};
  std::snprintf(path.data(), path.size(), "/proc/%d/fd/%d", process, descriptor);
  const ssize_t length = ::readlink(path.data(), link.data(), link.size());
  if (length <= 0) return {};
  const std::string_view target(link.data(), static_cast<std::size_t>(length));
  if (target.starts_with('/')) return fifo_named(path.data()).value_or(OpenFile());
  OpenFile file;
  // "pipe:[4711]"
  const auto number = target.find(":[");
  if (number == std::string_view::npos) return {};
  if (target.substr(0, number) == "pipe") file.kind = OpenFile::Kind::pipe;
  if (target.substr(0, number) == "socket") file.kind = OpenFile::Kind::socket;
  if (file.kind == OpenFile::Kind::other) return {};
  std::from_chars(target.data() + number + 2, target.data() + target.size(), file.inode);
  return file;
}

pid_t process_of_pidfd(pid_t owner, int descriptor) {
  std::array<char, 64> path{};
  std::snprintf(path.data(), path.size(), "/proc/%d/fdinfo/%d", owner, descriptor);
  const Fd file(::open(path.data(), O_RDONLY | O_CLOEXEC));
  std::array<char, 512> text{};
  if (!file.is_open() || ::read(file.get(), text.data(), text.size() - 1) <= 0) return 0;
  const char* const line = std::strstr(text.data(), "\nPid:");
  return line ? std::atoi(line + 5) : 0;
}

bool is_thread_of(pid_t thread, pid_t process) {
  std::array<char, 64> path{};
  std::snprintf(path.data(), path.size(), "/proc/%d/task/%d", process, thread);
  return ::access(path.data(), F_OK) == 0;
}

// ---- how a tracer changes what a stopped thread calls: by its registers

#ifdef __x86_64__

namespace {

// The length in bytes of the instruction that makes a call.
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
  registers->orig_rax = ~0ULL;  // it is in no call that the kernel would repeat
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

bool Tracee::set_stack(std::uint64_t address) const {
  constexpr unsigned long long kLongMode = 0x33;  // the code segment of 64-bit programs
  auto registers = registers_of(thread_);
  if (!registers || registers->cs != kLongMode) return false;
  registers->rsp = address;
  return order(PTRACE_SETREGS, thread_, 0, &*registers) == 0;
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

bool Tracee::set_stack(std::uint64_t) const {
  return false;
}

#endif

}  // namespace os
