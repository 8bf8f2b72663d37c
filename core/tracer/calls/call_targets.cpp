#include "core/tracer/calls/call_targets.hpp"

#include <fcntl.h>
#include <fmt/core.h>
#include <limits.h>
#include <linux/openat2.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <time.h>

#include <algorithm>
#include <charconv>
#include <string>
#include <string_view>

#include "core/os/clock.hpp"
#include "core/os/descriptors/file_identity.hpp"
#include "core/os/process/process.hpp"
#include "core/os/ptrace/compat_calls.hpp"
#include "core/record/first_bytes.hpp"

namespace tracer {
namespace {

pid_t as_pid(std::uint64_t argument) {
  return static_cast<pid_t>(argument);
}

std::uint64_t bytes_in(pid_t thread, const os::SystemCall& call, std::uint64_t vectors,
                       std::uint64_t count) {
  std::uint64_t bytes = 0;
  for (const iovec& piece : pieces_at(thread, call, vectors, count)) bytes += piece.iov_len;
  return bytes;
}

// Structures as 32-bit programs see them.

struct NarrowPiece {
  std::uint32_t address;
  std::uint32_t length;
};

struct NarrowTime {
  std::int32_t seconds;
  std::int32_t nanoseconds;
};

struct NarrowInfo {
  std::int32_t signal;
  std::int32_t error;
  std::int32_t code;
  std::int32_t pid;
  std::uint32_t user;
  std::int32_t status;
};

std::optional<siginfo_t> info_at(pid_t thread, const os::SystemCall& call, std::uint64_t address) {
  const os::Tracee tracee(thread);
  siginfo_t info{};
  if (!call.is_compat()) {
    if (!tracee.read(address, &info, sizeof info)) return std::nullopt;
    return info;
  }
  NarrowInfo narrow{};
  if (!tracee.read(address, &narrow, sizeof narrow)) return std::nullopt;
  info.si_code = narrow.code;
  info.si_pid = narrow.pid;
  info.si_status = narrow.status;
  return info;
}

std::optional<timespec> time_at(pid_t thread, const os::SystemCall& call, std::uint64_t address) {
  const os::Tracee tracee(thread);
  timespec time{};
  if (!call.is_compat() || os::has_wide_time(call.compat)) {
    if (!tracee.read(address, &time, sizeof time)) return std::nullopt;
    return time;
  }
  NarrowTime narrow{};
  if (!tracee.read(address, &narrow, sizeof narrow)) return std::nullopt;
  return timespec{narrow.seconds, narrow.nanoseconds};
}

/// 1 for "/dev/fd/1"; empty when it is no descriptor's name.
std::optional<int> descriptor_named(std::string_view path, pid_t thread, pid_t process) {
  if (path == "/dev/stdout") return 1;
  if (path == "/dev/stderr") return 2;
  const std::string own = "/proc/" + std::to_string(process) + "/fd/";
  const std::string threads = "/proc/" + std::to_string(thread) + "/fd/";
  for (const std::string_view folder :
       {std::string_view("/dev/fd/"), std::string_view("/proc/self/fd/"),
        std::string_view("/proc/thread-self/fd/"), std::string_view(own),
        std::string_view(threads)}) {
    if (!path.starts_with(folder)) continue;
    const char* const end = path.data() + path.size();
    int number = -1;
    const auto [stop, error] = std::from_chars(path.data() + folder.size(), end, number);
    if (error == std::errc() && stop == end && number >= 0) return number;
  }
  return std::nullopt;
}

}  // namespace

std::vector<iovec> pieces_at(pid_t thread, const os::SystemCall& call, std::uint64_t address,
                             std::uint64_t count) {
  constexpr std::uint64_t kMost = 1024;  // UIO_MAXIOV
  const os::Tracee tracee(thread);
  std::vector<iovec> pieces(std::min(count, kMost));
  if (!call.is_compat()) {
    if (!tracee.read(address, pieces.data(), pieces.size() * sizeof(iovec))) pieces.clear();
    return pieces;
  }
  std::vector<NarrowPiece> narrow(pieces.size());
  if (!tracee.read(address, narrow.data(), narrow.size() * sizeof(NarrowPiece))) return {};
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    // NOLINTNEXTLINE(performance-no-int-to-ptr): of another process's memory
    pieces[i] = {reinterpret_cast<void*>(std::uintptr_t{narrow[i].address}), narrow[i].length};
  }
  return pieces;
}

