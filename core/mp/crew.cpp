#include "core/mp/crew.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <chrono>
#include <stdexcept>
#include <system_error>
#include <utility>

#include "core/mp/act_on.hpp"
#include "core/mp/error.hpp"
#include "core/mp/remote_error.hpp"
#include "core/os/parentage.hpp"

namespace mp::detail {
namespace {

/// How often the workers are counted, at most.
constexpr std::chrono::milliseconds kCensus{20};

/// For how long workers have to die at once, one after the other, before the
/// pool gives up: somebody who kills them from outside soon gets tired.
constexpr std::chrono::seconds kPatience{1};

StaffTerms named(StaffTerms terms, const std::string& pool) {
  terms.pool = pool;
  return terms;
}

}  // namespace

Crew::Crew(StaffTerms terms, probe::Place place)
    : generation_(os::generation()),
      name_(probe::name_object(probe::ObjectType::pool)),
      board_(terms.workers),
      staff_(board_, named(std::move(terms), name_)),
      incoming_(staff_.size()) {
  try {
    for (std::size_t i = 0; i < staff_.size(); ++i) staff_.hire(i, place);
  } catch (...) {
    staff_.dismiss_all(place);
    throw;
  }
}

void Crew::abandon() noexcept {
  if (os::generation() != generation_) return;
  try {
    end({});
  } catch (const std::exception&) {
    // Nobody is left to whom it could be told.
  }
  finished_.clear();
}

void Crew::require_owner() const {
  if (os::generation() != generation_) {
    throw Error("a pool belongs to the process that made it: make another one in this process");
  }
}

void Crew::require_open() const {
  require_owner();
  if (!broken_.empty()) throw Error(broken_);
  if (closed_ || terminated_) {
    throw Closed(fmt::format("Pool not running: it was {}; hand tasks in before that",
                             terminated_ ? "terminated" : "closed"));
  }
}

probe::Act Crew::act(probe::Kind kind, probe::Place place) const {
  return act_on(name_, kind, place);
}

// ---- handing in

void Crew::submit(const std::shared_ptr<Job>& job, std::size_t part, std::string_view bytes,
                  probe::Place place) {
  Entry entry{job, part, next_number_++};
  if (part == 0) job->number = entry.number;
  ++unfinished_;
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
  if (++submissions_ % 64 == 0) pump();
}

void Crew::hand_in(Entry entry, std::string_view bytes) {
  try {
    if (waiting_.empty() && try_post(entry, bytes)) return board_.ring();
    waiting_.push_back({std::move(entry), std::string(bytes)});
  } catch (const std::length_error& error) {
    conclude(std::move(entry), std::make_exception_ptr(Error(error.what())));
  }
}

bool Crew::try_post(Entry& entry, std::string_view bytes) {
  const auto cell = board_.try_post(entry.number, bytes);
  if (!cell) return false;
  if (entries_.size() <= *cell) entries_.resize(*cell + 1);
  entry.job->last_cell = *cell + 1;
  entries_[*cell] = std::move(entry);
  return true;
}

void Crew::add_source(const std::shared_ptr<Source>& source) {
  std::erase_if(sources_, [](const auto& one) { return one.expired(); });
  sources_.push_back(source);
}

void Crew::feed() {
  while (!waiting_.empty()) {
    Waiting& next = waiting_.front();
    if (!try_post(next.entry, next.bytes)) return;
    board_.ring();
    waiting_.pop_front();
  }
  if (closed_) board_.let_leave();
}

// ---- what comes back

void Crew::pump() {
  require_owner();
  if (terminated_) return run_callbacks();
  collect();
  // On a stage that chooses who acts, its clock may stand still for good.
  if (const os::Stamp now = probe::now(); now >= next_census_ || probe::is_directed()) {
    next_census_ = now + kCensus;
    take_census();
  }
  if (!waiting_.empty()) feed();
  run_callbacks();
}

void Crew::collect() {
  board_.visit_senders([&](std::size_t worker) {
    receive(worker);
    // One that leaves makes room for the next: do not wait for the census.
    if (board_.slot(worker).left.load() != 0) next_census_ = {};
  });
}

void Crew::receive(std::size_t worker) {
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

void Crew::deliver(const ResultHead& head, std::string text) {
  deaths_at_once_ = 0;
  Entry entry = std::exchange(entries_[head.cell], {});
  board_.clear(head.cell);
  if (head.failed != 0) return conclude(std::move(entry), failure_from(text));
  --unfinished_;
  entry.job->finish(entry.part, std::move(text));
  if (entry.job->is_done() && entry.job->when_done) finished_.push_back(std::move(entry.job));
}

void Crew::conclude(Entry entry, std::exception_ptr error) {
  --unfinished_;
  entry.job->fail(entry.part, std::move(error));
  if (entry.job->is_done() && entry.job->when_done) finished_.push_back(std::move(entry.job));
}

void Crew::run_callbacks() {
  // A callback may hand in tasks and wait for them: it finds all in order.
  while (!finished_.empty()) {
    const auto job = std::move(finished_.front());
    finished_.pop_front();
    std::exchange(job->when_done, nullptr)();
  }
}

// ---- deaths

void Crew::take_census() {
  const bool is_directed = probe::is_directed();
  for (;;) {
    const auto departures = staff_.census();
    for (const auto& departure : departures) bury(departure);
    const std::size_t most = 2 * staff_.size() + 8;
    // A stage lets nobody kill from outside, and no time pass.
    const auto patience = is_directed ? std::chrono::seconds(0) : kPatience;
    if (deaths_at_once_ >= most && probe::now() - first_death_at_once_ >= patience) {
      return give_up(
          fmt::format("the pool has given up: {} workers in a row died at once, the last "
                      "one before it took a task; see what its initializer does",
                      deaths_at_once_));
    }
    fill_vacancies();
    // The stage wakes whoever waits for the pool when a worker ends, but not for
    // one that ended before the waiting began: those just hired are counted, too.
    if (departures.empty() || !is_directed || terminated_) return;
  }
}

void Crew::bury(const Staff::Departure& dead) {
  receive(dead.index);  // its last word
  incoming_[dead.index] = {};
  if (const auto cell = board_.held_by(dead.index)) {
    deaths_at_once_ = 0;
    Entry entry = std::exchange(entries_[*cell], {});
    board_.clear(*cell);
    const std::string how = dead.how ? to_string(*dead.how) : "ended";
    const std::string what =
        fmt::format("{} (PID {}) {} while it ran task {}; another worker takes its place",
                    dead.name, dead.pid, how, entry.number);
    const int signal = dead.how ? dead.how->signal() : 0;
    conclude(std::move(entry), std::make_exception_ptr(WorkerDied(what, dead.pid, signal)));
  } else if (dead.at_once && !dead.intended) {
    if (deaths_at_once_++ == 0) first_death_at_once_ = probe::now();
  }
  board_.reset(dead.index);
  // It may have died on its way to a task that it had been woken for.
  board_.ring();
}

void Crew::fill_vacancies() {
  // Who has left a closed pool is missed only while there is work.
  if (closed_ && unfinished_ == 0) return;
  for (std::size_t index = 0; index < staff_.size(); ++index) {
    if (!staff_.is_vacant(index)) continue;
    try {
      staff_.hire(index, {});
    } catch (const std::system_error& error) {
      // The others go on, and the next census tries again.
      if (staff_.pids().empty()) give_up(fmt::format("the pool has no workers: {}", error.what()));
      return;
    }
  }
}

void Crew::give_up(const std::string& reason) {
  broken_ = reason;
  terminated_ = true;
  staff_.dismiss_all({});
  fail_all(reason);
}

void Crew::fail_all(const std::string& why) {
  const auto error = std::make_exception_ptr(Error(why));
  for (Entry& entry : entries_) {
    if (entry.job) conclude(std::exchange(entry, {}), error);
  }
  for (Waiting& waiting : std::exchange(waiting_, {})) conclude(std::move(waiting.entry), error);
}

// ---- waiting

void Crew::sleep(std::uint32_t awaited, probe::Deadline deadline) {
  board_.wait_for_results(awaited, deadline);
}

bool Crew::wait(const std::function<bool()>& done, const std::function<std::uint32_t()>& awaited,
                probe::Deadline deadline, probe::Place place) {
  pump();
  probe::Watcher* seen = probe::watcher();
  const probe::Act waiting = seen ? act(probe::Kind::get, place) : probe::Act();
  while (!done()) {
    if (deadline && probe::now() >= *deadline) {
      if (seen) seen->gave_up(waiting);
      return false;
    }
    // On a stage a worker may have acted while the pump hired another one, and a
    // result that is there already wakes nobody.
    const bool has_missed_any = probe::is_directed() && board_.has_senders();
    if (!has_missed_any && (!seen || !seen->blocked(waiting, deadline))) sleep(awaited(), deadline);
    pump();
  }
  return true;
}

bool Crew::wait_for(const Job& job, probe::Deadline deadline, probe::Place place) {
  return wait([&] { return job.is_done(); },
              [&] {
                const bool posted =
                    job.last_cell != 0 && entries_[job.last_cell - 1].job.get() == &job;
                return posted ? TaskBoard::kFirstCell + job.last_cell - 1 : TaskBoard::kAnyResult;
              },
              deadline, place);
}

bool Crew::wait_to_get(Job& job, probe::Deadline deadline, probe::Place place) {
  probe::Watcher* seen = probe::watcher();
  if (!seen || job.got) return wait_for(job, deadline, place);
  probe::Act get = act(probe::Kind::get, place);
  seen->hold(get, deadline);
  if (!wait_for(job, deadline, place)) return false;
  job.got = true;
  get.value = fmt::format("result of task {}", job.number);
  seen->done(get);
  return true;
}

// ---- the end

void Crew::close(probe::Place place) {
  require_owner();
  if (closed_ || terminated_) return;
  // What an imap has promised is handed in now: later it will be too late.
  for (const auto& source : std::exchange(sources_, {})) {
    if (const auto open = source.lock()) open->pull_all();
  }
  probe::perform([&] { return act(probe::Kind::close, place); }, std::nullopt,
                 [&] {
                   closed_ = true;
                   if (waiting_.empty()) board_.let_leave();
                   return std::optional(true);
                 },
                 [](probe::Deadline) {}, [](probe::Act&, bool) {});
}

void Crew::join(probe::Place place) {
  require_owner();
  if (!closed_ && !terminated_) {
    throw Error("Pool is still running: close() or terminate() it before join()");
  }
  if (!terminated_) {
    wait([&] { return unfinished_ == 0; }, [] { return TaskBoard::kAllResults; }, std::nullopt,
         place);
  }
  if (!broken_.empty()) return;
  staff_.await_all(place);
}

void Crew::terminate(probe::Place place) {
  require_owner();
  if (terminated_) return;
  collect();
  run_callbacks();  // what has been done has been done
  end(place);
  finished_.clear();
}

void Crew::end(probe::Place place) {
  closed_ = true;
  if (std::exchange(terminated_, true)) return;
  staff_.dismiss_all(place);
  fail_all("the pool was terminated before this task was done");
}

std::vector<pid_t> Crew::pids() {
  if (!terminated_) {
    require_owner();
    collect();
    take_census();
    run_callbacks();
  }
  return staff_.pids();
}

}  // namespace mp::detail
