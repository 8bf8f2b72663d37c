#include "core/tracer/pipes/pipe_transfers.hpp"

#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>

#include <algorithm>
#include <utility>

#include "core/os/process/thread_state.hpp"
#include "core/tracer/calls/call_targets.hpp"

namespace tracer {

using probe::Act;
using probe::Kind;

void PipeTransfers::add_to(os::SystemCallFilter& filter, bool outputs_are_files) {
  // Only a file can be written at an offset, or copied into.
  if (outputs_are_files) {
    for (const long number : {SYS_pwrite64, SYS_pwritev, SYS_copy_file_range}) filter.add(number);
  }
  for (const long number : {SYS_read, SYS_write, SYS_readv, SYS_writev, SYS_recvfrom, SYS_sendto,
                            SYS_recvmsg, SYS_sendmsg, SYS_recvmmsg, SYS_sendmmsg, SYS_sendfile,
                            SYS_splice, SYS_vmsplice, SYS_tee, SYS_preadv2, SYS_pwritev2}) {
    filter.add(number);
  }
  filter.add_if_equal(SYS_fcntl, 1, F_SETFL);
  filter.add_if_equal(SYS_ioctl, 1, FIONBIO);
}

std::optional<Next> PipeTransfers::begins(const Caller& caller, const os::SystemCall& call) {
  if (makes_impatient(call)) are_impatient_ = true;
  if (is_reading(call)) return begins_to_read(caller, call);
  if (const auto move = move_of(call)) return begins_to_move(caller, call, *move);
  switch (call.number) {
    case SYS_write:
    case SYS_writev:
    case SYS_sendto:
    case SYS_sendmsg:
      return begins_to_write(caller, call);
    case SYS_ioctl:
      return Next::goes_on;
    case SYS_fcntl:
      if (call.arguments[1] == F_SETFL) return Next::goes_on;
      return std::nullopt;
    default:
      return std::nullopt;
  }
}

PipeBook::Report PipeTransfers::reporter(Kind kind) const {
  return [this, kind](const Caller& caller, const probe::ObjectRef& object,
                      const PipeBook::Piece& piece) {
    Act transfer;
    transfer.kind = kind;
    transfer.object = object;
    transfer.value = counted(piece.bytes);
    transfer.bytes = piece.first;
    report_(caller, std::move(transfer));
  };
}

// ---- a call begins

Next PipeTransfers::begins_to_move(const Caller& caller, const os::SystemCall& call,
                                   const Move& move) {
  const auto from = descriptors_.find(caller.process, move.from);
  const auto to = descriptors_.find(caller.process, move.to);
  Moving moving{call, std::nullopt, std::nullopt};
  // What is copied stays where it is.
  if (from && from->reads && call.number != SYS_tee) moving.from = pipes_.end_to_read(from->file);
  if (to && to->writes) moving.to = pipes_.end_to_write(to->file);
  if (moving.to) pipes_.use(*moving.to);
  if (moving.to) pipes_.writing(caller, *moving.to, {size_to_copy(call)}, false);
  const bool is_of_pipes = moving.from || moving.to;
  if (is_of_pipes) moving_.insert_or_assign(caller.thread, std::move(moving));
  if (to && to->stream) return outputs_.begins(caller, call, *to->stream);
  return is_of_pipes ? Next::stops_at_return : Next::goes_on;
}

Next PipeTransfers::begins_to_read(const Caller& caller, const os::SystemCall& call) {
  auto holding = descriptors_.find(caller.process, descriptor_of(call));
  if (!holding) holding = fifos_.add(caller, descriptor_of(call));
  const bool may_bring = may_bring_descriptors(caller.thread, call);
  const auto end = holding ? pipes_.end_to_read(holding->file) : std::nullopt;
  if ((!end && !may_bring) || only_looks(call)) return Next::goes_on;
  Transfer transfer{caller, call, end.value_or(PipeBook::End{}), {}, 0, os::now(), {}, may_bring};
  if (end) {
    transfer.file = holding->file;
    transfer.size = size_of_transfer(caller.thread, call);
    // What is there is read at once.
    if (const auto ready = std::min(pipes_.ready(*end), transfer.size); ready > 0 && !may_bring) {
      pipes_.read(caller, *end, ready, reporter(Kind::send), reporter(Kind::recv));
      return Next::goes_on;
    }
  }
  return begins_to_wait(std::move(transfer));
}

Next PipeTransfers::begins_to_write(const Caller& caller, const os::SystemCall& call) {
  const auto holding = descriptors_.find(caller.process, descriptor_of(call));
  if (!holding) return Next::goes_on;
  if (holding->stream) return outputs_.begins(caller, call, *holding->stream);
  const auto end = pipes_.end_to_write(holding->file);
  if (!end) return Next::goes_on;
  pipes_.use(*end);
  // Without a reader nothing is written. The readers of a FIFO may be unknown to us.
  if (holding->file.kind != os::OpenFile::Kind::fifo &&
      !descriptors_.is_held(pipes_.other_end(holding->file), os::Access::reading))
    return Next::goes_on;
  const std::uint64_t size = size_of_transfer(caller.thread, call);
  const bool is_certain = pipes_.fits(*end, size);
  pipes_.writing(caller, *end, {size, first_bytes(caller.thread, call, size)}, is_certain);
  if (is_certain) return Next::goes_on;
  return begins_to_wait({caller, call, *end, holding->file, size, os::now(), {}});
}

Next PipeTransfers::begins_to_wait(Transfer transfer) {
  // Up to this many bytes are written at once or not at all: pipe(7), PIPE_BUF.
  constexpr std::uint64_t kWhole = 4096;
  const Caller caller = transfer.caller;
  transfer.stops_at_return = stop_at_returns_ || are_impatient_ || is_impatient(transfer.call);
  const Next next = transfer.stops_at_return ? Next::stops_at_return : Next::goes_on;
  if (transfer.size > kWhole) transfer.before = os::transferred(caller.process, caller.thread);
  transfers_.add(std::move(transfer));
  return next;
}

// ---- a call is over

void PipeTransfers::settle(pid_t thread, Came came) {
  pipes_.conclude(thread, came == Came::in_vain, reporter(Kind::send));
  const Transfer* const found = transfers_.of(thread);
  if (!found || found->stops_at_return) return;
  const auto over = transfers_.take(thread);
  has_come(*over, came == Came::through ? size_of(*over) : 0);
}

void PipeTransfers::has_come(const Transfer& transfer, std::uint64_t size) {
  const Caller& caller = transfer.caller;
  if (!is_reading(transfer.call)) return pipes_.wrote(caller.thread, size, reporter(Kind::send));
  if (transfer.may_bring_descriptors) descriptors_.look_up(caller.process);
  if (size > 0 && transfer.is_of_pipe()) {
    pipes_.read(caller, transfer.end, size, reporter(Kind::send), reporter(Kind::recv));
  }
}

std::uint64_t PipeTransfers::size_of(const Transfer& transfer) const {
  const bool reads = is_reading(transfer.call);
  if (transfer.before && is_counted(transfer.call)) {
    const auto now = os::transferred(transfer.caller.process, transfer.caller.thread);
    if (now)
      return reads ? now->read - transfer.before->read : now->written - transfer.before->written;
  }
  return reads ? pipes_.obtained(transfer.end, transfer.size) : transfer.size;
}

void PipeTransfers::has_moved(const Caller& caller, const Moving& moving, std::int64_t result) {
  const std::uint64_t moved =
      result > 0 ? size_moved(caller.thread, moving.call, static_cast<std::uint64_t>(result)) : 0;
  if (moving.from && moved > 0)
    pipes_.read(caller, *moving.from, moved, reporter(Kind::send), reporter(Kind::recv));
  if (moving.to) pipes_.wrote(caller.thread, moved, reporter(Kind::send));
}

bool PipeTransfers::returned(const Caller& caller, std::int64_t result) {
  const auto moving = moving_.extract(caller.thread);
  if (!moving.empty()) has_moved(caller, moving.mapped(), result);
  if (outputs_.returned(caller, result) || !moving.empty()) return true;
  const auto transfer = transfers_.take(caller.thread);
  if (!transfer) return false;
  const auto size = static_cast<std::uint64_t>(std::max<std::int64_t>(result, 0));
  const bool reads = size > 0 && is_reading(transfer->call);
  has_come(*transfer, reads ? pipes_.obtained(transfer->end, size) : size);
  return true;
}

void PipeTransfers::forget(pid_t thread) {
  pipes_.wrote(thread, 0, {});
  transfers_.erase(thread);
  moving_.erase(thread);
  outputs_.forget(thread);
}

// ---- waiting threads

/// A thread does not stop at the end of a transfer: it may have finished long
/// ago.
bool PipeTransfers::is_in(const Transfer& transfer) const {
  const auto call = os::call_in_progress(transfer.caller.thread);
  return call && call->number == transfer.call.own_number();
}

/// On a busy machine a thread outside its call may not have reached it yet. It has
/// finished the call if it waits in another one, or has used the processor since.
bool PipeTransfers::is_through(Transfer& transfer) {
  const Caller& caller = transfer.caller;
  if (os::call_in_progress(caller.thread)) return true;
  const auto state = os::thread_state(caller.process, caller.thread);
  if (!state) return true;
  constexpr std::chrono::milliseconds kLong{20};
  if (!transfer.computed) transfer.computed = state->computed;
  return state->computed - *transfer.computed >= kLong;
}

bool PipeTransfers::report_blocked(os::Stamp long_ago) {
  bool is_any_left = false;
  pipes_.conclude_all(reporter(Kind::send));
  std::vector<pid_t> through;
  for (Transfer& transfer : transfers_) {
    if (transfer.told_blocked || !transfer.is_of_pipe()) continue;
    if (transfer.since > long_ago) {
      is_any_left = true;
    } else if (!is_in(transfer)) {
      if (is_through(transfer))
        through.push_back(transfer.caller.thread);
      else
        is_any_left = true;
    } else {
      transfer.told_blocked = true;
      Act block;
      block.kind = Kind::block;
      block.object = transfer.end.object;
      report_(transfer.caller, std::move(block));
    }
  }
  for (const pid_t thread : through) settle(thread, Came::through);
  return is_any_left;
}

void PipeTransfers::add_waits(std::vector<BlockedCall>& waits) const {
  for (const Transfer& transfer : transfers_) {
    if (!transfer.is_of_pipe() || !is_in(transfer)) continue;
    BlockedCall wait;
    wait.process = transfer.caller.process;
    wait.thread = transfer.caller.thread;
    wait.object = transfer.end.object.to_string();
    wait.other_end = pipes_.other_end(transfer.file);
    wait.needed = is_reading(transfer.call) ? os::Access::writing : os::Access::reading;
    waits.push_back(std::move(wait));
  }
}

}  // namespace tracer