Waiting waiting_of(pid_t process, const os::SystemCall& call) {
  const auto& arguments = call.arguments;
  Waiting waiting;
  if (call.number == SYS_wait4) {
    waiting.child = std::max(as_pid(arguments[0]), 0);
    waiting.blocks = (arguments[2] & WNOHANG) == 0;
    return waiting;
  }
  waiting.blocks = (arguments[3] & WNOHANG) == 0;
  if (arguments[0] == P_PID) waiting.child = as_pid(arguments[1]);
  waiting.is_by_pidfd = arguments[0] == P_PIDFD;
  if (waiting.is_by_pidfd)
    waiting.child = os::process_of_pidfd(process, static_cast<int>(arguments[1]));
  return waiting;
}

bool is_copying(const os::SystemCall& call) {
#ifdef SYS_dup2
  if (call.number == SYS_dup2) return true;
#endif
  return call.number == SYS_dup || call.number == SYS_dup3 || call.number == SYS_fcntl;
}

bool asks_for_stops(const os::SystemCall& call) {
  const std::uint64_t options = call.arguments[call.number == SYS_wait4 ? 2 : 3];
  return (options & (WUNTRACED | WCONTINUED)) != 0;
}

namespace {

ChildReport report_in(pid_t child, int status) {
  using What = ChildReport::What;
  if (WIFSTOPPED(status)) return {child, What::stopped, WSTOPSIG(status) & 0x7f};
  if (WIFCONTINUED(status)) return {child, What::continued};
  return {child, What::ended, 0, os::ExitStatus::from_wait(status)};
}

ChildReport report_in(const siginfo_t& info, bool stays) {
  using What = ChildReport::What;
  const pid_t child = info.si_pid;
  switch (info.si_code) {
    case CLD_EXITED:
      return {child, stays ? What::looked : What::ended, 0, os::ExitStatus::exited(info.si_status)};
    case CLD_KILLED:
    case CLD_DUMPED:
      return {child, stays ? What::looked : What::ended, 0, os::ExitStatus::killed(info.si_status)};
    case CLD_CONTINUED:
      return {child, What::continued};
    default:  // CLD_STOPPED, or CLD_TRAPPED
      return {child, What::stopped, info.si_status & 0x7f};
  }
}

}  // namespace

std::optional<ChildReport> report_of(pid_t thread, const os::SystemCall& call,
                                     std::int64_t result) {
  const os::Tracee tracee(thread);
  if (call.number == SYS_wait4) {
    int status = 0;
    if (result <= 0) return std::nullopt;
    const auto child = static_cast<pid_t>(result);
    if (!tracee.read(call.arguments[1], &status, sizeof status)) return ChildReport{child};
    return report_in(child, status);
  }
  if (result != 0) return std::nullopt;
  const bool stays = (call.arguments[3] & WNOWAIT) != 0;
  if (call.arguments[2] == 0) {
    if (stays || call.arguments[0] != P_PID) return std::nullopt;
    return ChildReport{as_pid(call.arguments[1])};
  }
  const auto info = info_at(thread, call, call.arguments[2]);
  if (!info || info->si_pid <= 0) return std::nullopt;
  return report_in(*info, stays);
}

bool makes_stream(const os::SystemCall& call) {
  constexpr std::uint64_t kTypes = 0xf;  // the rest of that argument are flags
  if (call.number == SYS_socketpair) return (call.arguments[1] & kTypes) == SOCK_STREAM;
  return call.number != SYS_pipe2 || (call.arguments[1] & O_DIRECT) == 0;
}

bool is_counted(const os::SystemCall& call) {
  return call.number == SYS_read || call.number == SYS_readv || call.number == SYS_write ||
         call.number == SYS_writev;
}

bool is_reading(const os::SystemCall& call) {
  return call.number == SYS_read || call.number == SYS_readv || call.number == SYS_recvfrom ||
         call.number == SYS_recvmsg;
}

int descriptor_of(const os::SystemCall& call) {
  return static_cast<int>(call.arguments[0]);
}

