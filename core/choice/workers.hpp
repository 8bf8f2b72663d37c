#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/choice/run.hpp"
#include "core/choice/state_graph.hpp"
#include "core/os/clock.hpp"
#include "core/os/descriptors/poller.hpp"
#include "core/os/process/process.hpp"
#include "core/os/process/side_process.hpp"
#include "core/record/outcome.hpp"

namespace choice {

/// A run that was made to explore.
struct Trial {
  Result result;
  bool is_whole = false;     ///< it came to its end: it was not left as the rest was known
  bool has_strayed = false;  ///< it did something else than before
  record::Outcome outcome;   ///< if it is whole
  std::string reason;        ///< why it ended so
};

/// What was tried by the last run under that graph, which had this result.
Trial trial_of(const StateGraph& graph, Result result);

/// Processes that explore one program together, each on a CPU of its own. An Explorer
/// makes them, and drives them until nothing is left to try.
///
/// Each has a copy of the graph. It is sent to an act that has not been tried, runs the
/// program there and on, and tells what it has found, which is added to the owner's graph and
/// told to the others before they set out again. Nothing depends on who was faster
/// but which way is found first; if one is killed, another one goes where it was sent.
class Workers {
 public:
  /// Runs the program once, under the process's own copy of the graph.
  using Run = std::function<Result()>;

  /// Makes so many, or as many as the system allows; `graph` must outlive them.
  Workers(StateGraph& graph, int count, Run run);
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;
  /// Leaves no process of theirs.
  ~Workers();

  /// Waits for runs to end, at most until then or until `waker` (-1: none) can be read, and
  /// adds what they have shown.
  std::vector<Trial> next(os::Stamp until, int waker);
  /// Those that run finish what they do, at most until then; no other run begins.
  std::vector<Trial> finish(os::Stamp until, int waker);
  /// Nobody runs, and there is nothing to send anybody to; or nobody is left.
  bool is_done() const { return is_done_; }

 private:
  struct Worker {
    std::unique_ptr<os::SideProcess> process;
    std::optional<StateGraph::Errand> errand;
    std::string news;        // what the others have found since it was told last
    bool is_running = true;  // it has not asked yet what to do
  };

  void work(os::Conversation& owner, std::size_t kind);
  void send_out(Worker& worker);
  std::vector<Trial> hear(os::Stamp until, int waker);
  std::optional<Trial> take_report(Worker& worker, const std::string& report);

  std::vector<pid_t> others() const;

  StateGraph& graph_;
  Run run_;
  std::vector<pid_t> children_before_ = os::children();
  os::OrphanAdoption adoption_;  // whoever a killed worker leaves is ours to end
  os::Poller poller_;
  std::vector<Worker> workers_;
  bool is_done_ = false;
};

}  // namespace choice
