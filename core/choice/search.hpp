#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/choice/footprint.hpp"
#include "core/choice/scheduler.hpp"

namespace choice {

/// Directs one run after another so that together they reach every outcome of a
/// demo, depth first. The Explorer runs the demo under it and calls advance()
/// when a run has ended; it knows processes only from the points that it gets.
///
/// Orders of acts that do not conflict cannot differ in outcome, and one of
/// them is enough: this is dynamic partial order reduction with source sets and
/// sleep sets (Abdulla, Aronis, Jonsson, Sagonas: Optimal Dynamic Partial Order
/// Reduction, 2014), where an act that must wait is no act until it succeeds,
/// and is moved after the acts before it (Flanagan, Godefroid: Dynamic
/// Partial-Order Reduction for Model Checking Software, 2005).
class Search : public Scheduler {
 public:
  struct Terms {
    bool prunes = true;  ///< false: every order, also those that cannot differ
    bool honours_sleep = false;
  };
  explicit Search(Terms terms) : terms_(terms) {}

  std::optional<std::size_t> choose(const Point& point) override;
  void stuck(const Point& point) override;

  /// The run has ended. True: there is another one to try.
  bool advance();

  /// Whether the last run was ended early because the rest was known.
  bool was_cut() const { return cut_; }
  /// Whether the last run reached a point that differs from its first visit:
  /// then something other than the order of acts decides what the demo does.
  bool went_astray() const { return astray_; }

 private:
  using Numbers = std::set<int>;
  /// A vector clock: for each process, by number, how many of its acts came
  /// before.
  using Clock = std::vector<std::size_t>;

  /// A process at a node, and what it is about to do.
  struct Waiting {
    int number;
    std::string name;
    probe::Act act;
    Footprint footprint;
    std::vector<probe::ObjectRef> holds;
    bool may_act;
    bool gives_up;
  };

  /// A point of the current run, and what has been tried there.
  struct Node {
    const Waiting* find(int number) const;

    std::vector<Waiting> waiting;
    int met = 0;
    Numbers to_try;    // the backtrack set: tried, or to be tried
    Numbers asleep;    // not to be tried: the results are known
    Numbers disabled;  // have tried, and must wait
    int chosen = 0;    // the process that acts; 0: none yet
    Clock clock;       // of that act
  };

  Node make_node(const Point& point) const;
  void settle(const Point& point);
  void look_again(const Point& point);
  bool has_failed(int number, const Point& point) const;
  std::optional<int> pick(Node& node, const Point& point) const;
  static std::optional<int> who_finds_out(const Node& node, const Point& point);
  static std::optional<int> who_holds_up_time(const Node& node, const Point& point);
  void note_act();
  const Clock& clock_of(int number) const;
  bool precedes(std::size_t act, const Clock& clock) const;

  void find_races(const Waiting& one);
  bool cannot_be_turned_round(std::size_t act, const Waiting& later) const;
  /// Acts after `act` that do not depend on it.
  std::vector<std::size_t> acts_without(std::size_t act) const;
  bool finds_nothing(std::size_t act, const Waiting& taker) const;
  void add_alternative(std::size_t act, const Waiting& later);

  Terms terms_;
  std::vector<Node> nodes_;    // of the current run; those before the last have acted
  std::vector<Clock> clocks_;  // of each process, by number, in this run
  std::size_t depth_ = 0;      // nodes that have acted in this run
  bool has_chosen_ = false;    // at node `depth_`, and the act is not known yet
  int finding_out_ = 0;        // the process that was let go only to find that it must wait
  bool cut_ = false;
  bool astray_ = false;
};

}  // namespace choice
