#include "core/observe/calls.hpp"

#include <fcntl.h>
#include <fmt/core.h>
#include <signal.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <utility>

#include "core/observe/call_targets.hpp"
#include "core/os/proc_file.hpp"
#include "core/os/signals.hpp"

namespace observe {
namespace {

using probe::Act;
using probe::Kind;

/// For how long one must have been in a call before it counts as blocked.
constexpr std::chrono::milliseconds kBlocked{2};

// What a call returns to its tracer when a signal makes the kernel repeat it.
constexpr std::int64_t kRestartFirst = -514;
constexpr std::int64_t kRestartLast = -512;

bool is_repeated(std::int64_t result) {
  return result >= kRestartFirst && result <= kRestartLast;
}

bool is_reading(const os::SystemCall& call) {
  return call.number == SYS_read || call.number == SYS_readv || call.number == SYS_recvfrom ||
         call.number == SYS_recvmsg;
}

int descriptor_of(const os::SystemCall& call) {
  return static_cast<int>(call.arguments[0]);
}

std::string counted(std::uint64_t bytes) {
  return fmt::format("{} {}", bytes, bytes == 1 ? "byte" : "bytes");
}

}  // namespace

os::SystemCallFilter Calls::filter() {
  os::SystemCallFilter filter;
  for (const long number : {SYS_read,      SYS_write,       SYS_readv,     SYS_writev,
                            SYS_recvfrom,  SYS_sendto,      SYS_recvmsg,   SYS_sendmsg,
                            SYS_wait4,     SYS_waitid,      SYS_nanosleep, SYS_clock_nanosleep,
                            SYS_pipe2,     SYS_socketpair,  SYS_openat2,   SYS_pidfd_send_signal,
                            SYS_sendfile,  SYS_sendmmsg,    SYS_pwritev2,  SYS_splice,
                            SYS_setitimer, SYS_timer_create}) {
    filter.add(number);
  }
#ifdef SYS_alarm
  filter.add(SYS_alarm);
#endif
#ifdef SYS_pipe
  filter.add(SYS_pipe);
#endif
  // Signal 0 only asks whether there is somebody.
  constexpr std::uint32_t kAny = 0xffffffff;
  filter.add_if_any(SYS_kill, 1, kAny);
  filter.add_if_any(SYS_tkill, 1, kAny);
  filter.add_if_any(SYS_rt_sigqueueinfo, 1, kAny);
  filter.add_if_any(SYS_tgkill, 2, kAny);
  filter.add_if_any(SYS_rt_tgsigqueueinfo, 2, kAny);
  // Each child that ends sends it: to look it up each time would take too long.
  filter.add_if_equal(SYS_rt_sigaction, 0, SIGCHLD);
  filter.add_if_one_of(SYS_ptrace, 0, {PTRACE_TRACEME, PTRACE_ATTACH, PTRACE_SEIZE});
  filter.add_if_any(SYS_openat, 2, O_ACCMODE);
#ifdef SYS_open
  filter.add_if_any(SYS_open, 1, O_ACCMODE);
#endif
  return filter;
}

Calls::Next Calls::begins(const Caller& caller) {
  const auto call = os::Tracee(caller.thread).call();
  if (!call) return Next::goes_on;
  switch (call->number) {
    case SYS_wait4:
    case SYS_waitid:
      return begins_to_wait(caller, *call);
    case SYS_read:
    case SYS_readv:
    case SYS_recvfrom:
    case SYS_recvmsg:
      return begins_to_read(caller, *call);
    case SYS_write:
    case SYS_writev:
    case SYS_sendto:
    case SYS_sendmsg:
      return begins_to_write(caller, *call);
    case SYS_sendfile:
    case SYS_sendmmsg:
    case SYS_pwritev2:
    case SYS_splice:
      writers_.insert(caller.thread);  // perhaps: it is not worth a look
      return Next::goes_on;
    case SYS_rt_sigaction:
      sets_handler(caller, *call);
      return Next::goes_on;
    case SYS_nanosleep:
    case SYS_clock_nanosleep:
      sleeps(caller, *call);
      return Next::goes_on;
#ifdef SYS_pipe
    case SYS_pipe:
#endif
    case SYS_pipe2:
    case SYS_socketpair:
      return keep(caller, *call);
#ifdef SYS_open
    case SYS_open:
#endif
    case SYS_openat:
    case SYS_openat2:
      return opens_again(caller, *call);
#ifdef SYS_alarm
    case SYS_alarm:
#endif
    case SYS_setitimer:
    case SYS_timer_create:
      has_timers_ = true;
      return Next::goes_on;
    case SYS_ptrace:
      return Next::asks_to_trace;
    default:
      signals(caller, *call);
      return Next::goes_on;
  }
}

Calls::Next Calls::keep(const Caller& caller, const os::SystemCall& call,
                        std::optional<PipeBook::End> end, const os::OpenFile& file) {
  doing_[caller.thread] = {caller, call, os::now(), std::move(end), file, false};
  return Next::stops_at_return;
}

void Calls::act(const Caller& caller, Act act) {
  before_act_(caller.process);
  chronicle_.act(caller.process, std::move(act));
}

PipeBook::Tell Calls::teller(Kind kind) {
  return [this, kind](pid_t process, const std::string& object, std::uint64_t bytes) {
    Act transfer;
    transfer.kind = kind;
    transfer.object = object;
    transfer.value = counted(bytes);
    act({process, process}, std::move(transfer));
  };
}

// ---- a call begins

Calls::Next Calls::begins_to_wait(const Caller& caller, const os::SystemCall& call) {
  const Waiting waiting = waiting_of(caller.process, call);
  const auto before = repeats_.extract(caller.thread);
  const bool is_repeated = before && before.mapped().arguments == call.arguments;
  if (waiting.blocks && !is_repeated) {
    Act wait = waiting.child > 0 ? act_towards(chronicle_, Kind::wait, waiting.child) : Act{};
    wait.kind = Kind::wait;
    act(caller, std::move(wait));
  }
  return keep(caller, call);
}

Calls::Next Calls::begins_to_read(const Caller& caller, const os::SystemCall& call) {
  const os::OpenFile file = os::open_file(caller.thread, descriptor_of(call));
  auto end = pipes_.end_to_read(file);
  return end ? keep(caller, call, std::move(end), file) : Next::goes_on;
}

Calls::Next Calls::begins_to_write(const Caller& caller, const os::SystemCall& call) {
  const os::OpenFile file = os::open_file(caller.thread, descriptor_of(call));
  if (tap_.is_either(file)) writers_.insert(caller.thread);
  auto end = pipes_.end_to_write(file);
  if (!end) return Next::goes_on;
  pipes_.writing(caller.thread, caller.process, *end, bytes_to_write(caller.thread, call));
  return keep(caller, call, std::move(end), file);
}

Calls::Next Calls::opens_again(const Caller& caller, const os::SystemCall& call) {
  // A socket cannot be opened by the name of its descriptor, and a pipe, which
  // it stands for, can: a copy of the descriptor is what would come of it.
  const auto opening = opening_of(caller.thread, caller.process, call);
  if (!opening || !tap_.is_either(os::open_file(caller.thread, opening->descriptor)))
    return Next::goes_on;
  os::Tracee(caller.thread).duplicate_instead(opening->descriptor, opening->closes_on_exec);
  return Next::goes_on;
}

void Calls::sets_handler(const Caller& caller, const os::SystemCall& call) {
  std::uint64_t handler = 0;  // the first field of what the kernel is given
  if (!os::Tracee(caller.thread).read(call.arguments[1], &handler, sizeof handler)) return;
  // SIG_DFL and SIG_IGN are 0 and 1.
  if (handler > 1)
    hears_of_children_.insert(caller.process);
  else
    hears_of_children_.erase(caller.process);
}

bool Calls::handles(pid_t process, int signal) const {
  if (signal == SIGCHLD) return hears_of_children_.count(process) != 0;
  return os::catches(process, signal);
}

void Calls::forked(pid_t parent, pid_t child) {
  if (hears_of_children_.count(parent) != 0)
    hears_of_children_.insert(child);
  else
    hears_of_children_.erase(child);
}

void Calls::sleeps(const Caller& caller, const os::SystemCall& call) {
  const auto span = sleep_of(caller.thread, call);
  if (!span) return;
  Act sleep;
  sleep.kind = Kind::sleep;
  sleep.value = fmt::format("{:.6g} s", std::chrono::duration<double>(*span).count());
  act(caller, std::move(sleep));
}

void Calls::signals(const Caller& caller, const os::SystemCall& call) {
  const Signalling signalling = signalling_of(caller.process, call);
  if (os::is_reserved(signalling.signal)) return;
  for (const pid_t target : targets_of(signalling, caller.process, chronicle_.alive())) {
    Act kill = act_towards(chronicle_, Kind::kill, target);
    kill.signal = signalling.signal;
    act(caller, std::move(kill));
  }
}

// ---- a call has returned

void Calls::returned(const Caller& caller) {
  auto found = doing_.extract(caller.thread);
  if (found.empty()) return;
  Doing& doing = found.mapped();
  // Without a result it is dying, and what it was about was not done.
  const std::int64_t result = os::Tracee(caller.thread).result().value_or(-EINTR);
  if (is_repeated(result)) repeats_[caller.thread] = doing.call;
  switch (doing.call.number) {
    case SYS_wait4:
    case SYS_waitid:
      return has_waited(doing, result);
    case SYS_write:
    case SYS_writev:
    case SYS_sendto:
    case SYS_sendmsg:
      return pipes_.wrote(caller.thread, result, teller(Kind::send));
    case SYS_read:
    case SYS_readv:
    case SYS_recvfrom:
    case SYS_recvmsg:
      if (result > 0 && !only_looks(doing.call)) {
        pipes_.read(caller.process, *doing.end, static_cast<std::uint64_t>(result),
                    teller(Kind::send), teller(Kind::recv));
      }
      return;
    default:
      if (result == 0) has_opened(doing);
  }
}

void Calls::has_waited(const Doing& doing, std::int64_t result) {
  const pid_t child = waited_for(doing.caller.thread, doing.call, result);
  if (child <= 0) return;
  if (chronicle_.knows(child)) {
    const auto status = end_waited_for(doing.caller.thread, doing.call);
    if (status) untraced_end_(child, *status);
  }
  before_act_(doing.caller.process);
  chronicle_.reaped(doing.caller.process, child);
}

void Calls::has_opened(const Doing& doing) {
  const std::uint64_t address = doing.call.arguments[doing.call.number == SYS_socketpair ? 3 : 0];
  std::array<int, 2> ends{};
  const pid_t thread = doing.caller.thread;
  if (!os::Tracee(thread).read(address, ends.data(), sizeof ends)) return;
  const os::OpenFile one = os::open_file(thread, ends[0]);
  const os::OpenFile other = os::open_file(thread, ends[1]);
  if (one.inode == 0 || other.inode == 0) return;
  Act open;
  open.kind = Kind::open;
  open.object = pipes_.open(one, other);
  act(doing.caller, std::move(open));
}

void Calls::forget(pid_t thread) {
  pipes_.wrote(thread, 0, {});
  doing_.erase(thread);
  writers_.erase(thread);
  repeats_.erase(thread);
}

std::vector<Wait> Calls::waits() const {
  std::vector<Wait> found;
  const os::Stamp now = os::now();
  for (const auto& [thread, doing] : doing_) {
    if (now - doing.since < kBlocked) continue;
    Wait wait;
    wait.process = doing.caller.process;
    if (doing.end) {
      wait.object = doing.end->object;
      wait.other_end = pipes_.other_end(doing.file);
      wait.needed = is_reading(doing.call) ? os::Access::writing : os::Access::reading;
    } else {
      wait.child = waiting_of(doing.caller.process, doing.call).child;
    }
    found.push_back(std::move(wait));
  }
  return found;
}

bool Calls::tell_blocked() {
  bool is_any_left = false;
  const os::Stamp now = os::now();
  for (auto& [thread, doing] : doing_) {
    if (!doing.end || doing.told_blocked) continue;
    if (now - doing.since < kBlocked) {
      is_any_left = true;
      continue;
    }
    doing.told_blocked = true;
    Act block;
    block.kind = Kind::block;
    block.object = doing.end->object;
    act(doing.caller, std::move(block));
  }
  return is_any_left;
}

}  // namespace observe
