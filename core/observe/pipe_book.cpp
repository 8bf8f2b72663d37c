#include "core/observe/pipe_book.hpp"

#include <algorithm>

namespace observe {

std::string PipeBook::open(const os::OpenFile& one, const os::OpenFile& other) {
  std::string object = "pipe-" + std::to_string(++made_);
  // What is written at one end of a socket pair is read at the other.
  pipes_[one.inode] = {object, other.inode};
  pipes_[other.inode] = {object, one.inode};
  return object;
}

std::optional<PipeBook::End> PipeBook::end_to_write(const os::OpenFile& file) const {
  const auto found = pipes_.find(file.inode);
  if (file.kind == os::OpenFile::Kind::other || found == pipes_.end()) return std::nullopt;
  return End{found->second.object, found->second.into};
}

std::optional<PipeBook::End> PipeBook::end_to_read(const os::OpenFile& file) const {
  const auto found = pipes_.find(file.inode);
  if (file.kind == os::OpenFile::Kind::other || found == pipes_.end()) return std::nullopt;
  return End{found->second.object, file.inode};
}

os::OpenFile PipeBook::other_end(const os::OpenFile& file) const {
  const auto found = pipes_.find(file.inode);
  return {file.kind, found == pipes_.end() ? file.inode : found->second.into};
}

void PipeBook::writing(pid_t thread, pid_t process, const End& end, std::uint64_t bytes) {
  writes_[thread] = {process, end, bytes, false};
}

void PipeBook::tell(Write& write, std::uint64_t bytes, const Tell& sent) {
  write.told = true;
  write.bytes = bytes;
  Flow& flow = flows_[write.end.flow];
  flow.sent.push_back({bytes, bytes});
  flow.left += bytes;
  sent(write.process, write.end.object, bytes);
}

void PipeBook::wrote(pid_t thread, std::int64_t bytes, const Tell& sent) {
  auto found = writes_.extract(thread);
  if (found.empty() || found.mapped().told || bytes <= 0) return;
  tell(found.mapped(), static_cast<std::uint64_t>(bytes), sent);
}

void PipeBook::read(pid_t process, const End& end, std::uint64_t bytes, const Tell& sent,
                    const Tell& received) {
  for (auto& [thread, write] : writes_) {
    if (flows_[end.flow].left >= bytes) break;
    const bool is_here = write.end.flow == end.flow && !write.told && write.bytes > 0;
    if (is_here) tell(write, write.bytes, sent);
  }
  Flow& flow = flows_[end.flow];
  // What nobody was seen to write is nobody's.
  bytes = std::min(bytes, flow.left);
  flow.left -= bytes;
  while (bytes > 0) {
    Flow::Sent& first = flow.sent.front();
    const std::uint64_t taken = std::min(bytes, first.left);
    bytes -= taken;
    first.left -= taken;
    if (first.left > 0) break;
    received(process, end.object, first.bytes);
    flow.sent.pop_front();
  }
}

}  // namespace observe