std::uint64_t size_of_transfer(pid_t thread, const os::SystemCall& call) {
  switch (call.number) {
    case SYS_readv:
    case SYS_writev:
    case SYS_pwritev:
    case SYS_pwritev2:
    case SYS_vmsplice:
      return bytes_in(thread, call, call.arguments[1], call.arguments[2]);
    case SYS_recvmsg:
    case SYS_sendmsg: {
      msghdr header{};
      if (!os::Tracee(thread).read(call.arguments[1], &header, sizeof header)) return 0;
      return bytes_in(thread, call, reinterpret_cast<std::uint64_t>(header.msg_iov),
                      header.msg_iovlen);
    }
    default:
      return call.arguments[2];
  }
}

std::string first_bytes(pid_t thread, const os::SystemCall& call, std::uint64_t size) {
  std::vector<iovec> pieces;
  switch (call.number) {
    case SYS_write:
    case SYS_sendto:
      pieces = {{reinterpret_cast<void*>(call.arguments[1]), call.arguments[2]}};
      break;
    case SYS_writev:
      pieces = pieces_at(thread, call, call.arguments[1], call.arguments[2]);
      break;
    case SYS_sendmsg: {
      msghdr header{};
      if (!os::Tracee(thread).read(call.arguments[1], &header, sizeof header)) return {};
      pieces = pieces_at(thread, call, reinterpret_cast<std::uint64_t>(header.msg_iov),
                         header.msg_iovlen);
      break;
    }
    default:
      return {};
  }
  std::string first;
  first.resize(std::min<std::uint64_t>(size, record::kFirstBytes));
  std::size_t done = 0;
  for (const iovec& piece : pieces) {
    const std::size_t length = std::min(piece.iov_len, first.size() - done);
    const auto address = reinterpret_cast<std::uint64_t>(piece.iov_base);
    if (!os::Tracee(thread).read(address, first.data() + done, length)) return {};
    done += length;
  }
  return done == first.size() ? first : std::string();
}

std::optional<Move> move_of(const os::SystemCall& call) {
  const auto descriptor = [&](std::size_t argument) {
    return static_cast<int>(call.arguments[argument]);
  };
  switch (call.number) {
    case SYS_splice:
    case SYS_copy_file_range:
      return Move{descriptor(0), descriptor(2)};
    case SYS_tee:
      return Move{descriptor(0), descriptor(1)};
    case SYS_sendfile:
      return Move{descriptor(1), descriptor(0)};
    case SYS_vmsplice:  // either end of the pipe
      return Move{descriptor(0), descriptor(0)};
    case SYS_preadv2:
    case SYS_recvmmsg:
      return Move{descriptor(0), -1};
    case SYS_pwrite64:
    case SYS_pwritev:
    case SYS_pwritev2:
    case SYS_sendmmsg:
      return Move{-1, descriptor(0)};
    default:
      return std::nullopt;
  }
}

int written_to(const os::SystemCall& call) {
  switch (call.number) {
    case SYS_write:
    case SYS_writev:
    case SYS_sendto:
    case SYS_sendmsg:
      return descriptor_of(call);
    default:
      break;
  }
  const auto move = move_of(call);
  return move ? move->to : -1;
}

std::uint64_t size_to_copy(const os::SystemCall& call) {
  switch (call.number) {
    case SYS_splice:
    case SYS_copy_file_range:
      return call.arguments[4];
    case SYS_tee:
      return call.arguments[2];
    case SYS_sendfile:
      return call.arguments[3];
    default:
      return 0;
  }
}

std::uint64_t length_of_message(pid_t thread, std::uint64_t address) {
  mmsghdr message{};
  return os::Tracee(thread).read(address, &message, sizeof message) ? message.msg_len : 0;
}

std::uint64_t size_moved(pid_t thread, const os::SystemCall& call, std::uint64_t result) {
  if (call.number != SYS_sendmmsg && call.number != SYS_recvmmsg) return result;
  std::uint64_t bytes = 0;
  for (std::uint64_t i = 0; i < result; ++i)
    bytes += length_of_message(thread, call.arguments[1] + i * sizeof(mmsghdr));
  return bytes;
}

std::optional<Source> source_of(const Caller& caller, const os::SystemCall& call,
                                std::uint64_t size) {
  const auto move = move_of(call);
  if (!move || move->from < 0) return std::nullopt;
  const std::uint64_t offset_at = call.arguments[call.number == SYS_sendfile ? 2 : 1];
  std::uint64_t after = 0;
  if (offset_at == 0)
    after = os::offset_of(caller.process, move->from);
  else if (!os::Tracee(caller.thread).read(offset_at, &after, sizeof after))
    return std::nullopt;
  if (after < size) return std::nullopt;
  return Source{move->from, after - size};
}

