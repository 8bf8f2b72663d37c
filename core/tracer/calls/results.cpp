#include "core/tracer/calls/results.hpp"

#include <signal.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>

#include <algorithm>
#include <string>
#include <vector>

#include "core/os/process/signals.hpp"
#include "core/tracer/calls/call_targets.hpp"

namespace tracer {
namespace {

using choice::Digest;

/// More than this of one transfer is known by its size and by who made it.
constexpr std::size_t kMostBytes = 1 << 20;

/// The pieces of memory from which, or into which, a call transfers bytes.
std::vector<iovec> buffers_of(pid_t thread, const os::SystemCall& call) {
  const auto& arguments = call.arguments;
  switch (call.number) {
    case SYS_readv:
    case SYS_writev:
    case SYS_preadv2:
    case SYS_pwritev2:
      return pieces_at(thread, call, arguments[1], arguments[2]);
    case SYS_recvmsg:
    case SYS_sendmsg: {
      msghdr header{};
      if (!os::Tracee(thread).read(arguments[1], &header, sizeof header)) return {};
      return pieces_at(thread, call, reinterpret_cast<std::uint64_t>(header.msg_iov),
                       header.msg_iovlen);
    }
    default:
      // NOLINTNEXTLINE(performance-no-int-to-ptr): of another process's memory
      return {{reinterpret_cast<void*>(std::uintptr_t{arguments[1]}), arguments[2]}};
  }
}

/// The bytes that a call has transferred.
std::string transferred_by(pid_t thread, const os::SystemCall& call, std::int64_t result) {
  std::string bytes;
  std::size_t left =
      std::min(static_cast<std::size_t>(std::max<std::int64_t>(result, 0)), kMostBytes);
  for (const iovec& piece : buffers_of(thread, call)) {
    const std::size_t size = std::min(left, piece.iov_len);
    if (size == 0) break;
    std::string part(size, '\0');
    os::Tracee(thread).read(reinterpret_cast<std::uint64_t>(piece.iov_base), part.data(), size);
    bytes += part;
    left -= size;
  }
  return bytes;
}

/// What a process calls one direction of a pipe, the same in every run.
std::string name_of(const PipeBook::End& end) {
  return end.object.to_string() + (end.from_first ? ">" : "<");
}

/// What the program can tell from what it was told about a file; when and on which device it
/// was made differs from run to run.
void add_status(Digest& what, const Caller& caller, const os::SystemCall& call) {
  const auto& arguments = call.arguments;
  if (call.number == SYS_statx) {
    struct statx file {};
    if (!os::Tracee(caller.thread).read(arguments[4], &file, sizeof file)) return;
    what.add(file.stx_mode).add(file.stx_size).add(file.stx_nlink);
    return;
  }
  const std::size_t at = call.number == SYS_newfstatat ? 2 : 1;
  struct stat file {};
  if (!os::Tracee(caller.thread).read(arguments[at], &file, sizeof file)) return;
  what.add(file.st_mode).add(static_cast<std::uint64_t>(file.st_size)).add(file.st_nlink);
}

bool is_status(std::uint64_t number) {
#ifdef SYS_stat
  if (number == SYS_stat || number == SYS_lstat) return true;
#endif
  return number == SYS_newfstatat || number == SYS_statx || number == SYS_fstat;
}

void note_file(RunHistory& history, Digest& what, const Caller& caller, const os::SystemCall& call,
               std::int64_t result, const FileUse& file) {
  what.add(static_cast<std::uint64_t>(result));
  if (result >= 0 && is_status(call.number)) add_status(what, caller, call);
  if (result > 0 && file.kind == probe::Kind::read)
    what.add(transferred_by(caller.thread, call, result));
  if (!file.changes || result < 0) return;
  if (call.number == SYS_flock) {
    const bool is_alone = (call.arguments[1] & LOCK_EX) != 0;
    if (file.kind == probe::Kind::unlock) return history.unlocked(caller.process, file.path);
    return history.locked(caller.process, file.path, is_alone);
  }
  std::string how(name_of(file.kind));
  how += std::to_string(result);
  if (file.kind == probe::Kind::write && call.number != SYS_truncate &&
      call.number != SYS_ftruncate)
    how += transferred_by(caller.thread, call, result);
  history.changed(caller.process, file.path, how);
  if (!file.other.empty()) history.changed(caller.process, file.other, how);
}

}  // namespace

void note_result(RunHistory& history, const RunRecorder& recorder, const Calls& calls,
                 const Caller& caller, const os::SystemCall& call, std::int64_t result,
                 const std::optional<FileUse>& file) {
  Digest what;
  what.add(call.number);
  if (file) {
    note_file(history, what, caller, call, result, *file);
    return history.did(caller.process, what);
  }
  switch (call.number) {
    case SYS_wait4:
    case SYS_waitid: {
      // A PID is no part of it, but an error is.
      if (result <= 0) what.add(static_cast<std::uint64_t>(result));
      const auto report = report_of(caller.thread, call, result);
      if (!report) break;
      const pid_t child = calls.outer(caller.process, report->child).value_or(0);
      what.add(recorder.name_of(child)).add(static_cast<std::uint64_t>(report->what));
      if (report->end) what.add(os::to_string(*report->end));
      break;
    }
    case SYS_getppid:
      what.add(
          recorder.name_of(calls.outer(caller.process, static_cast<pid_t>(result)).value_or(0)));
      break;
    case SYS_read:
    case SYS_readv:
    case SYS_recvfrom:
    case SYS_recvmsg: {
      what.add(static_cast<std::uint64_t>(result));
      if (result <= 0) break;
      what.add(transferred_by(caller.thread, call, result));
      const auto end = calls.pipes().end_to_read(os::open_file(caller.thread, descriptor_of(call)));
      if (end && !only_looks(call))
        history.came_out(name_of(*end), static_cast<std::size_t>(result));
      break;
    }
    case SYS_write:
    case SYS_writev:
    case SYS_sendto:
    case SYS_sendmsg: {
      what.add(static_cast<std::uint64_t>(result));
      if (result <= 0 || calls.stream_at(caller.process, descriptor_of(call))) break;
      const auto end =
          calls.pipes().end_to_write(os::open_file(caller.thread, descriptor_of(call)));
      if (end) history.went_in(name_of(*end), transferred_by(caller.thread, call, result));
      break;
    }
    default:
      what.add(static_cast<std::uint64_t>(result));
      if (result != 0 || !is_signalling(call)) break;
      const Signalling signalling = calls.signalling(caller, call);
      for (const pid_t target : targets_of(signalling, caller.process, recorder.alive()))
        history.sent(target, signalling.signal);
  }
  history.did(caller.process, what);
}

}  // namespace tracer
