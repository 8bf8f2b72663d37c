#include "core/observe/pipe_calls.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <linux/close_range.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "core/observe/call_targets.hpp"

namespace observe {
namespace {

using probe::Act;
using probe::Kind;

int descriptor_of(const os::SystemCall& call) {
  return static_cast<int>(call.arguments[0]);
}

std::string named(int descriptor) {
  switch (descriptor) {
    case STDIN_FILENO:
      return "standard input";
    case STDOUT_FILENO:
      return "standard output";
    case STDERR_FILENO:
      return "standard error";
    default:
      return fmt::format("descriptor {}", descriptor);
  }
}

}  // namespace

void PipeCalls::add_to(os::SystemCallFilter& filter) {
  for (const long number :
       {SYS_read,    SYS_write,       SYS_readv,    SYS_writev,   SYS_recvfrom,
        SYS_sendto,  SYS_recvmsg,     SYS_sendmsg,  SYS_pipe2,    SYS_socketpair,
        SYS_openat2, SYS_sendfile,    SYS_sendmmsg, SYS_pwritev2, SYS_splice,
        SYS_close,   SYS_close_range, SYS_dup,      SYS_dup3,     SYS_pidfd_getfd}) {
    filter.add(number);
  }
  filter.add_if_equal(SYS_fcntl, 1, F_DUPFD);
  filter.add_if_equal(SYS_fcntl, 1, F_DUPFD_CLOEXEC);
  filter.add_if_any(SYS_openat, 2, O_ACCMODE);
  // Not every architecture has the old ones.
#ifdef SYS_pipe
  filter.add(SYS_pipe);
#endif
#ifdef SYS_dup2
  filter.add(SYS_dup2);
#endif
#ifdef SYS_open
  filter.add_if_any(SYS_open, 1, O_ACCMODE);
#endif
}

std::optional<Next> PipeCalls::begins(const Caller& caller, const os::SystemCall& call) {
  switch (call.number) {
    case SYS_read:
    case SYS_readv:
    case SYS_recvfrom:
    case SYS_recvmsg:
      begins_to_read(caller, call);
      return Next::goes_on;
    case SYS_write:
    case SYS_writev:
    case SYS_sendto:
    case SYS_sendmsg:
      begins_to_write(caller, call);
      return Next::goes_on;
    case SYS_sendfile:
    case SYS_sendmmsg:
    case SYS_pwritev2:
    case SYS_splice:
      writers_.insert(caller.thread);  // perhaps: it is not worth a look
      return Next::goes_on;
    case SYS_close:
      closes(caller, static_cast<std::uint32_t>(call.arguments[0]),
             static_cast<std::uint32_t>(call.arguments[0]));
      return Next::goes_on;
    case SYS_close_range:
      if ((call.arguments[2] & CLOSE_RANGE_CLOEXEC) == 0) {
        closes(caller, static_cast<std::uint32_t>(call.arguments[0]),
               static_cast<std::uint32_t>(call.arguments[1]));
      }
      return Next::goes_on;
#ifdef SYS_dup2
    case SYS_dup2:
#endif
    case SYS_dup:
    case SYS_dup3:
    case SYS_fcntl:
      return duplicates(caller, call);
#ifdef SYS_pipe
    case SYS_pipe:
#endif
    case SYS_pipe2:
    case SYS_socketpair:
    case SYS_pidfd_getfd:
      return stops_at_return(caller, call);
#ifdef SYS_open
    case SYS_open:
#endif
    case SYS_openat:
    case SYS_openat2:
      return opens_again(caller, call);
    default:
      return std::nullopt;
  }
}

Next PipeCalls::stops_at_return(const Caller& caller, const os::SystemCall& call) {
  returning_[caller.thread] = {caller, call};
  return Next::stops_at_return;
}

PipeBook::Tell PipeCalls::teller(Kind kind) const {
  return [this, kind](const Caller& caller, const std::string& object, std::uint64_t bytes) {
    Act transfer;
    transfer.kind = kind;
    transfer.object = object;
    transfer.value = counted(bytes);
    tell_(caller, std::move(transfer));
  };
}

// ---- a call begins

void PipeCalls::begins_to_read(const Caller& caller, const os::SystemCall& call) {
  const auto holding = descriptors_.find(caller.process, descriptor_of(call));
  const bool may_bring = may_bring_descriptors(caller.thread, call);
  const auto end = holding ? pipes_.end_to_read(holding->file) : std::nullopt;
  if ((!end && !may_bring) || only_looks(call)) return;
  Transfer transfer{caller, call, end.value_or(PipeBook::End{}), {}, 0, os::now(), {}, may_bring};
  if (end) {
    transfer.file = holding->file;
    transfer.size = size_of_transfer(caller.thread, call);
    // What is there is read at once.
    if (const auto ready = std::min(pipes_.ready(*end), transfer.size); ready > 0 && !may_bring) {
      return pipes_.read(caller, *end, ready, teller(Kind::send), teller(Kind::recv));
    }
  }
  begins_to_wait(std::move(transfer));
}

void PipeCalls::begins_to_write(const Caller& caller, const os::SystemCall& call) {
  const auto holding = descriptors_.find(caller.process, descriptor_of(call));
  if (!holding) return;
  if (tap_.is_either(holding->file)) writers_.insert(caller.thread);
  const auto end = pipes_.end_to_write(holding->file);
  // Where nobody can read it, nothing is written.
  if (!end || !descriptors_.is_held(pipes_.other_end(holding->file), os::Access::reading)) return;
  const std::uint64_t size = size_of_transfer(caller.thread, call);
  const bool is_certain = pipes_.fits(*end, size);
  pipes_.writing(caller, *end, size, is_certain);
  if (!is_certain) begins_to_wait({caller, call, *end, holding->file, size, os::now(), {}});
}

void PipeCalls::begins_to_wait(Transfer transfer) {
  // So many bytes go through a pipe all at once, or not at all: pipe(7), PIPE_BUF.
  constexpr std::uint64_t kWhole = 4096;
  const Caller caller = transfer.caller;
  if (transfer.size > kWhole) transfer.before = os::transferred(caller.process, caller.thread);
  transfers_.insert_or_assign(caller.thread, std::move(transfer));
}

Next PipeCalls::opens_again(const Caller& caller, const os::SystemCall& call) {
  const auto opening = opening_of(caller.thread, caller.process, call);
  if (!opening) return Next::goes_on;
  const auto holding = descriptors_.find(caller.process, opening->descriptor);
  if (!holding) return Next::goes_on;
  // A socket cannot be opened by the name of its descriptor, and a pipe, which
  // it stands for, can: a copy of the descriptor is what would come of it.
  if (tap_.is_either(holding->file))
    os::Tracee(caller.thread).duplicate_instead(opening->descriptor, opening->closes_on_exec);
  return stops_at_return(caller, call);
}

Next PipeCalls::duplicates(const Caller& caller, const os::SystemCall& call) {
  const bool has_target = call.number != SYS_dup && call.number != SYS_fcntl;
  const bool is_known =
      descriptors_.find(caller.process, descriptor_of(call)) ||
      (has_target && descriptors_.find(caller.process, static_cast<int>(call.arguments[1])));
  return is_known ? stops_at_return(caller, call) : Next::goes_on;
}

void PipeCalls::closes(const Caller& caller, std::uint32_t first, std::uint32_t last) {
  for (const os::Holding& holding : descriptors_.between(caller.process, first, last)) {
    descriptors_.closed(caller.process, holding.descriptor);
    tell_closed(caller, holding);
  }
}

void PipeCalls::tell_closed(const Caller& caller, const os::Holding& holding) {
  const auto end = pipes_.end_to_read(holding.file);
  if (!end) return;
  const auto access = holding.reads ? os::Access::reading : os::Access::writing;
  // By another of its descriptors it still has that end.
  if (descriptors_.holds(caller.process, holding.file, access)) return;
  Act close;
  close.kind = Kind::close;
  close.object = end->object;
  close.value = pipes_.name_of_end(holding);
  tell_(caller, std::move(close));
}

void PipeCalls::executed(pid_t process) {
  const auto before = descriptors_.all(process);
  descriptors_.look_up(process);
  for (const os::Holding& holding : before) {
    if (!descriptors_.find(process, holding.descriptor)) tell_closed({process, process}, holding);
  }
}

std::string PipeCalls::held_by(pid_t process) const {
  std::map<std::string, std::vector<std::string>> ends;  // by object
  for (const os::Holding& holding : descriptors_.all(process)) {
    const auto end = pipes_.end_to_read(holding.file);
    if (!end) continue;
    auto& names = ends[end->object];
    const std::string name = pipes_.name_of_end(holding);
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  }
  std::vector<std::string> parts;
  for (const auto& [object, names] : ends) {
    parts.push_back(
        fmt::format("{} of {}", names.size() > 1 ? "both ends" : names.front(), object));
  }
  return fmt::format("{}", fmt::join(parts, ", "));
}

// ---- a call is over

void PipeCalls::settle(pid_t thread, Came came) {
  pipes_.conclude(thread, came == Came::in_vain, teller(Kind::send));
  if (const auto transfer = transfers_.extract(thread)) has_come(transfer.mapped(), came);
}

void PipeCalls::has_come(const Transfer& transfer, Came came) {
  const Caller& caller = transfer.caller;
  const std::uint64_t size = came == Came::through ? size_of(transfer) : 0;
  if (!is_reading(transfer.call)) return pipes_.wrote(caller.thread, size, teller(Kind::send));
  if (transfer.may_bring_descriptors) descriptors_.look_up(caller.process);
  if (size > 0 && transfer.is_of_pipe()) {
    pipes_.read(caller, transfer.end, size, teller(Kind::send), teller(Kind::recv));
  }
}

std::uint64_t PipeCalls::size_of(const Transfer& transfer) const {
  const bool reads = is_reading(transfer.call);
  if (transfer.before && is_counted(transfer.call)) {
    const auto now = os::transferred(transfer.caller.process, transfer.caller.thread);
    if (now)
      return reads ? now->read - transfer.before->read : now->written - transfer.before->written;
  }
  return reads ? pipes_.obtained(transfer.end, transfer.size) : transfer.size;
}

bool PipeCalls::returned(const Caller& caller, std::int64_t result) {
  const auto found = returning_.extract(caller.thread);
  if (found.empty()) return false;
  const Returning& returning = found.mapped();
  switch (returning.call.number) {
#ifdef SYS_pipe
    case SYS_pipe:
#endif
    case SYS_pipe2:
    case SYS_socketpair:
      if (result == 0) has_opened(returning);
      break;
    default:
      if (result >= 0) has_duplicated(returning, static_cast<int>(result));
  }
  return true;
}

void PipeCalls::has_opened(const Returning& returning) {
  const bool is_socket = returning.call.number == SYS_socketpair;
  const pid_t process = returning.caller.process;
  std::array<int, 2> ends{};
  const std::uint64_t address = returning.call.arguments[is_socket ? 3 : 0];
  if (!os::Tracee(returning.caller.thread).read(address, ends.data(), sizeof ends)) return;
  const auto one = os::holding(process, ends[0]);
  const auto other = os::holding(process, ends[1]);
  if (!one || !other) return;
  descriptors_.opened(process, *one);
  descriptors_.opened(process, *other);
  Act open;
  open.kind = Kind::open;
  open.object = pipes_.open(one->file, other->file, makes_stream(returning.call));
  tell_(returning.caller, std::move(open));
}

void PipeCalls::has_duplicated(const Returning& returning, int copy) {
  const pid_t process = returning.caller.process;
  if (!is_copying(returning.call)) {
    if (const auto holding = os::holding(process, copy)) descriptors_.opened(process, *holding);
    return;
  }
  const int original = descriptor_of(returning.call);
  if (copy == original) return;
  const auto replaced = descriptors_.find(process, copy);
  const bool is_known = descriptors_.duplicated(process, original, copy);
  if (replaced) tell_closed(returning.caller, *replaced);
  if (!is_known) return;
  const auto holding = descriptors_.find(process, copy);
  const auto end = pipes_.end_to_read(holding->file);
  if (!end) return;
  Act duplicate;
  duplicate.kind = Kind::dup;
  duplicate.object = end->object;
  duplicate.value = fmt::format("{}, as {}", pipes_.name_of_end(*holding), named(copy));
  tell_(returning.caller, std::move(duplicate));
}

void PipeCalls::forget(pid_t thread) {
  pipes_.wrote(thread, 0, {});
  transfers_.erase(thread);
  returning_.erase(thread);
  writers_.erase(thread);
}

// ---- who waits

/// Nobody stops at the end of a transfer: its thread may be long out of it.
bool PipeCalls::is_in(const Transfer& transfer) const {
  const auto call = os::call_in_progress(transfer.caller.thread);
  return call && call->number == transfer.call.number;
}

bool PipeCalls::tell_blocked(os::Stamp long_ago) {
  bool is_any_left = false;
  pipes_.conclude_all(teller(Kind::send));
  std::vector<pid_t> through;
  for (auto& [thread, transfer] : transfers_) {
    if (transfer.told_blocked || !transfer.is_of_pipe()) continue;
    if (transfer.since > long_ago) {
      is_any_left = true;
    } else if (!is_in(transfer)) {
      through.push_back(thread);
    } else {
      transfer.told_blocked = true;
      Act block;
      block.kind = Kind::block;
      block.object = transfer.end.object;
      tell_(transfer.caller, std::move(block));
    }
  }
  for (const pid_t thread : through) settle(thread, Came::through);
  return is_any_left;
}

void PipeCalls::add_waits(std::vector<Wait>& waits) const {
  for (const auto& [thread, transfer] : transfers_) {
    if (!transfer.is_of_pipe() || !is_in(transfer)) continue;
    Wait wait;
    wait.process = transfer.caller.process;
    wait.object = transfer.end.object;
    wait.other_end = pipes_.other_end(transfer.file);
    wait.needed = is_reading(transfer.call) ? os::Access::writing : os::Access::reading;
    waits.push_back(std::move(wait));
  }
}

}  // namespace observe