std::string last_part(const std::string& path) {
  // That of a folder may end with a slash.
  const auto end = path.find_last_not_of('/');
  if (end == path.npos) return path;
  const auto begin = path.rfind('/', end) + 1;
  return path.substr(begin, end + 1 - begin);
}

std::string name_of_error(int error) {
  const char* const name = ::strerrorname_np(error);
  return name ? name : "error " + std::to_string(error);
}

std::string counted(std::uint64_t bytes) {
  return fmt::format("{} {}", bytes, bytes == 1 ? "byte" : "bytes");
}

namespace {

/// The flags of a call on a socket.
std::uint64_t flags_of(const os::SystemCall& call) {
  const bool has_address = call.number == SYS_recvfrom || call.number == SYS_sendto;
  const bool has_header = call.number == SYS_recvmsg || call.number == SYS_sendmsg;
  return has_address ? call.arguments[3] : has_header ? call.arguments[2] : 0;
}

}  // namespace

bool only_looks(const os::SystemCall& call) {
  return (flags_of(call) & MSG_PEEK) != 0;
}

bool makes_impatient(const os::SystemCall& call) {
  switch (call.number) {
    case SYS_pipe2:
      return (call.arguments[1] & O_NONBLOCK) != 0;
    case SYS_socketpair:
      return (call.arguments[1] & SOCK_NONBLOCK) != 0;
    case SYS_fcntl:
      return call.arguments[1] == F_SETFL && (call.arguments[2] & O_NONBLOCK) != 0;
    case SYS_ioctl:
      return call.arguments[1] == FIONBIO;
    default:
      return false;
  }
}

bool is_impatient(const os::SystemCall& call) {
  return (flags_of(call) & MSG_DONTWAIT) != 0;
}

bool may_bring_descriptors(pid_t thread, const os::SystemCall& call) {
  msghdr header{};
  return call.number == SYS_recvmsg &&
         os::Tracee(thread).read(call.arguments[1], &header, sizeof header) &&
         header.msg_controllen > 0;
}

namespace {

/// The program has read the clock some moments ago, so it sleeps for a little longer than
/// what is left: for a round time, as a program says it.
std::chrono::milliseconds roundest(std::chrono::milliseconds left) {
  using std::chrono::milliseconds;
  const milliseconds delay = std::min(milliseconds(20), left / 10);
  for (const long step : {1000, 100, 10}) {
    const milliseconds round((left.count() + step - 1) / step * step);
    if (round - left <= delay) return round;
  }
  return left;
}

}  // namespace

namespace {

/// How long it waits for descriptors.
std::optional<timespec> limit_of(pid_t thread, const os::SystemCall& call) {
  const auto& arguments = call.arguments;
  switch (call.number) {
    case SYS_pselect6:
      return time_at(thread, call, arguments[4]);
    case SYS_ppoll:
      return time_at(thread, call, arguments[2]);
#ifdef SYS_poll
    case SYS_select: {
      auto time = time_at(thread, call, arguments[4]);
      if (time) time->tv_nsec *= 1000;
      return time;
    }
    case SYS_poll: {
      const auto limit = static_cast<int>(arguments[2]);
      return timespec{limit / 1000, limit % 1000 * 1'000'000L};
    }
#endif
    default:
      return std::nullopt;
  }
}

}  // namespace

bool only_sleeps(const os::SystemCall& call) {
  if (call.is_compat() || !has_limit(call)) return false;
  const auto& arguments = call.arguments;
  switch (call.number) {
    case SYS_pselect6:
      return arguments[0] == 0;
    case SYS_ppoll:
      return arguments[1] == 0;
#ifdef SYS_poll
    case SYS_select:
      return arguments[0] == 0;
    case SYS_poll:
      return arguments[1] == 0;
#endif
    default:
      return false;
  }
}

bool sleeps_until(const os::SystemCall& call) {
  return call.number == SYS_clock_nanosleep && (call.arguments[1] & TIMER_ABSTIME) != 0;
}

