#pragma once

#include <sys/types.h>

#include <memory>
#include <optional>
#include <string>

#include "core/mp/detail/inside.hpp"
#include "core/mp/limit.hpp"
#include "core/probe/watcher.hpp"

namespace mp {

/// The process that started this one, as a Process knows its child. Only a parent reaps and
/// learns how its child ended (see wait(2)), so a child knows of its parent whether it lives.
/// Any thread may ask. See CPython's multiprocessing.parent_process().
class ParentProcess {
 public:
  pid_t pid() const;
  /// On a stage its name there; otherwise that of its Process, and "MainProcess" of one that
  /// was not started by mp.
  const std::string& name() const;

  bool is_alive() const;
  /// Waits for its end. It may have ended before.
  void join(probe::Place place = probe::Place::here());
  /// The same, for at most `limit`, which may be zero; false: it still runs.
  bool join_for(Limit limit, probe::Place place = probe::Place::here());

  /// A descriptor that turns readable when it ends, for poll(2).
  int sentinel() const;

 private:
  friend std::optional<ParentProcess> parent_process();
  struct State;

  explicit ParentProcess(std::shared_ptr<State> state) : state_("parent", std::move(state)) {}
  bool wait_until(probe::Deadline deadline, probe::Place place);

  detail::Inside<std::shared_ptr<State>> state_;
};

/// Empty in a process that was not started by fork(), a Process or a Pool. Throws
/// std::system_error when no descriptor is left.
std::optional<ParentProcess> parent_process();

}  // namespace mp
