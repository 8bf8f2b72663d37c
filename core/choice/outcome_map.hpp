#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "core/choice/schedule.hpp"
#include "core/choice/state_graph.hpp"
#include "core/record/outcome.hpp"

namespace choice {

/// A number of outcomes, of any size.
class Count {
 public:
  Count() = default;
  explicit Count(std::uint64_t number);

  Count& operator+=(const Count& other);
  bool operator==(const Count&) const = default;
  bool operator<(const Count& other) const;
  /// Its digits.
  std::string to_string() const;

 private:
  std::vector<std::uint32_t> parts_;  // nine digits each, the lowest first; 0: none
};

/// All that a program can print, and how it ends, as a value: a graph whose arcs are lines.
struct OutcomeAutomaton {
  struct Arc {
    record::Outcome::Line line;
    std::size_t to;
  };
  struct Node {
    std::vector<Arc> next;             ///< in the order of lines
    std::vector<std::string> endings;  ///< of the runs that print no more
    Count outcomes;                    ///< that can come from here on
    bool ends_well = false;            ///< one of them does
  };
  std::vector<Node> nodes;  ///< the first is the beginning; arcs lead only to later ones
};

/// All that a program can print, in order, and how it ends: the smallest automaton whose
/// edges are lines and whose ends are endings. Made of a StateGraph, whose unfinished
/// runs are not in it; an OutcomeSurvey and Prospects ask it, until the graph grows.
class OutcomeMap {
 public:
  explicit OutcomeMap(const StateGraph& graph);

  /// How many outcomes there are.
  const Count& count() const { return nodes_[start_].count; }
  /// Whether this can come out.
  bool has(const record::Outcome& outcome) const;
  /// A run that leads to an outcome.
  struct Way {
    Schedule schedule;
    std::string reason;                        ///< why it ended so
    std::vector<StateGraph::Place> processes;  ///< who acts, state by state
    /// The number of the choice after which no run ends well; 0: it ends well, or none ever
    /// did.
    std::size_t turning_point = 0;
    /// Whether the schedule is just that; else a run along `processes` will tell it.
    bool is_exact = true;
  };
  /// The shortest one, and of equally short ones always the same; empty: it cannot come out.
  std::optional<Way> way_to(const record::Outcome& outcome) const;
  /// As list(), with the way to each outcome, found when it is asked for: what those to
  /// similar outcomes have in common is searched once.
  using FindWay = std::function<Way()>;
  void list_ways(
      const std::function<bool(const record::Outcome& outcome, const FindWay& find)>& take) const;

  /// Calls `take` with outcomes, bad endings first, each once and in an order of its own that
  /// is always the same; until it returns false.
  void list(const std::function<bool(const record::Outcome& outcome)>& take) const;

  /// Goes through all outcomes at once, as far as they differ for one who remembers no more
  /// of a line than a Memory: `on_line(memory, line)` gives what is remembered after it,
  /// and `on_end(memory, ending)` is called for each ending that can follow.
  template <typename Memory, typename OnLine, typename OnEnd>
  void unfold(const Memory& first, OnLine on_line, OnEnd on_end) const {
    std::set<std::pair<NodeId, Memory>> met{{start_, first}};
    std::vector<std::pair<NodeId, Memory>> open{{start_, first}};
    while (!open.empty()) {
      const auto [node, memory] = open.back();
      open.pop_back();
      for (const std::string& ending : nodes_[node].endings) on_end(memory, ending);
      for (const auto& [line, to] : nodes_[node].next) {
        const auto next = std::pair(to, on_line(memory, *lines_[line]));
        if (met.insert(next).second) open.push_back(next);
      }
    }
  }

  /// What can still come out when a run is in a state.
  struct Left {
    Count outcomes;           ///< that are known
    bool is_all = true;       ///< there are no others
    bool ends_well = true;    ///< a run may end well, as far as is known
    std::string only_ending;  ///< how every run ends, if that is bad and proved; else ""
  };
  Left left_in(StateGraph::StateId state);
  /// Whether a run in that state is known to be able to print just these lines, and end so.
  bool can_come(StateGraph::StateId state, const record::Outcome& rest);

  std::size_t nodes() const { return nodes_.size(); }
  OutcomeAutomaton automaton() const;

