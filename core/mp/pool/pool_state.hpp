#pragma once

#include <sys/types.h>

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "core/mp/pool/job.hpp"
#include "core/mp/pool/task_board.hpp"
#include "core/mp/pool/worker_set.hpp"
#include "core/probe/watcher.hpp"

namespace mp::detail {

/// A source of tasks over time: the input of an imap.
class Source {
 public:
  virtual ~Source() = default;
  /// Submits all that is left: the pool takes no more tasks after this.
  virtual void pull_all() = 0;
};

/// The inside of a Pool: knows which task belongs to which Job, and what to do
/// when a worker dies. Pool, Future and Results drive it: there is no thread,
/// so the work is done inside their calls.
///
/// A task is completed once or fails once. A dead worker's last bytes are read
/// first: a committed result counts; without one the task fails with
/// WorkerDied.
///
/// Any thread may call any member. One thread at a time is inside, but not
/// while it sleeps or runs a callback. Of the waiting threads one sleeps at the
/// board, for all; the others sleep until it has seen something.
class PoolState {
 public:
  PoolState(WorkerSetTerms terms, probe::Place place);
  PoolState(const PoolState&) = delete;
  PoolState& operator=(const PoolState&) = delete;
  ~PoolState();
  /// Terminates what is left, without callbacks, in the process that made it; a
  /// copy in a forked child does nothing.
  void abandon() noexcept;

  /// Throws unless tasks can be submitted now.
  void require_open() const;
  /// Throws when a callable with these bytes refers to an object that workers do
  /// not have, as far as a capture by reference shows it.
  void require_reachable(const void* callable, std::size_t size) const;
  /// Submits the task `bytes` as that part of `job`. Never waits for room.
  void submit(const std::shared_ptr<Job>& job, std::size_t part, std::string_view bytes,
              probe::Place place);
  /// That part could not be submitted.
  void refuse(Job& job, std::size_t part, std::exception_ptr error);
  /// Registers a callback for when the job is done; false: it is done already.
  bool call_later(Job& job, std::function<void()> callback);
  /// Adds a source, which is asked for all its tasks before the pool closes.
  void add_source(const std::shared_ptr<Source>& source);

  /// Handles results, deaths and callbacks, without waiting.
  void pump();

  /// How many tasks have been completed or have failed.
  std::uint64_t progress() const { return progress_; }
  /// Waits until there is more progress than this; false: the deadline came first.
  bool wait_for_progress(std::uint64_t seen, probe::Deadline deadline, probe::Place place);
  bool wait_for(const Job& job, probe::Deadline deadline, probe::Place place);
  /// Waits for the job because the program takes its result: that is an act.
  bool wait_to_get(Job& job, probe::Deadline deadline, probe::Place place);

  void close(probe::Place place);
  void join(probe::Place place);
  void terminate(probe::Place place);

  std::vector<pid_t> pids();
  std::size_t size() const { return workers_.size(); }

 private:
  /// A task on the board, and its job.
  struct Entry {
    std::shared_ptr<Job> job;
    std::size_t part = 0;
    std::uint64_t number = 0;
  };
  /// A task for which the board has no room yet.
  struct Waiting {
    Entry entry;
    std::string bytes;
  };

  using Lock = std::unique_lock<std::mutex>;
  /// Locks; throws in any other process than the one that made it, where the
  /// locks are not valid.
  Lock enter() const;

  void require_owner() const;
  probe::Act act(probe::Kind kind, probe::Place place) const;
  void hand_in(Entry entry, std::string_view bytes);
  bool try_post(Entry& entry, std::string_view bytes);
  void feed();

  void pump(Lock& lock);
  void collect();
  void receive(std::size_t worker);
  void deliver(const ResultHead& head, std::string text);
  void conclude(const Entry& entry, std::exception_ptr error);
  void note_progress(const std::shared_ptr<Job>& job);
  void run_callbacks(Lock& lock);
  bool is_calling_elsewhere() const;

  void take_census();
  void remove(const WorkerSet::Departure& dead);
  void fill_vacancies();
  void give_up(const std::string& reason);
  void report_of_initializer();
  void fail_all(const std::exception_ptr& error);
  std::exception_ptr why_not_done() const;
  void end(probe::Place place);

  /// Waits until `done`; false: the deadline came first. `awaited` says which
  /// result is to wake it: see TaskBoard::kFirstCell.
  bool wait(const std::function<bool()>& done, const std::function<std::uint32_t()>& awaited,
            probe::Deadline deadline, probe::Place place);
  void sleep(Lock& lock, std::uint32_t awaited, probe::Deadline deadline);
  void sleep_here(Lock& lock, probe::Deadline deadline);
  void report_sleepers();

  /// Between threads. Not destroyed in a fork's child, where the threads that
  /// sleep here do not exist.
  struct Threads {
    std::mutex mutex;
    std::condition_variable seen;  // signalled when the thread at the board has seen something
    bool is_one_at_board = false;  // one thread sleeps there, for all
    std::size_t others = 0;        // threads that sleep until that one has seen something
    std::size_t calling = 0;       // how deep in callbacks
    std::thread::id caller{};      // which thread runs them
  };
  std::unique_ptr<Threads> threads_ = std::make_unique<Threads>();

  int generation_;  // of the process that made it: see os::generation()
  probe::ObjectRef name_;
  const char* stack_;  // where the program's stack ended when it made the pool
  std::thread::id maker_ = std::this_thread::get_id();
  TaskBoard board_;
  WorkerSet workers_;

  /// A result that has arrived in part.
  struct Incoming {
    std::optional<ResultHead> head;
    std::string text;
  };
  std::vector<Incoming> incoming_;             // by worker
  std::vector<Entry> entries_;                 // by cell
  std::deque<Waiting> waiting_;                // submitted and not posted yet, in order
  std::deque<std::shared_ptr<Job>> finished_;  // done, callbacks not called yet
  std::vector<std::weak_ptr<Source>> sources_;
  std::uint64_t next_number_ = 0;
  std::atomic<std::uint64_t> progress_ = 0;
  std::size_t unfinished_ = 0;
  unsigned submissions_ = 0;
  os::Stamp next_census_{};
  std::size_t deaths_at_once_ = 0;  // in a row
  os::Stamp first_death_at_once_{};
  std::size_t failed_initializers_ = 0;
  std::string initializer_error_;  // what the last initializer threw
  std::string broken_;             // why the pool has given up; empty: it has not
  bool closed_ = false;
  bool terminated_ = false;
};

}  // namespace mp::detail