std::optional<std::chrono::nanoseconds> sleep_of(pid_t thread, const os::SystemCall& call,
                                                 std::optional<std::chrono::nanoseconds> from) {
  const bool has_clock = call.number == SYS_clock_nanosleep;
  const auto time = only_sleeps(call) ? limit_of(thread, call)
                                      : time_at(thread, call, call.arguments[has_clock ? 2 : 0]);
  if (!time) return std::nullopt;
  using std::chrono::nanoseconds;
  nanoseconds span = std::chrono::seconds(time->tv_sec) + nanoseconds(time->tv_nsec);
  if (sleeps_until(call) && from) {
    span -= *from;
  } else if (sleeps_until(call)) {
    const auto now = os::time_on(static_cast<clockid_t>(call.arguments[0]));
    if (!now) return std::nullopt;
    span -= *now;
    span = roundest(std::chrono::round<std::chrono::milliseconds>(span));
  }
  return std::max(span, nanoseconds(0));
}

bool is_signalling(const os::SystemCall& call) {
  switch (call.number) {
    case SYS_kill:
    case SYS_tkill:
    case SYS_tgkill:
    case SYS_rt_sigqueueinfo:
    case SYS_rt_tgsigqueueinfo:
    case SYS_pidfd_send_signal:
      return true;
    default:
      return false;
  }
}

Signalling signalling_of(pid_t process, const os::SystemCall& call) {
  const auto& arguments = call.arguments;
  const auto signal = [&](std::size_t argument) { return static_cast<int>(arguments[argument]); };
  switch (call.number) {
    case SYS_tgkill:
    case SYS_rt_tgsigqueueinfo:
      return {as_pid(arguments[0]), signal(2)};
    case SYS_pidfd_send_signal:
      return {os::process_of_pidfd(process, static_cast<int>(arguments[0])), signal(1)};
    default:
      return {as_pid(arguments[0]), signal(1)};
  }
}

std::vector<pid_t> targets_of(const Signalling& signalling, pid_t sender,
                              const std::vector<pid_t>& alive) {
  if (signalling.signal <= 0 || signalling.signal > 64) return {};
  if (signalling.target > 0) {
    // A zombie can be signalled, too, until it is reaped.
    return os::state_of(signalling.target) ? std::vector<pid_t>{signalling.target}
                                           : std::vector<pid_t>();
  }
  std::vector<pid_t> targets;
  const pid_t group = signalling.target == 0 ? os::group_of(sender) : -signalling.target;
  for (const pid_t pid : alive) {
    const bool is_meant = signalling.target == -1 ? pid != sender : os::group_of(pid) == group;
    if (is_meant) targets.push_back(pid);
  }
  return targets;
}

bool is_opening(const os::SystemCall& call) {
#ifdef SYS_open
  if (call.number == SYS_open) return true;
#endif
  return call.number == SYS_openat || call.number == SYS_openat2;
}

Named named_by(pid_t thread, const os::SystemCall& call) {
  const bool has_folder = call.number == SYS_openat || call.number == SYS_openat2;
  const std::size_t at = has_folder ? 1 : 0;
  Named named;
  if (has_folder) named.folder = static_cast<int>(call.arguments[0]);
  named.path = os::Tracee(thread).read_text(call.arguments[at], PATH_MAX);
  named.flags = call.arguments[at + 1];
  open_how how{};
  if (call.number == SYS_openat2) {
    named.flags = os::Tracee(thread).read(call.arguments[2], &how, sizeof how) ? how.flags : 0;
  }
  return named;
}

std::optional<Opening> opening_of(pid_t thread, pid_t process, const Named& named) {
  if (!named.is_kernels()) return std::nullopt;
  const auto number = descriptor_named(named.path, thread, process);
  if (!number) return std::nullopt;
  return Opening{*number, (named.flags & O_CLOEXEC) != 0};
}

bool has_limit(const os::SystemCall& call) {
  const auto& arguments = call.arguments;
  const auto is_time = [](std::uint64_t argument) { return static_cast<int>(argument) >= 0; };
  switch (call.number) {
    case SYS_futex:
      return arguments[3] != 0;
    case SYS_ppoll:
      return arguments[2] != 0;
    case SYS_pselect6:
      return arguments[4] != 0;
    case SYS_epoll_pwait:
      return is_time(arguments[3]);
#ifdef SYS_poll
    case SYS_poll:
      return is_time(arguments[2]);
    case SYS_select:
      return arguments[4] != 0;
    case SYS_epoll_wait:
      return is_time(arguments[3]);
#endif
    default:
      return false;
  }
}

}  // namespace tracer
