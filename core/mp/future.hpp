#pragma once

#include <exception>
#include <functional>
#include <memory>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "core/mp/codec.hpp"
#include "core/mp/detail/inside.hpp"
#include "core/mp/error.hpp"
#include "core/mp/limit.hpp"
#include "core/mp/pool/job.hpp"
#include "core/mp/pool/pool_state.hpp"
#include "core/probe/act.hpp"

namespace mp {

/// The result of a task that a pool's worker runs or will run. Pool makes it;
/// it can be copied. See CPython's multiprocessing.pool.AsyncResult.
///
/// A pool has no thread: it manages its workers inside the calls that are made
/// to it, including these. A Future may outlive its pool; a task that was not
/// done by then has failed. Any thread may use it, several at once.
template <typename R>
class Future {
 public:
  using Read = R (*)(const std::vector<std::string>& results);

  Future(std::shared_ptr<detail::Job> job, Read read)
      : job_("future", std::move(job)), read_(read) {}

  /// Waits for the result and returns it. Throws what the task threw: with the
  /// same type and text if that is one of the usual errors of the standard
  /// library or one of mp's, else RemoteError; each is a RemoteContext, too.
  /// Throws WorkerDied if the worker's process ended, and Error if the pool
  /// did. May be called again.
  R get(probe::Place place = probe::Place::here()) {
    wait_to_get(std::nullopt, place);
    return read_(job_->results());
  }
  /// The same within `limit`; throws Timeout if the result is not there by
  /// then. With a limit below zero it only looks.
  R get_for(Limit limit, probe::Place place = probe::Place::here()) {
    if (!wait_to_get(limit.deadline(), place))
      throw Timeout("the task is not done yet: ask again, or give it more time");
    return read_(job_->results());
  }

  void wait(probe::Place place = probe::Place::here()) { wait_until(std::nullopt, place); }
  /// Whether it is done within `limit`.
  bool wait_for(Limit limit, probe::Place place = probe::Place::here()) {
    return wait_until(limit.deadline(), place);
  }

  /// Whether it is done, successfully or not.
  bool ready() const {
    if (job_->is_done()) return true;
    const auto see = [&] {
      if (const auto pool_state = job_->pool_state()) pool_state->pump();
      return job_->is_done();
    };
    return probe::look(
        [&] { return probe::ObjectRef::called("task " + std::to_string(job_->number)); }, see,
        [](bool is_done) { return is_done ? "it is done" : "it is not done"; });
  }
  /// Whether it was done without an error. Throws Error when it is not done.
  bool successful() const {
    if (!ready()) throw Error("the task is not ready: wait for it before asking how it went");
    return job_->succeeded();
  }

  /// Calls `callback` with the result, once, in this process: at once if the task
  /// is done, else within the first call to the pool or its futures that finds it
  /// done, in the thread of that call. Callbacks run one at a time. What a
  /// callback throws is written to standard error, unless it is called at once:
  /// the interrupted call has nothing to do with it.
  template <typename Callback>
  Future& on_result(Callback callback) {
    return when_done([read = read_, callback](const detail::Job& job) mutable {
      if (!job.succeeded()) return;
      if constexpr (std::is_void_v<R>)
        callback();
      else
        callback(read(job.results()));
    });
  }
  /// The same for a task that failed; `callback` takes a const std::exception&.
  template <typename Callback>
  Future& on_error(Callback callback) {
    return when_done([callback](const detail::Job& job) mutable {
      if (job.succeeded()) return;
      try {
        job.results();
      } catch (const std::exception& error) {
        callback(error);
      }
    });
  }

 private:
  // Another thread may have found it done, and not have called its callbacks yet.
  bool is_settled() const { return job_->is_done() && !job_->has_callback; }

  // A job whose pool_state is gone is done: the pool_state fails all unfinished
  // jobs.
  bool wait_until(probe::Deadline deadline, probe::Place place) {
    if (is_settled()) return true;
    const auto pool_state = job_->pool_state();
    return !pool_state || pool_state->wait_for(*job_, deadline, place);
  }

  bool wait_to_get(probe::Deadline deadline, probe::Place place) {
    if (is_settled() && (job_->got || !probe::watcher())) [[likely]]
      return true;
    const auto pool_state = job_->pool_state();
    return !pool_state || pool_state->wait_to_get(*job_, deadline, place);
  }

  template <typename Action>
  Future& when_done(Action action) {
    // The job keeps the function and outlives it: no need to keep the job.
    const auto pool_state = job_->pool_state();
    if (!pool_state ||
        !pool_state->call_later(*job_, [job = &*job_, action]() mutable { action(*job); }))
      action(*job_);
    return *this;
  }

  detail::Inside<std::shared_ptr<detail::Job>> job_;
  Read read_;
};

}  // namespace mp
