#include "core/tracer/pipes/pipe_calls.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <linux/close_range.h>
#include <sched.h>
#include <sys/syscall.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <utility>

#include "core/os/descriptors/file_identity.hpp"
#include "core/tracer/calls/call_targets.hpp"

namespace tracer {

using probe::Act;
using probe::Kind;
using probe::PipeEnd;

PipeCalls::PipeCalls(OutputCalls& outputs, Report report, IsLibrary is_library)
    : report_(std::move(report)),
      is_library_(std::move(is_library)),
      fifos_(pipes_, descriptors_, report_),
      transfers_(outputs, pipes_, descriptors_, fifos_, report_) {}

void PipeCalls::add_to(os::SystemCallFilter& filter, bool outputs_are_files) {
  PipeTransfers::add_to(filter, outputs_are_files);
  for (const long number : {SYS_pipe2, SYS_socketpair, SYS_openat2, SYS_close, SYS_close_range,
                            SYS_dup, SYS_dup3, SYS_pidfd_getfd}) {
    filter.add(number);
  }
  filter.add_if_equal(SYS_fcntl, 1, F_DUPFD);
  filter.add_if_equal(SYS_fcntl, 1, F_DUPFD_CLOEXEC);
  filter.add_if_any(SYS_openat, 2, O_ACCMODE);
  filter.add_if_any(SYS_unshare, 0, CLONE_FILES);
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
  if (const auto next = transfers_.begins(caller, call)) return next;
  switch (call.number) {
    case SYS_close:
      closes(caller, static_cast<std::uint32_t>(call.arguments[0]),
             static_cast<std::uint32_t>(call.arguments[0]));
      return Next::goes_on;
    case SYS_unshare:
      descriptors_.unshared(caller.process);
      return Next::goes_on;
    case SYS_close_range:
      if ((call.arguments[2] & CLOSE_RANGE_UNSHARE) != 0) descriptors_.unshared(caller.process);
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
      return opens(caller, call);
    default:
      return std::nullopt;
  }
}

Next PipeCalls::stops_at_return(const Caller& caller, const os::SystemCall& call) {
  returning_[caller.thread] = {caller, call};
  return Next::stops_at_return;
}

// ---- a call begins

Next PipeCalls::opens(const Caller& caller, const os::SystemCall& call) {
  const Named file = named_by(caller.thread, call);
  if (fifos_.is_opened(caller, file)) return stops_at_return(caller, call);
  const auto opening = opening_of(caller.thread, caller.process, file);
  if (!opening) return Next::goes_on;
  const bool is_known = descriptors_.find(caller.process, opening->descriptor).has_value();
  return is_known ? stops_at_return(caller, call) : Next::goes_on;
}

Next PipeCalls::duplicates(const Caller& caller, const os::SystemCall& call) {
  const bool has_target = call.number != SYS_dup && call.number != SYS_fcntl;
  const bool is_known =
      descriptors_.find(caller.process, descriptor_of(call)) ||
      (has_target && descriptors_.find(caller.process, static_cast<int>(call.arguments[1])));
  return is_known ? stops_at_return(caller, call) : Next::goes_on;
}

void PipeCalls::closes(const Caller& caller, std::uint32_t first, std::uint32_t last) {
  for (const Descriptor& holding : descriptors_.between(caller.process, first, last)) {
    descriptors_.closed(caller.process, holding.descriptor);
    if (first == last) {
      report_closed(caller, holding);
    } else {
      close_in_passing(caller, holding);
    }
    note_lost_reader(caller.process, holding);
  }
}

void PipeCalls::ended(pid_t process) {
  const auto before = descriptors_.all(process);
  descriptors_.ended(process);
  for (const Descriptor& holding : before) note_lost_reader(process, holding);
}

/// Whether other processes can write into the pipe that is read there.
bool PipeCalls::leaves_writers(pid_t process, const os::OpenFile& file) const {
  return pipes_.end_to_read(file) &&
         descriptors_.is_held_by_others(process, pipes_.other_end(file), os::Access::writing);
}

std::optional<Act> PipeCalls::closing_to_read(const Caller& caller, int descriptor) const {
  const auto holding = descriptors_.find(caller.process, descriptor);
  if (!holding || !holding->reads || !pipes_.end_to_read(holding->file)) return std::nullopt;
  if (made_by_library_.count(holding->file.inode) != 0) return std::nullopt;
  const auto all = descriptors_.all(caller.process);
  const auto copies = std::count_if(all.begin(), all.end(), [&](const Descriptor& one) {
    return one.file == holding->file && one.reads;
  });
  if (copies > 1) return std::nullopt;
  Act close;
  close.kind = Kind::close;
  close.object = pipes_.end_to_read(holding->file)->object;
  close.pipe_end = pipes_.end_of(*holding);
  return close;
}

/// The process does not hold it any more.
void PipeCalls::note_lost_reader(pid_t process, const os::Holding& holding) {
  if (!holding.reads || descriptors_.is_held(holding.file, os::Access::reading)) return;
  if (leaves_writers(process, holding.file))
    without_reader_.push_back(*pipes_.end_to_read(holding.file));
}

std::vector<PipeBook::End> PipeCalls::without_reader() const {
  std::vector<PipeBook::End> used;
  std::copy_if(without_reader_.begin(), without_reader_.end(), std::back_inserter(used),
               [this](const PipeBook::End& end) { return pipes_.is_used(end); });
  return used;
}

/// That is one of several effects of the call.
void PipeCalls::close_in_passing(const Caller& caller, const os::Holding& holding) {
  report_closed(caller, holding);
  if (holding.reads && !is_library_(caller) && leaves_writers(caller.process, holding.file))
    closed_in_passing_.push_back(*pipes_.end_to_read(holding.file));
}

bool PipeCalls::has_closed_in_passing() const {
  const auto lost = without_reader();
  return std::any_of(
      closed_in_passing_.begin(), closed_in_passing_.end(), [&](const PipeBook::End& end) {
        return std::any_of(lost.begin(), lost.end(),
                           [&](const PipeBook::End& one) { return one.flow == end.flow; });
      });
}

void PipeCalls::report_closed(const Caller& caller, const os::Holding& holding) {
  const auto end = pipes_.end_to_read(holding.file);
  if (!end) return;
  const auto access = holding.reads ? os::Access::reading : os::Access::writing;
  // It still has that end, by another descriptor.
  if (descriptors_.holds(caller.process, holding.file, access)) return;
  Act close;
  close.kind = Kind::close;
  close.object = end->object;
  close.pipe_end = pipes_.end_of(holding);
  report_(caller, std::move(close));
}

void PipeCalls::executed(pid_t process) {
  const auto before = descriptors_.all(process);
  descriptors_.look_up(process);
  for (const Descriptor& holding : before) {
    if (!descriptors_.find(process, holding.descriptor))
      close_in_passing({process, process}, holding);
  }
  fifos_.add_others({process, process}, before);
}

void PipeCalls::forked(pid_t parent, pid_t child) {
  const bool is_shared = os::share_descriptors(parent, child);
  descriptors_.forked(parent, child,
                      is_shared ? Descriptors::Table::shared : Descriptors::Table::copied);
}

std::string PipeCalls::held_by(pid_t process) const {
  std::map<probe::ObjectRef, std::vector<PipeEnd>> ends;
  for (const Descriptor& holding : descriptors_.all(process)) {
    const auto end = pipes_.end_to_read(holding.file);
    if (!end) continue;
    auto& held = ends[end->object];
    const PipeEnd one = pipes_.end_of(holding);
    if (std::find(held.begin(), held.end(), one) == held.end()) held.push_back(one);
  }
  std::vector<std::string> parts;
  for (const auto& [object, held] : ends) {
    parts.push_back(fmt::format("{} of {}", held.size() > 1 ? "both ends" : name_of(held.front()),
                                object.to_string()));
  }
  return fmt::format("{}", fmt::join(parts, ", "));
}

// ---- a call is over

bool PipeCalls::returned(const Caller& caller, std::int64_t result) {
  if (transfers_.returned(caller, result)) return true;
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
  descriptors_.opened(process, {*one, std::nullopt});
  descriptors_.opened(process, {*other, std::nullopt});
  if (is_library_(returning.caller)) {
    made_by_library_.insert(one->file.inode);
    made_by_library_.insert(other->file.inode);
  }
  Act open;
  open.kind = Kind::open;
  open.object = pipes_.open(one->file, other->file, makes_stream(returning.call));
  report_(returning.caller, std::move(open));
}

/// A FIFO, or a file that was already open, by its descriptor's name.
void PipeCalls::has_opened_again(const Returning& returning, int copy) {
  const pid_t process = returning.caller.process;
  const pid_t thread = returning.caller.thread;
  const auto opening = opening_of(thread, process, named_by(thread, returning.call));
  const auto original = opening ? descriptors_.find(process, opening->descriptor) : std::nullopt;
  if (original && original->stream)
    return descriptors_.opened(process, {{copy, {}, false, true}, original->stream});
  const auto holding = os::holding(process, copy);
  if (!holding) return;
  descriptors_.opened(process, {*holding, std::nullopt});
  if (holding->file.kind == os::OpenFile::Kind::fifo) fifos_.has_opened(returning.caller, *holding);
}

void PipeCalls::has_duplicated(const Returning& returning, int copy) {
  const pid_t process = returning.caller.process;
  if (!is_copying(returning.call)) return has_opened_again(returning, copy);
  const int original = descriptor_of(returning.call);
  if (copy == original) return;
  const auto replaced = descriptors_.find(process, copy);
  const bool is_known = descriptors_.duplicated(process, original, copy);
  if (replaced) close_in_passing(returning.caller, *replaced);
  if (!is_known) return;
  const auto holding = descriptors_.find(process, copy);
  const auto end = pipes_.end_to_read(holding->file);
  if (!end) return;
  Act duplicate;
  duplicate.kind = Kind::dup;
  duplicate.object = end->object;
  duplicate.pipe_end = pipes_.end_of(*holding);
  duplicate.copy = copy;
  report_(returning.caller, std::move(duplicate));
}

void PipeCalls::forget(pid_t thread) {
  transfers_.forget(thread);
  returning_.erase(thread);
}

}  // namespace tracer
