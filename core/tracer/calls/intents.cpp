#include "core/tracer/calls/intents.hpp"

#include <linux/sched.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/uio.h>

#include <algorithm>
#include <string>
#include <vector>

#include "core/os/descriptors/file_identity.hpp"
#include "core/os/process/execute.hpp"
#include "core/os/process/signals.hpp"
#include "core/os/ptrace/foreign_descriptor.hpp"
#include "core/tracer/calls/call_targets.hpp"
#include "core/tracer/calls/signal_waits.hpp"
#include "core/tracer/calls/untraced_clones.hpp"
#include "core/tracer/command_of.hpp"

namespace tracer {
namespace {

using probe::Act;
using probe::Kind;

/// How many bytes are looked at of what is about to be written.
constexpr std::size_t kMostText = 80;
/// How many words of a command line are looked at, and how many bytes of each.
constexpr std::size_t kMostWords = 16;
constexpr std::size_t kMostOfWord = 200;
/// The longest path that the kernel takes; bytes.
constexpr std::size_t kMostPath = 4096;

Act act_of(Kind kind) {
  Act act;
  act.kind = kind;
  return act;
}

Act act_towards(Kind kind, std::string name) {
  Act act = act_of(kind);
  act.peer_name = std::move(name);
  return act;
}

Act act_on(Kind kind, probe::ObjectRef object) {
  Act act = act_of(kind);
  act.object = std::move(object);
  return act;
}

std::string text_at(pid_t thread, std::uint64_t address, std::uint64_t size) {
  std::string bytes(std::min<std::uint64_t>(size, kMostText), '\0');
  return os::Tracee(thread).read(address, bytes.data(), bytes.size()) ? bytes : std::string();
}

std::string text_in(pid_t thread, const os::SystemCall& call, std::uint64_t vectors,
                    std::uint64_t count) {
  std::string bytes;
  for (const iovec& piece : pieces_at(thread, call, vectors, count)) {
    if (bytes.size() >= kMostText) break;
    bytes += text_at(thread, reinterpret_cast<std::uint64_t>(piece.iov_base), piece.iov_len);
  }
  return bytes;
}

/// The beginning of what a call is about to write.
std::string text_to_write(pid_t thread, const os::SystemCall& call) {
  if (call.number == SYS_writev) return text_in(thread, call, call.arguments[1], call.arguments[2]);
  if (call.number != SYS_sendmsg) return text_at(thread, call.arguments[1], call.arguments[2]);
  msghdr header{};
  if (!os::Tracee(thread).read(call.arguments[1], &header, sizeof header)) return {};
  return text_in(thread, call, reinterpret_cast<std::uint64_t>(header.msg_iov), header.msg_iovlen);
}

/// Empty: there is no such program; a search along PATH tries many places.
std::optional<Act> of_exec(pid_t thread, const os::SystemCall& call) {
  const std::size_t at = call.number == SYS_execveat ? 1 : 0;
  const os::Tracee tracee(thread);
  const std::string path = tracee.read_text(call.arguments[at], kMostPath);
  if (at == 0 && !os::can_execute(thread, path)) return std::nullopt;
  std::vector<std::string> words;
  for (std::size_t i = 0; i < kMostWords; ++i) {
    std::uint64_t word = 0;  // a 32-bit program uses its lower half
    const std::size_t size = call.is_compat() ? sizeof(std::uint32_t) : sizeof word;
    const std::uint64_t address = call.arguments[at + 1] + i * size;
    if (!tracee.read(address, &word, size) || word == 0) break;
    words.push_back(tracee.read_text(word, kMostOfWord));
  }
  if (words.empty()) words.push_back(path);
  Act exec = act_of(Kind::exec);
  exec.program = path;
  exec.value = as_typed(words);
  return exec;
}

std::optional<Act> of_sleep(const Clocks& clocks, pid_t thread, const os::SystemCall& call) {
  const auto span = clocks.sleep_of(thread, call);
  if (!span) return std::nullopt;
  Act sleep = act_of(Kind::sleep);
  sleep.duration = span;
  return sleep;
}

/// Nothing is recorded before these, so a thread stops there only to be held.
constexpr long kOnlyHeld[] = {
#ifdef SYS_fork
    SYS_fork,
#endif
#ifdef SYS_vfork
    SYS_vfork,
#endif
    SYS_exit_group};

/// A thread may stop at these for other reasons, too.
constexpr long kAlwaysHeld[] = {SYS_clone, SYS_clone3};

/// These are recorded if they go into a pipe; they are held at the standard
/// streams, too.
constexpr long kWrites[] = {SYS_write, SYS_writev, SYS_sendto, SYS_sendmsg};

}  // namespace

void Intents::add_to(os::SystemCallFilter& filter) {
  for (const long number : kOnlyHeld) filter.add(number);
  for (const long number : kAlwaysHeld) filter.add(number);
  for (const long number : kWrites) filter.add(number);
  add_file_calls(filter);
  add_signal_waits(filter);
  filter.add(SYS_getppid);
}

bool Intents::is_only_held(std::uint64_t number) {
  return std::find(std::begin(kOnlyHeld), std::end(kOnlyHeld), static_cast<long>(number)) !=
         std::end(kOnlyHeld);
}

std::optional<Act> Intents::of(const Caller& caller, const os::SystemCall& call) {
  switch (call.number) {
    case SYS_clone:
    case SYS_clone3:
#ifdef SYS_fork
    case SYS_fork:
#endif
#ifdef SYS_vfork
    case SYS_vfork:
#endif
      return of_fork(caller, call);
    case SYS_execve:
    case SYS_execveat:
      return of_exec(caller.thread, call);
    case SYS_exit_group: {
      Act exit = act_of(Kind::exit);
      exit.status = static_cast<int>(call.arguments[0] & 0xff);
      return exit;
    }
    case SYS_wait4:
    case SYS_waitid:
      return of_wait(caller, call);
    case SYS_write:
    case SYS_writev:
    case SYS_sendto:
    case SYS_sendmsg:
      return of_write(caller, call);
    case SYS_read:
    case SYS_readv:
    case SYS_recvfrom:
    case SYS_recvmsg:
      return of_read(caller, call);
    case SYS_nanosleep:
    case SYS_clock_nanosleep:
      return of_sleep(calls_.clocks(), caller.thread, call);
    case SYS_close:
      return of_close(caller, call);
    case SYS_getppid:
      return of_parent(caller);
    default:
      if (only_sleeps(call)) return of_sleep(calls_.clocks(), caller.thread, call);
      if (is_signalling(call)) return of_kill(caller, call);
      if (is_signal_wait(call)) return act_towards(Kind::wait, std::string(kSignal));
      return of_file(caller, call);
  }
}

bool Intents::only_asks(const Caller& caller, const os::SystemCall& call) const {
  if (call.number == SYS_getppid) return true;
  const bool waits = call.number == SYS_wait4 || call.number == SYS_waitid;
  return waits && !calls_.waiting(caller, call).blocks;
}

std::optional<FileUse> Intents::file_use(const Caller& caller, const os::SystemCall& call) const {
  // The first process is noticed by nobody until it has made another.
  if (recorder_.met() < 2) return std::nullopt;
  const auto alive = recorder_.alive();
  auto use = file_use_of(caller, call);
  if (!use) return use;
  const auto shares = [&](pid_t other) {
    return other != caller.process && os::share_open_file(caller.process, other, use->moves);
  };
  if (use->moves >= 0) use->changes = std::any_of(alive.begin(), alive.end(), shares);
  return use;
}

void Intents::note_lost_readers() {
  for (const PipeBook::End& end : calls_.pipes_without_reader())
    files_.note_lost_readers(end.object.to_string());
}

std::optional<Act> Intents::of_file(const Caller& caller, const os::SystemCall& call) {
  const auto use = file_use(caller, call);
  if (!use) return std::nullopt;
  const std::string& place = recorder_.name_of(caller.process);
  if (interpreters_.is_one(caller, call, *use, place, files_)) return std::nullopt;
  interpreters_.note(*use);
  files_.note(place, *use);
  Act act = act_on(use->kind, probe::ObjectRef::called(last_part(use->path)));
  if (use->kind == Kind::rename) act.value = last_part(use->other);
  return act;
}

std::optional<Act> Intents::of_fork(const Caller& caller, const os::SystemCall& call) const {
  // Threads are not recorded, so a call that makes one is not held either.
  const std::uint64_t flags = clone_flags(caller.thread, call);
  if ((flags & CLONE_THREAD) != 0) return std::nullopt;
  Act fork = act_of(Kind::fork);
  if ((flags & CLONE_VFORK) != 0) fork.fork_mode = probe::ForkMode::vfork;
  return fork;
}

std::optional<Act> Intents::of_wait(const Caller& caller, const os::SystemCall& call) const {
  const Waiting waiting = calls_.waiting(caller, call);
  // Without children its answer depends on nobody. Otherwise it is an act even if it only
  // asks, since others decide what it learns.
  if (!waiting.blocks && !recorder_.has_children(caller.process)) return std::nullopt;
  return waiting.child > 0 ? act_towards(recorder_, Kind::wait, waiting.child)
                           : act_towards(Kind::wait, "any child");
}

/// What becomes of it must not depend on what others do meanwhile, so it does not count
/// whether others can write into the pipe now.
std::optional<Act> Intents::of_close(const Caller& caller, const os::SystemCall& call) const {
  if (recorder_.met() < 2) return std::nullopt;
  return calls_.closing_to_read(caller, descriptor_of(call));
}

/// The parent decides the answer, by its end.
std::optional<Act> Intents::of_parent(const Caller& caller) const {
  if (caller.process == recorder_.first()) return std::nullopt;
  return act_towards(recorder_, Kind::look, recorder_.parent_of(caller.process));
}

std::optional<Act> Intents::of_write(const Caller& caller, const os::SystemCall& call) {
  if (const auto stream = calls_.stream_at(caller.process, descriptor_of(call))) {
    Act output = act_of(Kind::output);
    output.stream = *stream;
    output.text = text_to_write(caller.thread, call);
    return output;
  }
  const auto end = calls_.pipes().end_to_write(os::open_file(caller.thread, descriptor_of(call)));
  if (!end) return of_file(caller, call);
  Act send = act_on(Kind::send, end->object);
  send.value = counted(size_of_transfer(caller.thread, call));
  return send;
}

std::optional<Act> Intents::of_read(const Caller& caller, const os::SystemCall& call) {
  const auto end =
      calls_.pipes().end_to_read(os::open_file(caller.thread, static_cast<int>(call.arguments[0])));
  if (!end) return of_file(caller, call);
  return act_on(Kind::recv, end->object);
}

std::optional<Act> Intents::of_kill(const Caller& caller, const os::SystemCall& call) const {
  const Signalling signalling = calls_.signalling(caller, call);
  if (os::is_reserved(signalling.signal) || signalling.signal <= 0) return std::nullopt;
  Act kill = act_towards(Kind::kill, "a process group");
  if (signalling.target == -1) kill.peer_name = "everybody";
  if (signalling.target > 0) kill = act_towards(recorder_, Kind::kill, signalling.target);
  kill.signal = signalling.signal;
  return kill;
}

bool Intents::must_wait(const Caller& caller, const os::SystemCall& call) const {
  switch (call.number) {
    case SYS_wait4:
    case SYS_waitid: {
      const Waiting waiting = calls_.waiting(caller, call);
      if (!waiting.blocks || asks_for_stops(call)) return false;
      return recorder_.must_wait_for(caller.process, waiting.child);
    }
    case SYS_read:
    case SYS_readv:
    case SYS_recvfrom:
    case SYS_recvmsg: {
      const auto now = os::readiness_of(caller.process, descriptor_of(call));
      return now && !now->never_waits && !now->is_readable && !is_impatient(call);
    }
    case SYS_write:
    case SYS_writev:
    case SYS_sendto:
    case SYS_sendmsg: {
      if (calls_.stream_at(caller.process, descriptor_of(call))) return false;
      const auto now = os::readiness_of(caller.process, descriptor_of(call));
      return now && !now->never_waits && !now->is_writable && !is_impatient(call);
    }
    default:
      return false;
  }
}

bool waits_for_exec(pid_t thread, const os::SystemCall& call) {
  return (clone_flags(thread, call) & CLONE_VFORK) != 0;
}

std::string_view awaited_in(std::uint64_t number) {
  switch (number) {
#ifdef SYS_pause
    case SYS_pause:
#endif
    case SYS_rt_sigsuspend:
    case SYS_rt_sigtimedwait:
      return "a signal";
    case SYS_futex:
      return "a lock, or for a thread";
    case SYS_read:
    case SYS_readv:
    case SYS_recvfrom:
    case SYS_recvmsg:
    case SYS_recvmmsg:
      return "something to read";
    case SYS_write:
    case SYS_writev:
    case SYS_sendto:
    case SYS_sendmsg:
      return "a reader";
#ifdef SYS_poll
    case SYS_poll:
    case SYS_select:
    case SYS_epoll_wait:
#endif
    case SYS_ppoll:
    case SYS_pselect6:
    case SYS_epoll_pwait:
      return "something to happen";
    case SYS_accept:
    case SYS_accept4:
      return "a connection";
    case SYS_flock:
    case SYS_fcntl:
      return "a lock on a file";
    default:
      return "something else";
  }
}

}  // namespace tracer
