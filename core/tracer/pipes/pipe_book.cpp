#include "core/tracer/pipes/pipe_book.hpp"

#include <algorithm>
#include <utility>

#include "core/record/first_bytes.hpp"

namespace tracer {

probe::ObjectRef PipeBook::open(const os::OpenFile& one, const os::OpenFile& other,
                                bool is_stream) {
  probe::ObjectRef object{probe::ObjectType::pipe, ++made_, {}};
  open(object, one, other, is_stream);
  return object;
}

probe::ObjectRef PipeBook::open(const os::OpenFile& fifo) {
  if (const auto known = pipes_.find(fifo.inode); known != pipes_.end())
    return known->second.object;
  probe::ObjectRef object{probe::ObjectType::fifo, ++met_, {}};
  open(object, fifo, fifo, true);
  return object;
}

void PipeBook::open(const probe::ObjectRef& object, const os::OpenFile& one,
                    const os::OpenFile& other, bool is_stream) {
  // What is written at one end of a socket pair is read at the other.
  pipes_[other.inode] = {object, one.inode, false};
  pipes_[one.inode] = {object, other.inode, true};
  for (const std::uint64_t flow : {one.inode, other.inode}) {
    flows_[flow] = {};
    flows_[flow].is_stream = is_stream;
  }
}

std::optional<PipeBook::End> PipeBook::end_to_write(const os::OpenFile& file) const {
  const auto found = pipes_.find(file.inode);
  if (file.kind == os::OpenFile::Kind::other || found == pipes_.end()) return std::nullopt;
  return End{found->second.object, found->second.into, found->second.is_first};
}

std::optional<PipeBook::End> PipeBook::end_to_read(const os::OpenFile& file) const {
  const auto found = pipes_.find(file.inode);
  if (file.kind == os::OpenFile::Kind::other || found == pipes_.end()) return std::nullopt;
  const bool is_pair = file.kind == os::OpenFile::Kind::socket;
  return End{found->second.object, file.inode, !is_pair || !found->second.is_first};
}

os::OpenFile PipeBook::other_end(const os::OpenFile& file) const {
  const auto found = pipes_.find(file.inode);
  return {file.kind, found == pipes_.end() ? file.inode : found->second.into};
}

probe::PipeEnd PipeBook::end_of(const os::Holding& holding) const {
  if (holding.file.kind != os::OpenFile::Kind::socket)
    return holding.reads ? probe::PipeEnd::reading : probe::PipeEnd::writing;
  const auto found = pipes_.find(holding.file.inode);
  return found != pipes_.end() && found->second.is_first ? probe::PipeEnd::first
                                                         : probe::PipeEnd::second;
}

bool PipeBook::is_used(const End& end) const {
  const auto flow = flows_.find(end.flow);
  return flow != flows_.end() && flow->second.is_used;
}

void PipeBook::writing(const Caller& caller, const End& end, Piece piece, bool is_certain) {
  writes_.add({caller, end, std::move(piece), is_certain});
}

std::uint64_t PipeBook::on_the_way(std::uint64_t flow) const {
  std::uint64_t bytes = 0;
  for (const Write& write : writes_) {
    if (write.end.flow == flow && !write.told) bytes += write.piece.bytes;
  }
  return bytes;
}

bool PipeBook::fits(const End& end, std::uint64_t bytes) const {
  // What every pipe can hold, and in how many pieces: pipe(7), unix(7).
  constexpr std::uint64_t kSmallest = 4096;
  constexpr std::size_t kPieces = 8;
  const auto flow = flows_.find(end.flow);
  return flow != flows_.end() && flow->second.is_stream &&
         flow->second.left + on_the_way(end.flow) + bytes <= kSmallest &&
         flow->second.sent.size() <= kPieces;
}

std::uint64_t PipeBook::ready(const End& end) const {
  const auto flow = flows_.find(end.flow);
  if (flow == flows_.end() || !flow->second.is_stream) return 0;
  for (const Write& write : writes_) {
    // It may have to wait for room, so its progress is unknown.
    if (write.end.flow == end.flow && !write.is_certain) return 0;
  }
  return flow->second.left + on_the_way(end.flow);
}

std::uint64_t PipeBook::obtained(const End& end, std::uint64_t room) const {
  const auto flow = flows_.find(end.flow);
  if (flow == flows_.end()) return 0;
  const std::uint64_t all = flow->second.left + on_the_way(end.flow);
  if (flow->second.is_stream) return std::min(room, all);
  // One message, or what is left of it: the rest is lost, as if it had been read.
  return flow->second.sent.empty() ? all : flow->second.sent.front().left;
}

void PipeBook::report(Write& write, std::uint64_t bytes, const Report& sent) {
  write.told = true;
  write.piece = {bytes, record::first_of(std::move(write.piece.first), bytes)};
  Flow& flow = flows_[write.end.flow];
  flow.sent.push_back({write.piece, bytes});
  flow.left += bytes;
  sent(write.caller, write.end.object, write.piece);
}

void PipeBook::wrote(pid_t thread, std::uint64_t bytes, const Report& sent) {
  auto write = writes_.take(thread);
  if (write && !write->told && bytes > 0) report(*write, bytes, sent);
}

void PipeBook::conclude(pid_t thread, bool in_vain, const Report& sent) {
  const Write* const write = writes_.of(thread);
  if (!write || !write->is_certain) return;
  wrote(thread, in_vain ? 0 : write->piece.bytes, sent);
}

void PipeBook::conclude_all(const Report& sent) {
  std::vector<pid_t> threads;
  for (const Write& write : writes_) threads.push_back(write.caller.thread);
  for (const pid_t thread : threads) conclude(thread, false, sent);
}

void PipeBook::read(const Caller& caller, const End& end, std::uint64_t bytes, const Report& sent,
                    const Report& received) {
  for (Write& write : writes_) {
    if (flows_[end.flow].left >= bytes) break;
    const bool is_here = write.end.flow == end.flow && !write.told && write.piece.bytes > 0;
    if (is_here) report(write, write.piece.bytes, sent);
  }
  Flow& flow = flows_[end.flow];
  // Bytes that were not seen being written are not counted.
  bytes = std::min(bytes, flow.left);
  flow.left -= bytes;
  while (bytes > 0) {
    Flow::Sent& first = flow.sent.front();
    const std::uint64_t taken = std::min(bytes, first.left);
    bytes -= taken;
    first.left -= taken;
    if (first.left > 0) break;
    received(caller, end.object, first.piece);
    flow.sent.pop_front();
  }
}

}  // namespace tracer
