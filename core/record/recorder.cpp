#include "core/record/recorder.hpp"

#include <signal.h>

#include <algorithm>
#include <utility>

#include "core/os/process/process.hpp"

namespace record {
namespace {

/// Whether a process ended the way it had announced, as far as anybody knows.
bool as_announced(const Event& exit, const std::optional<os::ExitStatus>& status) {
  return !status || !status->is_known() || status == probe::described_end(exit.act);
}

}  // namespace

void Recorder::take(Notice notice) {
  Event& event = notice.event;
  Life& life = lives_[event.pid];
  if (notice.continued) {
    life.unfinished += event.act.text;
    return;
  }
  event.act.text.insert(0, std::exchange(life.unfinished, {}));
  switch (event.act.kind) {
    case probe::Kind::start:
      note_start(std::move(event), notice.origin);
      return;
    case probe::Kind::fork:
      life.last = *event.t;
      note_fork(event, event.act.peer.value_or(0));
      return;
    case probe::Kind::exit:
      life.exit = std::move(event);
      return;
    case probe::Kind::reap:
      // The parent may know of the end before the director does: the end comes
      // first.
      if (event.act.peer) ended(*event.act.peer, probe::described_end(event.act), *event.t);
      break;
    default:
      break;
  }
  queue(std::move(event));
}

void Recorder::note_fork(Event fork, pid_t child) {
  const auto found = lives_.find(child);
  // Told twice, by the parent and by the child: the same fork, the same stamp.
  if (found != lives_.end() && found->second.forked_at == *fork.t) return;
  Life life;
  life.name = fork.act.peer_name;
  life.ppid = fork.pid;
  life.forked_at = life.last = *fork.t;
  lives_[child] = std::move(life);
  fork.act.peer = child;
  queue(std::move(fork));
}

void Recorder::note_start(Event start, const std::optional<Origin>& origin) {
  if (origin) {
    Event fork;
    fork.t = origin->at;
    fork.pid = origin->parent;
    fork.ppid = origin->grandparent;
    fork.name = lives_[origin->parent].name;
    fork.act.kind = probe::Kind::fork;
    fork.act.peer_name = start.name;
    fork.act.file = start.act.file;
    fork.act.line = start.act.line;
    fork.act.fork_mode = std::exchange(start.act.fork_mode, probe::ForkMode::fork);
    note_fork(std::move(fork), start.pid);
  }
  if (first_ == 0) first_ = start.pid;
  Life& life = lives_[start.pid];
  life.name = start.name;
  life.started = true;
  const pid_t pid = start.pid;
  queue(std::move(start));
  for (Unclaimed& early : std::exchange(unclaimed_, {})) {
    if (early.writer == pid)
      output(pid, std::move(early.bytes));
    else
      unclaimed_.push_back(std::move(early));
  }
}

void Recorder::queue(Event event) {
  Life& life = lives_[event.pid];
  life.ppid = event.ppid;
  life.last = std::max(life.last, *event.t);
  const os::Stamp at = *event.t;
  pending_.emplace(at, std::move(event));
  if (pending_.size() > kMostHeld) emit_before(std::next(pending_.begin(), kMostHeld / 2)->first);
}

void Recorder::output(pid_t writer, std::string bytes, os::Stamp earliest) {
  if (!knows(writer)) {
    unclaimed_.push_back({writer, std::move(bytes)});
    return;
  }
  // It has no time stamp. It was written after the last look, and after all
  // known acts of its writer.
  const Life& life = lives_[writer];
  Event event;
  event.t = std::max({watermark_, life.last, earliest});
  event.pid = writer;
  event.ppid = life.ppid;
  event.name = life.name;
  event.act.kind = probe::Kind::output;
  event.act.text = std::move(bytes);
  queue(std::move(event));
}

void Recorder::ended(pid_t pid, std::optional<os::ExitStatus> status, os::Stamp at, bool by_us) {
  const auto found = lives_.find(pid);
  if (found == lives_.end() || found->second.ended) return;
  Life& life = found->second;
  if (!life.started) {
    // Killed between its fork and its first message.
    Event start;
    start.t = life.last;
    start.pid = pid;
    start.ppid = life.ppid;
    start.name = life.name;
    note_start(std::move(start), std::nullopt);
  }
  life.ended = true;
  if (life.exit && as_announced(*life.exit, status)) {
    queue(*std::exchange(life.exit, std::nullopt));
    return;
  }
  Event end;
  end.t = std::max(at, life.last);
  end.pid = pid;
  end.ppid = life.ppid;
  end.name = life.name;
  end.act.kind = status && status->was_killed() ? probe::Kind::signal : probe::Kind::exit;
  if (status) probe::describe_end(end.act, *status);
  if (by_us && end.act.signal == SIGKILL) end.act.by_mpdemo = true;
  queue(std::move(end));
}

std::string Recorder::name_of(pid_t pid) const {
  const auto found = lives_.find(pid);
  const bool has_name = found != lives_.end() && !found->second.name.empty();
  return has_name ? found->second.name : "process";
}

bool Recorder::knows(pid_t pid) const {
  const auto found = lives_.find(pid);
  return found != lives_.end() && found->second.is_running();
}

void Recorder::introduce(pid_t stranger) {
  const auto state = os::state_of(stranger);
  pid_t parent = state ? state->parent : first_;
  if (!knows(parent)) parent = first_;
  Event start;
  start.t = std::max(watermark_, lives_[parent].last);
  start.pid = stranger;
  start.ppid = parent;
  start.name = "process-" + std::to_string(stranger);
  start.act.kind = probe::Kind::start;
  const Origin origin{parent, lives_[parent].ppid, *start.t};
  note_start(std::move(start), origin);
}

void Recorder::emit_before(os::Stamp watermark) {
  while (!pending_.empty() && pending_.begin()->first < watermark) {
    Event event = std::move(pending_.begin()->second);
    pending_.erase(pending_.begin());
    if (!origin_) origin_ = *event.t;
    // Only an event that was given up for late can be older than the last one.
    emitted_ = std::max(emitted_, *event.t);
    event.t = emitted_ - *origin_;
    event.seq = ++seq_;
    event.process = numbers_.add(event);
    consumer_.event(event);
  }
}

void Recorder::release(os::Stamp watermark) {
  emit_before(watermark);
  watermark_ = std::max(watermark_, watermark);
}

std::uint64_t Recorder::finish() {
  while (!unclaimed_.empty()) introduce(unclaimed_.front().writer);
  // It is known that these have ended, but not how.
  const os::Stamp latest = pending_.empty() ? watermark_ : pending_.rbegin()->first;
  std::vector<std::pair<os::Stamp, pid_t>> left;
  for (const auto& [pid, life] : lives_) left.emplace_back(life.forked_at, pid);
  std::sort(left.begin(), left.end());
  for (const auto& [forked_at, pid] : left) ended(pid, std::nullopt, std::max(watermark_, latest));
  emit_before(os::Stamp::max());
  return seq_;
}

}  // namespace record