 private:
  using NodeId = std::uint32_t;
  using LineId = std::uint32_t;  // in the order of names and texts
  using StateId = StateGraph::StateId;
  struct Node {
    std::map<LineId, NodeId> next;
    std::vector<std::string> endings;
    Count count;
    bool has_bad_end = false;  // here or later
    bool has_good_end = false;
    std::string only_ending;  // of all that can follow; "": there are several, or none
    bool operator<(const Node& other) const {
      return std::tie(endings, next) < std::tie(other.endings, other.next);
    }
  };
  /// The automaton of the graph itself: an arc without a line is taken unseen.
  struct Arc {
    std::optional<LineId> line;
    std::uint32_t to;
    auto operator<=>(const Arc&) const = default;  // NOLINT(modernize-use-nullptr)
  };
  struct Spot {
    std::vector<Arc> arcs;
    std::vector<std::string> endings;
  };

  using SpotId = std::uint32_t;

  void order_lines();
  void copy_states();
  void find_loops();
  void close_loop(const std::vector<StateId>& states);
  void make_spots();
  /// Prints those lines from a spot on; where that ends, an arc without a line leads to `to`.
  SpotId add_chain(SpotId from, const std::vector<StateGraph::LineId>& lines,
                   std::optional<SpotId> to);
  std::vector<SpotId> from_last_to_first() const;
  void merge_spots();
  struct Unfinished;
  NodeId determine(const std::vector<SpotId>& spots);
  /// The node of those; or empty, and it is begun at the end of `path`.
  std::optional<NodeId> known_or_begun(const std::vector<SpotId>& spots,
                                       std::vector<Unfinished>& path);
  std::vector<SpotId> closure(const std::vector<SpotId>& spots);
  NodeId intern(Node node);
  void mark_states();
  /// All states from which a run can come to one of these.
  std::vector<bool> leading_to(std::vector<StateId> goals) const;
  std::optional<std::vector<LineId>> ids_of(const record::Outcome& outcome) const;
  bool has_from(NodeId node, const record::Outcome& outcome) const;
  bool walk(NodeId node, bool bad, record::Outcome& outcome,
            const std::function<bool(const record::Outcome&)>& take) const;

  /// A shortest way into a state, or on to one: an edge, or an end, that prints several lines
  /// may have printed only some of them.
  struct Step {
    StateId state;                           // before the edge, if that is not done
    const StateGraph::Edge* edge = nullptr;  // that leads here, or is under way
    const std::vector<StateGraph::LineId>* printing = nullptr;  // of which so many are printed
    std::size_t printed = 0;
    bool ends = false;  // an end is under way
    int choices = 0;
    std::size_t before = 0;  // the step it came from
  };
  /// All of them, and those that print nothing more: a stack, as outcomes are gone through.
  struct Steps {
    std::vector<Step> all;
    std::size_t layer = 0;  // where those begin that have printed just this
  };
  void begin_ways(Steps& steps) const;
  int length_of(const StateGraph::Edge& edge) const;
  void print(Steps& steps, LineId line) const;
  void go_unseen(Steps& steps, const std::vector<Step>& entries) const;
  std::optional<std::size_t> best_end(const Steps& steps, const std::string& ending) const;
  Way way_along(const Steps& steps, std::size_t last) const;
  bool walk_ways(NodeId node, bool bad, record::Outcome& outcome, Steps& steps,
                 const std::function<bool(const record::Outcome&, const FindWay&)>& take) const;

  const StateGraph& graph_;
  std::vector<const record::Outcome::Line*> lines_;
  std::vector<LineId> id_in_order_;  // by the graph's own number of a line
  std::vector<Spot> spots_;
  SpotId first_spot_ = 0;
  std::vector<SpotId> same_as_;        // the spot that stands for each
  std::vector<std::uint32_t> met_in_;  // the last closure that has met a spot
  std::uint32_t closures_ = 0;
  std::map<std::vector<SpotId>, NodeId> determined_;
  std::map<Node, NodeId> interned_;
  std::vector<Node> nodes_;
  NodeId start_ = 0;
  // Of the graph as it was: a run along a way may add to it.
  struct Exit {
    std::vector<StateGraph::Edge> edges;  // in order
    std::optional<StateGraph::End> end;
  };
  std::vector<Exit> exits_;  // by state
  /// By state: the first of those from which a run can come back to it. That prints nothing,
  /// since what was printed is no part of a state only as it follows from what is.
  std::vector<StateId> loop_of_;
  std::vector<StateGraph::LineId> beginning_;
  std::vector<bool> can_end_well_;   // by state: it is not known that no run does
  std::vector<bool> may_hold_more_;  // by state: not all is known that can come
};

}  // namespace choice
