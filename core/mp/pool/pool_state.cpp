#include "core/mp/pool/pool_state.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <chrono>
#include <cstring>
#include <stdexcept>
#include <system_error>
#include <utility>

#include "core/mp/act_on.hpp"
#include "core/mp/error.hpp"
#include "core/mp/remote_error.hpp"
#include "core/os/process/parentage.hpp"
#include "core/probe/process_body.hpp"

namespace mp::detail {
namespace {

/// How often the workers are counted, at most.
constexpr std::chrono::milliseconds kCensus{20};

WorkerSetTerms named(WorkerSetTerms terms, const probe::ObjectRef& pool) {
  terms.pool = pool;
  return terms;
}

}  // namespace

PoolState::PoolState(WorkerSetTerms terms, probe::Place place)
    : generation_(os::generation()),
      name_(probe::name_object(probe::ObjectType::pool, place)),
      stack_(static_cast<const char*>(terms.stack)),
      board_(terms.workers),
      workers_(board_, named(std::move(terms), name_)),
      incoming_(workers_.size()) {
  try {
    for (std::size_t i = 0; i < workers_.size(); ++i) workers_.hire(i, place);
  } catch (...) {
    workers_.dismiss_all(place);
    throw;
  }
}

PoolState::~PoolState() {
  abandon();
  if (os::generation() != generation_) static_cast<void>(threads_.release());
}

void PoolState::abandon() noexcept {
  if (os::generation() != generation_) return;
  const Lock lock = enter();
  try {
    end({});
  } catch (const std::exception&) {
    // There is no one left to be told.
  }
  finished_.clear();
}

PoolState::Lock PoolState::enter() const {
  require_owner();
  return Lock(threads_->mutex);
}

void PoolState::require_owner() const {
  if (os::generation() != generation_) {
    throw Error("a pool belongs to the process that made it: make another one in this process");
  }
}

void PoolState::require_open() const {
  const Lock lock = enter();
  if (!broken_.empty()) throw Error(broken_);
  if (closed_ || terminated_) {
    throw Closed(fmt::format("Pool not running: it was {}; hand tasks in before that",
                             terminated_ ? "terminated" : "closed"));
  }
}

void PoolState::require_reachable(const void* callable, std::size_t size) const {
  if (maker_ != std::this_thread::get_id()) return;
  // The stack grows downwards, and what was made later lies beyond its former end.
  const char* const end = static_cast<const char*>(__builtin_frame_address(0));
  const auto* bytes = static_cast<const char*>(callable);
  for (std::size_t at = 0; at + sizeof(void*) <= size; at += sizeof(void*)) {
    const char* word = nullptr;
    std::memcpy(&word, bytes + at, sizeof word);
    if (word < end || word >= stack_) continue;
    throw Error(
        "a callable for a pool refers to a variable that was made after the pool, which no worker "
        "has: capture it by value, pass it as an argument, or make it before the pool");
  }
}

probe::Act PoolState::act(probe::Kind kind, probe::Place place) const {
  return act_on(name_, kind, place);
}

// ---- handing in

void PoolState::submit(const std::shared_ptr<Job>& job, std::size_t part, std::string_view bytes,
                       probe::Place place) {
  Lock lock = enter();
  Entry entry{job, part, next_number_++};
  if (part == 0) job->number = entry.number;
  ++unfinished_;
  // Another thread may have ended the pool in the middle of a map.
  if (terminated_) return conclude(std::move(entry), why_not_done());
  probe::perform(
      [&] {
        probe::Act put = act(probe::Kind::put, place);
        put.value = fmt::format("task {}", entry.number);
        return put;
      },
      std::nullopt,
      [&] {
        hand_in(std::move(entry), bytes);
        return std::optional(true);
      },
      [](probe::Deadline) {}, [](probe::Act&, bool) {});
  // Results are collected by the way, but not after each task: the lines of
  // memory that both sides touch would do nothing but travel.
  if (++submissions_ % 64 == 0) pump(lock);
}

void PoolState::refuse(Job& job, std::size_t part, std::exception_ptr error) {
  const Lock lock = enter();
  job.fail(part, std::move(error));
}

bool PoolState::call_later(Job& job, std::function<void()> callback) {
  const Lock lock = enter();
  if (job.is_done()) return false;
  job.when_done = [before = std::move(job.when_done), callback = std::move(callback)] {
    if (before) before();
    callback();
  };
  return true;
}

void PoolState::hand_in(Entry entry, std::string_view bytes) {
  try {
    if (waiting_.empty() && try_post(entry, bytes)) return board_.ring();
    waiting_.push_back({std::move(entry), std::string(bytes)});
  } catch (const std::length_error& error) {
    conclude(std::move(entry), std::make_exception_ptr(Error(error.what())));
  }
}

bool PoolState::try_post(Entry& entry, std::string_view bytes) {
  const auto cell = board_.try_post(entry.number, bytes);
  if (!cell) return false;
  if (entries_.size() <= *cell) entries_.resize(*cell + 1);
  entry.job->last_cell = *cell + 1;
  entries_[*cell] = std::move(entry);
  return true;
}

void PoolState::add_source(const std::shared_ptr<Source>& source) {
  const Lock lock = enter();
  std::erase_if(sources_, [](const auto& one) { return one.expired(); });
  sources_.push_back(source);
}

void PoolState::feed() {
  while (!waiting_.empty()) {
    Waiting& next = waiting_.front();
    if (!try_post(next.entry, next.bytes)) return;
    board_.ring();
    waiting_.pop_front();
  }
  if (closed_) board_.let_leave();
}

// ---- what comes back

void PoolState::pump() {
  Lock lock = enter();
  pump(lock);
}

void PoolState::pump(Lock& lock) {
  if (terminated_) return run_callbacks(lock);
  const std::uint64_t before = progress_;
  collect();
  // On a stage that chooses who acts, its clock may stand still for good.
  if (const os::Stamp now = probe::now(); now >= next_census_ || probe::is_directed()) {
    next_census_ = now + kCensus;
    take_census();
  }
  if (!waiting_.empty()) feed();
  if (progress_ != before) report_sleepers();
  run_callbacks(lock);
}

void PoolState::collect() {
  board_.visit_senders([&](std::size_t worker) {
    receive(worker);
    // One that leaves makes room for the next: do not wait for the census.
    if (board_.slot(worker).left.load() != 0) next_census_ = {};
  });
}

void PoolState::receive(std::size_t worker) {
  ResultStream& stream = board_.stream(worker);
  Incoming& incoming = incoming_[worker];
  for (;;) {
    const std::size_t available = stream.available();
    if (!incoming.head) {
      if (available < sizeof(ResultHead)) break;
      stream.read(incoming.head.emplace());
      incoming.text.reserve(incoming.head->size);
      continue;
    }
    const std::size_t missing = incoming.head->size - incoming.text.size();
    if (missing > 0 && available == 0) break;
    stream.read(incoming.text, std::min(missing, available));
    if (incoming.text.size() == incoming.head->size) {
      deliver(*std::exchange(incoming.head, std::nullopt), std::exchange(incoming.text, {}));
    }
  }
  stream.ring_for_room();
}

void PoolState::deliver(const ResultHead& head, std::string text) {
  if (head.cell == ResultHead::kInitializer) {
    ++failed_initializers_;
    initializer_error_ = std::move(text);
    return;
  }
  deaths_at_once_ = 0;
  Entry entry = std::exchange(entries_[head.cell], {});
  board_.clear(head.cell);
  if (head.failed != 0) return conclude(std::move(entry), failure_from(text));
  entry.job->finish(entry.part, std::move(text));
  note_progress(entry.job);
}

void PoolState::conclude(Entry entry, std::exception_ptr error) {
  entry.job->fail(entry.part, std::move(error));
  note_progress(entry.job);
}

void PoolState::note_progress(const std::shared_ptr<Job>& job) {
  --unfinished_;
  ++progress_;
  if (job->is_done() && job->when_done) finished_.push_back(job);
}

bool PoolState::is_calling_elsewhere() const {
  return threads_->calling > 0 && threads_->caller != std::this_thread::get_id();
}

void PoolState::run_callbacks(Lock& lock) {
  // A callback may hand in tasks and wait for them: it finds all in order.
  while (!finished_.empty() && !is_calling_elsewhere()) {
    auto job = std::move(finished_.front());
    finished_.pop_front();
    auto callback = std::exchange(job->when_done, nullptr);
    threads_->caller = std::this_thread::get_id();
    ++threads_->calling;
    lock.unlock();
    try {
      callback();
    } catch (...) {
      // Thrown on, it would end a call that has nothing to do with that task.
      probe::report(fmt::format("a callback of task {} failed: {}", job->number,
                                probe::describe_current_exception()));
    }
    callback = nullptr;
    job.reset();
    lock.lock();
    if (--threads_->calling == 0) threads_->seen.notify_all();
  }
}

// ---- the end

void PoolState::close(probe::Place place) {
  Lock lock = enter();
  if (closed_ || terminated_) return;
  // What an imap has promised is handed in now: later it will be too late.
  const auto sources = std::exchange(sources_, {});
  lock.unlock();
  for (const auto& source : sources) {
    if (const auto open = source.lock()) open->pull_all();
  }
  lock.lock();
  probe::perform([&] { return act(probe::Kind::close, place); }, std::nullopt,
                 [&] {
                   closed_ = true;
                   if (waiting_.empty()) board_.let_leave();
                   return std::optional(true);
                 },
                 [](probe::Deadline) {}, [](probe::Act&, bool) {});
}

void PoolState::join(probe::Place place) {
  {
    const Lock lock = enter();
    if (!closed_ && !terminated_) {
      throw Error("Pool is still running: close() or terminate() it before join()");
    }
  }
  // A pool that is terminated meanwhile has nothing unfinished.
  wait([&] { return unfinished_ == 0 || terminated_; }, [] { return TaskBoard::kAllResults; },
       std::nullopt, place);
  Lock lock = enter();
  while (const auto worker = workers_.anyone()) {
    lock.unlock();
    worker->wait(place);
    lock.lock();
    workers_.forget(worker);
  }
}

void PoolState::terminate(probe::Place place) {
  Lock lock = enter();
  if (terminated_) return;
  collect();
  run_callbacks(lock);  // what has been done has been done
  end(place);
  finished_.clear();
}

void PoolState::end(probe::Place place) {
  closed_ = true;
  if (std::exchange(terminated_, true)) return;
  workers_.dismiss_all(place);
  report_of_initializer();
  fail_all(why_not_done());
  report_sleepers();
}

std::exception_ptr PoolState::why_not_done() const {
  return std::make_exception_ptr(
      Error(broken_.empty() ? "the pool was terminated before this task was done" : broken_));
}

std::vector<pid_t> PoolState::pids() {
  if (os::generation() != generation_ && terminated_) return {};
  Lock lock = enter();
  if (!terminated_) {
    collect();
    take_census();
    run_callbacks(lock);
  }
  return workers_.pids();
}

}  // namespace mp::detail
