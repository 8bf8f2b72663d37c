#include "core/tracer/pipes/fifos.hpp"

#include <fcntl.h>

#include <algorithm>

namespace tracer {
namespace {

std::optional<os::OpenFile> fifo_of(const Caller& caller, const Named& named) {
  if (named.is_kernels()) return std::nullopt;
  return os::fifo_at(caller.process, named.folder, named.path);
}

}  // namespace

bool Fifos::is_opened(const Caller& caller, const Named& named) {
  const bool is_one = fifo_of(caller, named).has_value();
  is_any_ = is_any_ || is_one;
  return is_one;
}

void Fifos::has_opened(const Caller& caller, const os::Holding& holding) {
  is_any_ = true;
  probe::Act open;
  open.kind = probe::Kind::open;
  open.object = pipes_.open(holding.file);
  open.pipe_end = pipes_.end_of(holding);
  report_(caller, std::move(open));
}

std::optional<Descriptor> Fifos::add(const Caller& caller, int descriptor) {
  if (!is_any_) return std::nullopt;
  const auto holding = os::holding(caller.process, descriptor);
  if (!holding || holding->file.kind != os::OpenFile::Kind::fifo) return std::nullopt;
  descriptors_.opened(caller.process, {*holding, std::nullopt});
  has_opened(caller, *holding);
  return Descriptor{*holding, std::nullopt};
}

void Fifos::add_others(const Caller& caller, const std::vector<Descriptor>& before) {
  if (!is_any_) return;
  for (const Descriptor& holding : descriptors_.all(caller.process)) {
    const bool is_known = std::any_of(before.begin(), before.end(), [&](const auto& one) {
      return one.file == holding.file && one.reads == holding.reads;
    });
    if (holding.file.kind == os::OpenFile::Kind::fifo && !is_known) has_opened(caller, holding);
  }
}

void Fifos::look_at(const Caller& caller, const os::SystemCall& call) {
  if (!is_opening(call) || told_.count(caller.thread) != 0) return;
  const auto fifo = fifo_of(caller, named_by(caller.thread, call));
  if (!fifo) return;
  is_any_ = true;
  told_.insert(caller.thread);
  probe::Act block;
  block.kind = probe::Kind::block;
  block.object = pipes_.open(*fifo);
  report_(caller, std::move(block));
}

std::optional<BlockedCall> Fifos::wait_of(const Caller& caller, const os::SystemCall& call) {
  if (!is_opening(call)) return std::nullopt;
  const Named named = named_by(caller.thread, call);
  const auto fifo = fifo_of(caller, named);
  if (!fifo) return std::nullopt;
  BlockedCall wait;
  wait.process = caller.process;
  wait.object = pipes_.open(*fifo).to_string();
  wait.other_end = *fifo;
  const bool reads = (named.flags & O_ACCMODE) == O_RDONLY;
  wait.needed = reads ? os::Access::writing : os::Access::reading;
  return wait;
}

}  // namespace tracer
