#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>

#include "core/choice/audience.hpp"
#include "core/choice/run.hpp"
#include "core/choice/state_graph.hpp"
#include "core/choice/workers.hpp"

namespace choice {

/// Runs a program on fresh processes, passes its run to the consumer as it
/// happens, and returns when no process of it is left.
using Runner = std::function<Result(const RunOptions& options, record::Consumer& consumer,
                                    Audience& audience)>;

/// Runs a program again and again, on fresh processes each time, until all states that it
/// can be in are known. app drives it, one run after another or with several jobs, for as
/// long as it likes, and then asks the graph: what that says does not depend on the jobs.
class Explorer {
 public:
  /// Makes what puts names where a run has PIDs and addresses, in front of `next`.
  using Naming = std::function<std::unique_ptr<record::Consumer>(record::Consumer& next)>;

  struct Terms {
    bool prunes = true;          ///< leaves out orders that cannot differ in outcome
    bool honours_sleep = false;  ///< see RunOptions
    /// Of a traced program: see RunOptions::tells_state.
    bool tells_state = false;
    /// The limit of one run: a process may never come to its next act.
    std::chrono::nanoseconds timeout = std::chrono::seconds(10);
    /// Without one the program must not print nor pass on any PID or address.
    Naming naming = {};
  };

  Explorer(Runner run, Terms terms);

  /// How far to explore.
  struct Extent {
    int jobs = 1;  ///< so many processes run the program at once
    os::Stamp until = os::Stamp::max();
    int waker = -1;  ///< a descriptor: whether to go on is asked when it can be read
    /// So many runs are made before other processes are: most programs need no more.
    int alone = 16;
  };
  /// Explores on from what is known, and calls `after_run` after each run. The first runs, and
  /// all if there are no other jobs, are passed to the consumer, too. Ends when everything is
  /// known, the time is up, or either function returns false.
  void explore(const Extent& extent, record::Consumer& consumer, Audience& audience,
               const std::function<bool(const Trial& trial)>& after_run,
               const std::function<bool()>& goes_on);

  /// Makes one more run in this process, passed to `consumer`. Empty: there are no more.
  std::optional<Trial> next(record::Consumer& consumer, Audience& audience);

  /// A run along that way through the graph, whatever is known already.
  Result run_along(const std::vector<StateGraph::Place>& way, record::Consumer& consumer,
                   Audience& audience);

  /// What is known so far.
  const StateGraph& graph() const { return graph_; }

  /// Whether there is more to try.
  bool has_more() const { return has_more_; }

  /// Whether the last run was ended early because the rest was known.
  bool was_cut() const { return was_cut_; }

  std::uint64_t runs() const { return runs_; }      ///< to the end of the program
  std::uint64_t cuts() const { return cuts_; }      ///< ended early
  std::uint64_t strays() const { return strays_; }  ///< that did something else than before

 private:
  Result run(record::Consumer& consumer, Audience& audience);
  void explore_all(const Extent& extent, record::Consumer& consumer, Audience& audience,
                   const std::function<bool(const Trial& trial)>& after_run,
                   const std::function<bool()>& goes_on);
  void look_again(const Extent& extent, Audience& audience, const std::function<bool()>& goes_on);
  void count(const Trial& trial);
  bool begins_anew(const Trial& trial);

  Runner run_;
  StateGraph graph_;
  Naming naming_;
  std::unique_ptr<record::Consumer> named_;  // in front of the graph
  RunOptions options_;
  bool has_more_ = true;
  bool was_cut_ = false;
  std::uint64_t runs_ = 0;
  std::uint64_t cuts_ = 0;
  std::uint64_t strays_ = 0;
};

}  // namespace choice
