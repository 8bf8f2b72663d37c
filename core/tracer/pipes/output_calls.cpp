#include "core/tracer/pipes/output_calls.hpp"

#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/uio.h>

#include <algorithm>
#include <chrono>
#include <utility>
#include <vector>

#include "core/tracer/calls/call_targets.hpp"

namespace tracer {
namespace {

/// After this long in its call a writer is assumed to wait for its reader.
constexpr std::chrono::milliseconds kTurn{1};

/// How many bytes of a thread's memory are read at once.
constexpr std::uint64_t kPiece = 256 * 1024;

using TakeBytes = std::function<void(std::string_view bytes)>;

/// Returns how many bytes could be read.
std::uint64_t in_memory(pid_t thread, std::uint64_t address, std::uint64_t size,
                        const TakeBytes& take) {
  std::string piece;
  std::uint64_t done = 0;
  while (done < size) {
    piece.resize(std::min(size - done, kPiece));
    if (!os::Tracee(thread).read(address + done, piece.data(), piece.size())) break;
    take(piece);
    done += piece.size();
  }
  return done;
}

std::uint64_t in_vectors(pid_t thread, const os::SystemCall& call, std::uint64_t vectors,
                         std::uint64_t count, std::uint64_t size, const TakeBytes& take) {
  std::uint64_t done = 0;
  for (const iovec& piece : pieces_at(thread, call, vectors, count)) {
    const std::uint64_t length = std::min<std::uint64_t>(piece.iov_len, size - done);
    const auto base = reinterpret_cast<std::uint64_t>(piece.iov_base);
    done += in_memory(thread, base, length, take);
    if (done >= size) break;
  }
  return done;
}

std::uint64_t in_message(pid_t thread, const os::SystemCall& call, std::uint64_t address,
                         std::uint64_t size, const TakeBytes& take) {
  msghdr header{};
  if (!os::Tracee(thread).read(address, &header, sizeof header)) return 0;
  return in_vectors(thread, call, reinterpret_cast<std::uint64_t>(header.msg_iov),
                    header.msg_iovlen, size, take);
}

/// Passes on what a call has just copied from a regular file.
std::uint64_t in_file(const Caller& caller, const os::SystemCall& call, std::uint64_t size,
                      const TakeBytes& take) {
  const auto source = source_of(caller, call, size);
  if (!source) return 0;
  std::string bytes = os::read_file_of(caller.process, source->descriptor, source->offset, size);
  take(bytes);
  return bytes.size();
}

}  // namespace

Next OutputCalls::begins(const Caller& caller, const os::SystemCall& call, Stream stream) {
  Writing writing{call, stream, std::nullopt};
  if (call.number == SYS_splice || call.number == SYS_tee)
    writing.piped = os::PipeCopy::of(caller.process, descriptor_of(call), size_to_copy(call));
  writing_.insert_or_assign(caller.thread, std::move(writing));
  if (turn_) {
    waiting_.push_back(caller);
    return Next::waits_its_turn;
  }
  turn_ = caller.thread;
  since_ = os::now();
  return Next::stops_at_return;
}

bool OutputCalls::returned(const Caller& caller, std::int64_t result) {
  const auto writing = writing_.extract(caller.thread);
  if (writing.empty()) return false;
  if (result > 0) hand_over(caller, writing.mapped(), static_cast<std::uint64_t>(result));
  end_turn(caller.thread);
  return true;
}

void OutputCalls::forget(pid_t thread) {
  writing_.erase(thread);
  std::erase_if(waiting_, [thread](const Caller& one) { return one.thread == thread; });
  end_turn(thread);
}

void OutputCalls::made_untraced(const Caller& caller, const os::SystemCall& call, Stream stream) {
  hand_over(caller, {call, stream, std::nullopt}, size_of_transfer(caller.thread, call));
}

// ---- bytes

void OutputCalls::hand_over(const Caller& caller, const Writing& writing, std::uint64_t result) {
  const os::SystemCall& call = writing.call;
  const pid_t thread = caller.thread;
  const TakeBytes take = [&](std::string_view bytes) { take_(caller, writing.stream, bytes, 0); };
  std::uint64_t seen = 0;
  switch (call.number) {
    case SYS_write:
    case SYS_pwrite64:
    case SYS_sendto:
      seen = in_memory(thread, call.arguments[1], result, take);
      break;
    case SYS_writev:
    case SYS_pwritev:
    case SYS_pwritev2:
    case SYS_vmsplice:
      seen = in_vectors(thread, call, call.arguments[1], call.arguments[2], result, take);
      break;
    case SYS_sendmsg:
      seen = in_message(thread, call, call.arguments[1], result, take);
      break;
    case SYS_sendmmsg: {
      std::uint64_t sent = 0;
      for (std::uint64_t i = 0; i < result; ++i) {
        const std::uint64_t message = call.arguments[1] + i * sizeof(mmsghdr);
        const std::uint64_t length = length_of_message(thread, message);
        seen += in_message(thread, call, message, length, take);
        sent += length;
      }
      result = sent;
      break;
    }
    case SYS_splice:
    case SYS_tee: {
      const std::string bytes = writing.piped ? writing.piped->take(result) : std::string();
      if (!bytes.empty()) take(bytes);
      seen = bytes.size();
      break;
    }
    case SYS_sendfile:
    case SYS_copy_file_range:
      seen = in_file(caller, call, result, take);
      break;
    default:
      break;
  }
  if (seen < result) take_(caller, writing.stream, {}, result - seen);
}

// ---- turns

void OutputCalls::end_turn(pid_t thread) {
  if (turn_ == thread) begin_next_turn();
}

void OutputCalls::begin_next_turn() {
  turn_.reset();
  if (waiting_.empty()) return;
  const Caller next = waiting_.front();
  waiting_.pop_front();
  turn_ = next.thread;
  since_ = os::now();
  go_on_(next);
}

void OutputCalls::look_at_turns() {
  // It cannot write more until its reader reads; until then other writers may
  // have to wait, too, or write elsewhere.
  while (!waiting_.empty() && os::now() - since_ >= kTurn) begin_next_turn();
}

}  // namespace tracer
