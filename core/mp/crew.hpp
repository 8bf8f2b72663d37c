#pragma once

#include <sys/types.h>

#include <cstddef>
#include <cstdint>
#include <deque>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/mp/job.hpp"
#include "core/mp/staff.hpp"
#include "core/mp/task_board.hpp"
#include "core/probe/watcher.hpp"

namespace mp::detail {

/// Where tasks come from by and by: the input of an imap.
class Source {
 public:
  virtual ~Source() = default;
  /// Hands in all that is left: the pool takes no more tasks after this.
  virtual void pull_all() = 0;
};

/// The inside of a Pool: knows which task belongs to which Job, and what to do
/// when a worker dies. Pool, Future and Results drive it, each call a little:
/// there is no thread, so whatever has to be done is done while somebody asks.
///
/// A task is completed once, or fails once. Its worker's last word is read
/// before the worker is declared dead: a result that was committed counts, and
/// if there is none the task fails with WorkerDied.
class Crew {
 public:
  Crew(StaffTerms terms, probe::Place place);
  Crew(const Crew&) = delete;
  Crew& operator=(const Crew&) = delete;
  ~Crew() { abandon(); }
  /// Terminates what is left, in the process that made it, and calls nobody
  /// back; a copy in a forked child does nothing.
  void abandon() noexcept;

  /// Throws unless tasks can be handed in now.
  void require_open() const;
  /// Hands in the task `bytes` as that part of `job`. Never waits for room.
  void submit(const std::shared_ptr<Job>& job, std::size_t part, std::string_view bytes,
              probe::Place place);
  /// Is asked for all its tasks before the pool closes.
  void add_source(const std::shared_ptr<Source>& source);

  /// Looks after everything, without waiting: results, deaths, callbacks.
  void pump();

  /// Waits until `done`; false: the deadline came first. `awaited` is which
  /// result to be woken for: see TaskBoard::kFirstCell.
  bool wait(const std::function<bool()>& done, const std::function<std::uint32_t()>& awaited,
            probe::Deadline deadline, probe::Place place);
  bool wait_for(const Job& job, probe::Deadline deadline, probe::Place place);
  /// Waits for the job because somebody takes its result: that is an act.
  bool wait_to_get(Job& job, probe::Deadline deadline, probe::Place place);

  void close(probe::Place place);
  void join(probe::Place place);
  void terminate(probe::Place place);

  std::vector<pid_t> pids();
  std::size_t size() const { return staff_.size(); }

 private:
  /// A task on the board, and whose it is.
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

  void require_owner() const;
  probe::Act act(probe::Kind kind, probe::Place place) const;
  void hand_in(Entry entry, std::string_view bytes);
  bool try_post(Entry& entry, std::string_view bytes);
  void feed();

  void collect();
  void receive(std::size_t worker);
  void deliver(const ResultHead& head, std::string text);
  void conclude(Entry entry, std::exception_ptr error);
  void run_callbacks();

  void take_census();
  void bury(const Staff::Departure& dead);
  void fill_vacancies();
  void give_up(const std::string& reason);
  void fail_all(const std::string& why);
  void end(probe::Place place);
  void sleep(std::uint32_t awaited, probe::Deadline deadline);

  int generation_;  // of the process that made it: see os::generation()
  std::string name_;
  TaskBoard board_;
  Staff staff_;

  /// A result that has come in part.
  struct Incoming {
    std::optional<ResultHead> head;
    std::string text;
  };
  std::vector<Incoming> incoming_;             // by worker
  std::vector<Entry> entries_;                 // by cell
  std::deque<Waiting> waiting_;                // handed in and not posted yet, in order
  std::deque<std::shared_ptr<Job>> finished_;  // done, callbacks not called yet
  std::vector<std::weak_ptr<Source>> sources_;
  std::uint64_t next_number_ = 0;
  std::size_t unfinished_ = 0;
  unsigned submissions_ = 0;
  os::Stamp next_census_{};
  std::size_t deaths_at_once_ = 0;  // in a row
  os::Stamp first_death_at_once_{};
  std::string broken_;  // why the pool has given up; empty: it has not
  bool closed_ = false;
  bool terminated_ = false;
};

}  // namespace mp::detail
