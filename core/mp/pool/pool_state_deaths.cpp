#include <fmt/core.h>

#include <chrono>
#include <system_error>
#include <utility>

#include "core/mp/error.hpp"
#include "core/mp/pool/pool_state.hpp"
#include "core/probe/process_body.hpp"

// What a pool does about workers that have ended.

namespace mp::detail {
namespace {

/// For how long workers have to die at once, one after the other, before the
/// pool gives up: somebody who kills them from outside soon gets tired.
constexpr std::chrono::seconds kPatience{1};

}  // namespace

void PoolState::take_census() {
  const bool is_directed = probe::is_directed();
  for (;;) {
    const auto departures = workers_.census();
    for (const auto& departure : departures) remove(departure);
    const std::size_t most = 2 * workers_.size() + 8;
    // A stage lets nobody kill from outside, and no time pass.
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
    // The stage wakes whoever waits for the pool when a worker ends, but not for
    // one that ended before the waiting began: those just hired are counted, too.
    if (departures.empty() || !is_directed || terminated_) return;
  }
}

void PoolState::remove(const WorkerSet::Departure& dead) {
  receive(dead.index);  // its last word
  incoming_[dead.index] = {};
  if (const auto cell = board_.held_by(dead.index)) {
    deaths_at_once_ = 0;
    Entry entry = std::exchange(entries_[*cell], {});
    board_.clear(*cell);
    const std::string what =
        fmt::format("{} (PID {}) {} while it ran task {}; another worker takes its place",
                    dead.name, dead.pid, to_string(dead.how), entry.number);
    conclude(std::move(entry),
             std::make_exception_ptr(WorkerDied(what, dead.pid, dead.how.signal())));
  } else if (dead.at_once && !dead.intended) {
    if (deaths_at_once_++ == 0) first_death_at_once_ = probe::now();
  }
  board_.reset(dead.index);
  // It may have died on its way to a task that it had been woken for.
  board_.ring();
}

void PoolState::fill_vacancies() {
  // Who has left a closed pool is missed only while there is work.
  if (closed_ && unfinished_ == 0) return;
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
  for (Waiting& waiting : std::exchange(waiting_, {})) conclude(std::move(waiting.entry), error);
}

}  // namespace mp::detail
