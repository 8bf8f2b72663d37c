#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/choice/digest.hpp"
#include "core/choice/run_state.hpp"
#include "core/choice/scheduler.hpp"
#include "core/record/outcome.hpp"
#include "core/record/timeline.hpp"

namespace choice {

/// All states that a program can be in, and the acts that lead from one to another: what
/// can still happen depends on the state, not on what was printed on the way to it. The
/// Explorer runs the program under it, hands it the events of each run, and says when a
/// run has ended; an OutcomeMap reads off it what can be printed.
///
/// A run goes on while it finds an act that has not been tried in its state, or knows a
/// way from there to such a state; then it ends, for the rest is known. An act that must
/// wait is no act: it is tried, and leads nowhere. Each time a state is met again, what it
/// offers must be what it offered before, and an act done again must lead where it led:
/// what does not is counted, and told.
class StateGraph : public Scheduler, public record::Consumer {
 public:
  struct Terms {
    /// Takes an act that nobody else can notice at once, before all others.
    bool reduces = true;
    bool honours_sleep = false;
    bool source_keeps_account = false;  ///< see Point::contents
  };

  using StateId = std::uint32_t;
  using Place = std::uint32_t;  ///< of a process in the tree of forks, as an index
  using LineId = std::uint32_t;

  struct Edge {
    Place who;
    StateId to;
    std::vector<LineId> lines;  ///< printed on the way
    std::vector<Place> born;    ///< forked on the way, in order of appearance
    int choices = 1;            ///< of a schedule: one, and one more for a wait given up
  };
  /// How a run ends in a state.
  struct End {
    std::string ending;  ///< as in record::Outcome
    std::string reason;  ///< of the first run that came there
    std::vector<LineId> lines;
  };
  struct State {
    std::vector<Edge> edges;
    std::optional<End> end;
  };

  explicit StateGraph(Terms terms) : terms_(terms), run_(terms.honours_sleep, terms.source_keeps_account) {}

  std::optional<std::size_t> choose(const Point& point) override;
  void stuck(const Point& point) override;

  void begin(const record::Run& run) override;
  void event(const record::Event& event) override { run_.event(event); }
  void end(const record::End& end) override;

  /// The run has ended. True: there is more to try.
  bool advance();

  /// Whether the last run was left because all that could come was known.
  bool was_cut() const { return is_cut_; }
  /// Whether the last run did something else than before at a state that was known.
  bool went_astray() const { return is_astray_; }

  /// All acts of all states have been tried, nothing spoke against what a state is, and no
  /// process looked at others other than by its acts.
  bool is_complete() const;
  /// Why it is not: each a clause.
  std::vector<std::string> reasons() const;

  /// Whether nothing spoke against what a state is: then what is known is so, if not all.
  bool is_trusted() const { return complaints_.empty() && !has_looked_; }
  /// Whether something can still be tried in that state, or no run that came there went on.
  bool is_open(StateId state) const;
  /// Whether that process has tried to act in that state, and had to wait.
  bool must_wait_in(StateId state, Place who) const;
  /// Whether only one act was tried in that state, since nobody can notice when it is done.
  bool is_reduced(StateId state) const { return seen_[state].is_reduced; }

  const Terms& terms() const { return terms_; }
  const std::vector<State>& states() const { return states_; }
  std::size_t edges() const { return edges_; }
  std::size_t line_count() const { return lines_.size(); }
  bool honours_sleep() const { return terms_.honours_sleep; }
  const record::Outcome::Line& line(LineId id) const { return *lines_[id]; }
  /// All runs begin in state 0, with these lines printed; the first process is the first place.
  const std::vector<LineId>& beginning() const { return beginning_; }
  static constexpr Place kFirst = 0;

  /// The program is run once more, along this way, if it can: `ways` are processes that act,
  /// one after another, from the first state on.
  void follow(std::vector<Place> way);

 private:
  /// What was seen of a state besides its acts.
  struct Seen {
    Digest offer;
    std::vector<Place> open;       // have not been tried
    std::vector<Place> waits;      // have been tried, and must wait
    std::vector<Place> held_back;  // need not be tried, since the one that is open is unnoticed
    bool is_reduced = false;
    bool is_closed = false;  // nothing is open here, nor in any state after it
    int failures = 0;        // runs that should have come here and did not
  };

  StateId intern(const Digest& digest);
  Place intern_place(const std::string& place);
  Place place_of(const Role& role) { return intern_place(run_.place_of(role.number)); }
  std::vector<LineId> new_lines();

  void arrive(const Point& point);
  void settle(const Point& point);
  void must_wait(Place who);
  void add_edge(StateId to, const Point* point);
  void check_offer(const Point& point);
  void look_around(const Point& point);
  void reduce(const Point& point);
  bool is_unnoticed(const Role& role) const;
  bool was_noticed(const Point* point) const;
  std::optional<std::size_t> pick(const Point& point);
  std::optional<std::size_t> planned(const Point& point);
  std::optional<std::size_t> take(const Point& point, std::size_t index);
  std::optional<std::vector<Place>> way_to_open(StateId from);
  void complain(const std::string& what);

  const Role* role_at(const Point& point, Place place);

  Terms terms_;
  RunState run_;

  std::vector<State> states_;
  std::vector<Seen> seen_;
  std::unordered_map<Digest, StateId> ids_;
  std::unordered_map<std::string, Place> places_;
  std::vector<std::string> place_names_;
  std::map<record::Outcome::Line, LineId> line_ids_;
  std::vector<const record::Outcome::Line*> lines_;
  std::vector<LineId> beginning_;
  std::size_t edges_ = 0;
  bool has_looked_ = false;  // a process has, at a moment that no choice led to
  std::map<std::string, std::uint64_t> complaints_;
  std::vector<std::uint32_t> met_in_;  // the last search that has met a state
  std::uint32_t searches_ = 0;

  // The current run.
  struct Choice {
    Place who;
    Role role;         // as it stood then
    std::size_t acts;  // that it had done
    std::size_t noticeable;
    int met;
    int choices = 1;
    bool is_planned = false;
  };
  std::optional<StateId> current_;
  std::optional<Choice> choice_;
  std::size_t lines_seen_ = 0;
  std::deque<Place> way_;
  bool follows_ = false;  // a way that was asked for
  bool is_over_ = false;  // nobody can act any more
  bool is_cut_ = false;
  bool is_astray_ = false;
  std::optional<StateId> aim_;  // where the way leads to something open
};

}  // namespace choice
