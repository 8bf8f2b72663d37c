#include "core/mp/pool/pool_state.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <chrono>
#include <cstring>
#include <system_error>
#include <utility>

#include "core/mp/detail/act_on.hpp"
#include "core/mp/error.hpp"
#include "core/mp/remote_error.hpp"
#include "core/os/process/parentage.hpp"
#include "core/probe/process_body.hpp"

namespace mp::detail {
namespace {

/// The shortest time between two counts of the workers.
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
    // No error can be reported any more.
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
    throw Closed(fmt::format("Pool not running: it was {}; submit tasks before that",
                             terminated_ ? "terminated" : "closed"));
  }
}

void PoolState::require_reachable(const void* callable, std::size_t size) const {
  if (maker_ != std::this_thread::get_id()) return;
  // The stack grows downwards: what was made later is beyond its former end.
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

// ---- submitting

void PoolState::submit(const std::shared_ptr<Job>& job, std::size_t part, std::string_view bytes,
                       probe::Place place) {
  Lock lock = enter();
  Entry entry{job, part, next_number_++};
  if (part == 0) job->number = entry.number;
  ++unfinished_;
  // Another thread may have ended the pool in the middle of a map.
  if (terminated_) return conclude(entry, why_not_done());
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
  // Results are collected here too, but not after each task: the cache lines
  // that both sides touch would only travel back and forth.
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
  job.has_callback = true;
  return true;
}

void PoolState::hand_in(Entry entry, std::string_view bytes) {
  try {
    board_.require_room(bytes.size());
  } catch (const Error&) {
    return conclude(entry, std::current_exception());
  }
  if (waiting_.empty() && try_post(entry, bytes)) return board_.ring();
  waiting_.push_back({std::move(entry), std::string(bytes)});
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

// ---- results

void PoolState::pump() {
  Lock lock = enter();
  pump(lock);
}

void PoolState::pump(Lock& lock) {
  if (terminated_) return run_callbacks(lock);
  const std::uint64_t before = progress_;
  collect();
  // In a controlled run the clock may stand still for good.
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
    // A worker that leaves makes room for the next: do not wait for the census.
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
  if (head.failed != 0) return conclude(entry, failure_from(text));
  entry.job->finish(entry.part, std::move(text));
  note_progress(entry.job);
}

void PoolState::conclude(const Entry& entry, std::exception_ptr error) {
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
  // A callback may submit tasks and wait for them: the state is consistent
  // here.
  while (!finished_.empty() && !is_calling_elsewhere()) {
    auto job = std::move(finished_.front());
    finished_.pop_front();
    auto callback = std::exchange(job->when_done, nullptr);
    probe::learned([&] { return fmt::format("task {} is done", job->number); });
    threads_->caller = std::this_thread::get_id();
    ++threads_->calling;
    lock.unlock();
    try {
      callback();
    } catch (...) {
      // Rethrown, it would end a call that has nothing to do with that task.
      probe::report(fmt::format("a callback of task {} failed: {}", job->number,
                                probe::describe_current_exception()));
    }
    callback = nullptr;
    job->has_callback = false;
    job.reset();
    lock.lock();
    if (--threads_->calling == 0) threads_->seen.notify_all();
  }
}

// ---- the end

void PoolState::close(probe::Place place) {
  Lock lock = enter();
  if (closed_ || terminated_) return;
  // The remaining items of each imap are submitted now: later is too late.
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
  // If the pool is terminated meanwhile, nothing is unfinished.
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
  run_callbacks(lock);  // finished tasks still have their callbacks called
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

void PoolState::report_sleepers() {
  if (threads_->is_one_at_board) board_.ring_for_parent();
  if (threads_->others > 0) threads_->seen.notify_all();
}

void PoolState::sleep(Lock& lock, std::uint32_t awaited, probe::Deadline deadline) {
  if (threads_->is_one_at_board) {
    // It may wait for another result than this thread.
    board_.await(TaskBoard::kAnyResult);
    if (!board_.has_senders()) sleep_here(lock, deadline);
    return;
  }
  threads_->is_one_at_board = true;
  board_.await(threads_->others > 0 ? TaskBoard::kAnyResult : awaited);
  lock.unlock();
  board_.wait_for_results(deadline);
  lock.lock();
  threads_->is_one_at_board = false;
  if (threads_->others > 0) threads_->seen.notify_all();  // one of them goes to the board instead
}

void PoolState::sleep_here(Lock& lock, probe::Deadline deadline) {
  using Moment = std::chrono::steady_clock::time_point;
  ++threads_->others;
  if (deadline) {
    threads_->seen.wait_until(lock, Moment(*deadline));
  } else {
    threads_->seen.wait(lock);
  }
  --threads_->others;
}

bool PoolState::wait(const std::function<bool()>& done,
                     const std::function<std::uint32_t()>& awaited, probe::Deadline deadline,
                     probe::Place place) {
  Lock lock = enter();
  pump(lock);
  probe::Watcher* seen = probe::watcher();
  const probe::Act waiting = seen ? act(probe::Kind::get, place) : probe::Act();
  for (;;) {
    const bool is_done = done();
    // Callbacks are done before the result is returned: the program may rely on
    // their effects.
    if (is_done && !is_calling_elsewhere()) {
      probe::learned([] { return "it is done"; });
      return true;
    }
    if (deadline && probe::now() >= *deadline) {
      probe::learned([&] { return is_done ? "it is done" : "it is not done"; });
      if (seen && !is_done) seen->gave_up(waiting);
      return is_done;
    }
    if (is_done) {
      sleep_here(lock, deadline);
      continue;
    }
    // In a controlled run a worker may have acted while the pump started another
    // one, and a result that is already there wakes no process.
    const bool has_missed_any = probe::is_directed() && board_.has_senders();
    if (!has_missed_any && (!seen || !seen->blocked(waiting, deadline)))
      sleep(lock, awaited(), deadline);
    pump(lock);
  }
}

bool PoolState::wait_for_progress(std::uint64_t seen, probe::Deadline deadline,
                                  probe::Place place) {
  return wait([&] { return progress_ != seen; }, [] { return TaskBoard::kAnyResult; }, deadline,
              place);
}

bool PoolState::wait_for(const Job& job, probe::Deadline deadline, probe::Place place) {
  return wait([&] { return job.is_done(); },
              [&] {
                const bool posted =
                    job.last_cell != 0 && entries_[job.last_cell - 1].job.get() == &job;
                return posted ? TaskBoard::kFirstCell + job.last_cell - 1 : TaskBoard::kAnyResult;
              },
              deadline, place);
}

bool PoolState::wait_to_get(Job& job, probe::Deadline deadline, probe::Place place) {
  probe::Watcher* seen = probe::watcher();
  if (!seen || job.got) return wait_for(job, deadline, place);
  probe::Act get = act(probe::Kind::get, place);
  seen->hold(get, deadline);
  if (!wait_for(job, deadline, place)) return false;
  job.got = true;
  get.value = job.parts() == 1 ? fmt::format("result of task {}", job.number)
                               : fmt::format("results of tasks {} to {}", job.number,
                                             job.number + job.parts() - 1);
  seen->done(get);
  return true;
}

namespace {

/// How long workers must keep dying at once before the pool gives up. If
/// somebody kills them from outside, that soon stops.
constexpr std::chrono::seconds kPatience{1};

}  // namespace

void PoolState::take_census() {
  const bool is_directed = probe::is_directed();
  for (;;) {
    const auto departures = workers_.census();
    for (const auto& departure : departures) remove(departure);
    const std::size_t most = 2 * workers_.size() + 8;
    // In a controlled run no process is killed from outside, and no time
    // passes.
    const auto patience = is_directed ? std::chrono::seconds(0) : kPatience;
    if (deaths_at_once_ >= most && probe::now() - first_death_at_once_ >= patience) {
      const std::string why = initializer_error_.empty()
                                  ? "see what its initializer does"
                                  : "its initializer failed: " + initializer_error_;
      return give_up(
          fmt::format("the pool has given up: {} workers in a row died at once, the last "
                      "one before it took a task; {}",
                      deaths_at_once_, why));
    }
    fill_vacancies();
    // The stage wakes a process that waits for the pool when a worker ends, but
    // not if it ended before the wait began, so workers just started are counted,
    // too.
    if (departures.empty() || !is_directed || terminated_) return;
  }
}

void PoolState::remove(const WorkerSet::Departure& dead) {
  receive(dead.index);  // its last bytes
  incoming_[dead.index] = {};
  if (const auto cell = board_.held_by(dead.index)) {
    deaths_at_once_ = 0;
    Entry entry = std::exchange(entries_[*cell], {});
    board_.clear(*cell);
    const std::string what =
        fmt::format("{} (PID {}) {} while it ran task {}; another worker takes its place",
                    dead.name, dead.pid, to_string(dead.how), entry.number);
    conclude(entry, std::make_exception_ptr(WorkerDied(what, dead.pid, dead.how.signal())));
  } else if (dead.at_once && !dead.intended) {
    if (deaths_at_once_++ == 0) first_death_at_once_ = probe::now();
  }
  board_.reset(dead.index);
  // It may have died on the way to a task that it was woken for.
  board_.ring();
}

void PoolState::fill_vacancies() {
  // In a closed pool a worker is replaced only while there are tasks that nobody has: the
  // next one would leave as the last one did.
  if (closed_ && waiting_.empty() && !board_.has_tasks()) return;
  for (std::size_t index = 0; index < workers_.size(); ++index) {
    if (!workers_.is_vacant(index)) continue;
    try {
      workers_.hire(index, {});
    } catch (const std::system_error& error) {
      // The others go on, and the next census tries again.
      if (workers_.pids().empty())
        give_up(fmt::format("the pool has no workers: {}", error.what()));
      return;
    }
  }
}

void PoolState::give_up(const std::string& reason) {
  broken_ = reason;
  terminated_ = true;
  workers_.dismiss_all({});
  report_of_initializer();
  fail_all(why_not_done());
}

void PoolState::report_of_initializer() {
  if (failed_initializers_ == 0) return;
  probe::report(fmt::format("the initializer of {} worker{} failed: {}", failed_initializers_,
                            failed_initializers_ == 1 ? "" : "s", initializer_error_));
  failed_initializers_ = 0;
}

void PoolState::fail_all(const std::exception_ptr& error) {
  for (Entry& entry : entries_) {
    if (entry.job) conclude(std::exchange(entry, {}), error);
  }
  for (Waiting& waiting : std::exchange(waiting_, {})) conclude(waiting.entry, error);
}

}  // namespace mp::detail
