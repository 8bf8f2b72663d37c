#pragma once

#include <sys/types.h>

#include <cstddef>
#include <exception>
#include <functional>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "core/mp/detail/inside.hpp"
#include "core/mp/future.hpp"
#include "core/mp/pool/pool_state.hpp"
#include "core/mp/pool/results.hpp"
#include "core/mp/pool/task.hpp"
#include "core/probe/act.hpp"

namespace mp {

/// Worker processes that wait for tasks and return results. A program makes a
/// pool and gives it calls to make; see CPython's multiprocessing.pool.Pool.
///
/// The workers are forked up front and take tasks one at a time. A task is a
/// callable whose bytes can be copied (a function, a lambda that captures numbers
/// by value) and arguments that mp can send; nothing is registered. A worker sees
/// the program's memory as it was when it was forked, so a reference must be to an
/// object that is older than the pool; if a call can see that it is not, it throws
/// Error.
///
/// If a worker dies, its task fails with WorkerDied, and a new worker takes its
/// place. There is no thread: the pool collects results, runs callbacks and
/// replaces workers inside the calls to it, to its futures and to its results.
/// Workers never outlive the process that made the pool; only that process can
/// use it.
///
/// Any thread may use it and wait for its futures and results; the workers
/// continue if the thread that made it ends. While it is made, moved or
/// destroyed no other thread may use it.
class Pool {
 public:
  struct Options {
    std::function<void()> initializer = {};        ///< run first in each worker
    std::optional<int> max_tasks_per_worker = {};  ///< then another replaces it; 1 or more
  };

  /// As many workers as there are CPUs that this process may use.
  explicit Pool(probe::Place place = probe::Place::here());
  /// Throws Error when `workers` or the tasks per worker are below 1, and
  /// std::system_error when the kernel refuses that many processes.
  explicit Pool(int workers, probe::Place place = probe::Place::here());
  Pool(int workers, Options options, probe::Place place = probe::Place::here());
  /// A pool that was moved from can only be destroyed or assigned to: all else
  /// throws Error.
  Pool(Pool&&) noexcept = default;
  /// The old pool ends as if it were destroyed.
  Pool& operator=(Pool&& other) noexcept;
  /// Terminates the workers, and reaps them.
  ~Pool();

  /// Calls f(args...) in a worker, once. Does not wait. An argument that cannot
  /// be sent is an error of the task. Throws Closed when the pool is closed, and
  /// Error when it has given up: for a second its workers kept dying at once, at
  /// least 2 * workers + 8 in a row, before any of them took a task.
  template <typename F>
  auto apply_async(const F& f, probe::Place place = probe::Place::here()) {
    return launch(place, f);
  }
  template <typename F, typename A>
  auto apply_async(const F& f, const A& a, probe::Place place = probe::Place::here()) {
    return launch(place, f, a);
  }
  template <typename F, typename A, typename B>
  auto apply_async(const F& f, const A& a, const B& b, probe::Place place = probe::Place::here()) {
    return launch(place, f, a, b);
  }
  /// With more arguments the line on the page is not known.
  template <typename F, typename A, typename B, typename C, typename... More>
  requires(!std::is_same_v<C, probe::Place>) auto apply_async(const F& f, const A& a, const B& b,
                                                              const C& c, const More&... more) {
    return launch(probe::Place{}, f, a, b, c, more...);
  }

  /// The same, and waits for the result.
  template <typename F>
  auto apply(const F& f, probe::Place place = probe::Place::here()) {
    return launch(place, f).get(place);
  }
  template <typename F, typename A>
  auto apply(const F& f, const A& a, probe::Place place = probe::Place::here()) {
    return launch(place, f, a).get(place);
  }
  template <typename F, typename A, typename B>
  auto apply(const F& f, const A& a, const B& b, probe::Place place = probe::Place::here()) {
    return launch(place, f, a, b).get(place);
  }
  template <typename F, typename A, typename B, typename C, typename... More>
  requires(!std::is_same_v<C, probe::Place>) auto apply(const F& f, const A& a, const B& b,
                                                        const C& c, const More&... more) {
    return launch(probe::Place{}, f, a, b, c, more...).get(probe::Place{});
  }

  /// Calls f(item) for each item of a range, in chunks; returns a vector of the
  /// results, in order (std::monostate if f returns nothing). Throws the error
  /// of the first chunk that has one, and what the range throws. `chunk` is the
  /// number of items per task; by default default_chunk().
  template <typename F, typename Range>
  auto map(const F& f, Range&& range, std::optional<long> chunk = std::nullopt,
           probe::Place place = probe::Place::here()) {
    return map_async(f, range, chunk, place).get(place);
  }
  template <typename F, typename Range>
  auto map_async(const F& f, Range&& range, std::optional<long> chunk = std::nullopt,
                 probe::Place place = probe::Place::here());

  /// The same for items that are tuples or pairs of arguments.
  template <typename F, typename Range>
  auto starmap(const F& f, Range&& range, std::optional<long> chunk = std::nullopt,
               probe::Place place = probe::Place::here()) {
    return map(detail::Spread<std::decay_t<F>>{f}, range, chunk, place);
  }
  template <typename F, typename Range>
  auto starmap_async(const F& f, Range&& range, std::optional<long> chunk = std::nullopt,
                     probe::Place place = probe::Place::here()) {
    return map_async(detail::Spread<std::decay_t<F>>{f}, range, chunk, place);
  }

  /// The same, one result at a time, in order or as they are done. Takes items
  /// from the range as needed.
  template <typename F, typename Range>
  auto imap(const F& f, Range&& range, long chunk = 1, probe::Place place = probe::Place::here()) {
    return results(f, std::forward<Range>(range), chunk, true, place);
  }
  template <typename F, typename Range>
  auto imap_unordered(const F& f, Range&& range, long chunk = 1,
                      probe::Place place = probe::Place::here()) {
    return results(f, std::forward<Range>(range), chunk, false, place);
  }

  /// Accepts no more tasks; the workers leave when all are done. Twice is fine.
  void close(probe::Place place = probe::Place::here());
  /// Waits until all tasks are done and all workers have left. Throws Error
  /// unless the pool is closed or terminated.
  void join(probe::Place place = probe::Place::here());
  /// Ends the workers now, within half a second. Tasks that were not done fail.
  void terminate(probe::Place place = probe::Place::here());

  /// The PIDs of the workers, after the dead have been replaced.
  std::vector<pid_t> workers() const;

  /// How many items make a chunk of a map: four chunks per worker.
  static std::size_t default_chunk(std::size_t items, std::size_t workers);

 private:
  Pool(int workers, Options options, probe::Place place, const void* stack);
  template <typename F>
  void require_reachable(const F& f) const;
  template <typename F, typename... Args>
  auto launch(probe::Place place, const F& f, const Args&... args);
  template <typename F, typename Range>
  auto results(const F& f, Range&& range, long chunk, bool in_order, probe::Place place);

  /// An empty buffer, whose memory is reused.
  static std::string& task_buffer();

  detail::Inside<std::shared_ptr<detail::PoolState>> state_;
};

}  // namespace mp

#include "core/mp/pool/pool_calls.hpp"
