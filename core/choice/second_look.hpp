#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "core/choice/run_state.hpp"
#include "core/choice/scheduler.hpp"
#include "core/choice/state_graph.hpp"
#include "core/record/timeline.hpp"

namespace choice {

/// Finds out whether something that no choice decides makes a difference: all acts that a
/// graph knows are done once more, while it is otherwise. The Explorer runs the program
/// under it, again and again, when the graph is complete but for that.
///
/// It makes no difference if each act leads where it led, prints what it printed, and each
/// run ends as it ended. What a run shows here is not added to the graph.
class SecondLook : public Scheduler, public record::Consumer {
 public:
  explicit SecondLook(const StateGraph& graph);

  std::optional<std::size_t> choose(const Point& point) override;
  void stuck(const Point& point) override;

  void begin(const record::Run& run) override;
  void event(const record::Event& event) override { run_.event(event); }
  void end(const record::End& end) override;

  /// Something was otherwise than the graph has it.
  bool differs() const { return differs_; }
  /// How many acts are still to be done again.
  std::size_t left() const { return left_; }

 private:
  using StateId = StateGraph::StateId;
  struct Choice {
    Role role;         // as it stood then
    std::size_t acts;  // that it had done
  };

  void arrive(const Point& point);
  void move_on(const std::optional<StateId>& to);
  std::optional<std::size_t> pick(const Point& point);
  std::optional<std::size_t> way_to_rest(StateId from);
  bool has_new_lines(const std::vector<StateGraph::LineId>& expected);

  const StateGraph& graph_;
  RunState run_;
  std::vector<std::vector<bool>> done_;  // by state and edge
  std::size_t left_ = 0;                 // of them, and the end of a run if there is none
  bool differs_ = false;

  // The current run.
  std::optional<StateId> current_;
  std::optional<Choice> choice_;
  std::size_t lines_seen_ = 0;
  bool is_over_ = false;
  bool is_cut_ = false;
};

}  // namespace choice
