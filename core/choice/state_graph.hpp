#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/choice/digest.hpp"
#include "core/choice/doubts.hpp"
#include "core/choice/finding.hpp"
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
///
/// Several processes may explore one program, each under a graph of its own. Each writes
/// down what it finds and adds what the others have found: in whatever order that is done,
/// the graphs become the same.
class StateGraph : public Scheduler, public record::Consumer {
 public:
  struct Terms {
    /// Takes an act that no other process can notice at once, before all others.
    bool reduces = true;
    bool honours_sleep = false;
    bool source_tells_state = false;  ///< see Point::contents
  };

  using StateId = std::uint32_t;
  using Place = std::uint32_t;  ///< of a process in the tree of forks, as an index
  using LineId = std::uint32_t;
  using FootprintId = std::uint32_t;

  struct Edge {
    Place who;
    StateId to;
    std::vector<LineId> lines;  ///< printed on the way
    std::vector<Place> born;    ///< forked on the way, in order of appearance
    int choices = 1;            ///< of a schedule: one, and one more for a wait given up
    FootprintId footprint = 0;
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

  explicit StateGraph(Terms terms)
      : terms_(terms), run_(terms.honours_sleep, terms.source_tells_state) {}

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
  /// Why it is not: each a clause; how often, and which acts differed the first time: "an act
  /// led to another state than before (2 times): after a came b, another time c".
  std::vector<std::string> reasons() const;

  /// Whether all is known but for that one doubt.
  bool is_complete_but_for(Doubt doubt) const;
  /// It was found to make no difference.
  void dismiss(Doubt doubt) { complaints_.erase(doubt); }

  /// The state of that digest; empty: it is not known.
  std::optional<StateId> find(const Digest& digest) const;
  /// Whether a state offers what such a point offers, of a run that has come to `run`.
  bool offers(StateId state, const Point& point, const RunState& run) const {
    return seen_[state].offer == offer_of(point, run);
  }

  /// Whether nothing spoke against what a state is: then what is known is so, if not all.
  bool is_trusted() const { return complaints_.empty(); }
  /// Whether something can still be tried in that state, or no run that came there went on.
  bool is_open(StateId state) const;
  /// Whether that process has tried to act in that state, and had to wait.
  bool must_wait_in(StateId state, Place who) const;
  /// Whether only one act was tried in that state, since it makes no difference whether it is
  /// done there or later.
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

  const Footprint& footprint(FootprintId id) const { return *footprints_[id]; }
  std::size_t footprint_count() const { return footprints_.size(); }
  std::size_t place_count() const { return place_names_.size(); }

  /// Where a process is in the tree of forks: the same in every run, and in every graph of
  /// the program.
  const std::string& name_of(Place place) const { return place_names_[place]; }
  /// An order of them that is the same in every graph of the program.
  bool comes_before(Place one, Place other) const;

  /// The program is run once more, along this way, if it can: `ways` are processes that act,
  /// one after another, from the first state on.
  void follow(std::vector<Place> way);

  /// An act that has not been tried, for another process to try.
  struct Errand {
    StateId state;
    Place who;
    std::vector<Place> way;  ///< from the first state to that one
  };
  /// One that no other worker is on. Empty: there is none, now.
  std::optional<Errand> hand_out();
  /// It was tried, or that has failed.
  void settle(const Errand& errand);
  /// Who was sent there is gone.
  void take_back(const Errand& errand);
  /// No worker is on an errand any more.
  void take_all_back();
  /// Whether a worker is on an errand.
  bool is_being_tried() const { return handed_out_ != 0; }
  void write(const Errand& errand, FindingWriter& to) const;
  /// In the other process: the next run goes that way, and on from there as if it were the
  /// first of its kind, the second and so on: those that know the same differ in that.
  void pursue(FindingReader& errand, std::size_t kind);

  /// From now on what is found is written down, for the graphs of other processes.
  void keep_findings() { keeps_findings_ = true; }
  std::string take_findings() { return findings_.take(); }
  /// What another one has found.
  void add_findings(std::string_view findings);

  /// What the last run has printed, and how it has ended.
  const record::OutcomeCollector& outcome() const { return run_.outcome(); }

 private:
  /// What was seen of a state besides its acts.
  struct Seen {
    Digest offer;
    std::vector<Place> open;        // have not been tried
    std::vector<Place> waits;       // have been tried, and must wait
    std::vector<Place> held_back;   // need not be tried, since the one that is open comes first
    std::vector<Place> candidates;  // of those, who might be tried alone instead
    std::vector<Place> handed_out;  // of those that are open: another process tries them
    std::string words;              // what it offers, see words_of()
    bool is_reduced = false;
    bool may_race = false;   // it is reduced to an act that others could notice, see Races
    bool is_closed = false;  // nothing is open here, nor in any state after it
    int failures = 0;        // runs that should have come here and did not
  };

  /// What was seen of one process at a point.
  struct Stance {
    Place who;
    bool may_act;
    bool in_time;       // it may act only because all others must wait
    bool is_unnoticed;  // no other process can notice its act
    bool may_be_first;  // none does, unless it uses the same memory
  };
  /// Whether what was seen is news, and whether it contradicts what was known.
  struct News {
    bool is_new = false;
    bool differs = false;
  };
  /// In the words of all processes.
  enum class Found : std::uint8_t { visit, wait, edge, end, complaint, detail };

  StateId intern(const Digest& digest);
  Place intern_place(const std::string& place);
  LineId intern_line(const record::Outcome::Line& line);
  FootprintId intern_footprint(const Footprint& footprint);
  Place place_of(const Role& role) { return intern_place(run_.place_of(role.number)); }
  std::vector<LineId> new_lines();

  void arrive(const Point& point);
  void settle(const Point& point);
  void look_around(const Point& point);
  static Digest offer_of(const Point& point, const RunState& run);
  void move_on(StateId to, const Point* point);
  bool is_unnoticed(const Role& role) const;
  bool may_be_first(const Role& role) const;
  bool was_noticed(const Point* point) const;

  // What is known grows by these, for the own runs and for findings.
  News visit(StateId at, const Digest& offer, const std::vector<Stance>& stances);
  void reduce(Seen& seen, const std::vector<Stance>& stances);
  bool open(StateId at, const std::vector<Stance>& stances);
  News must_wait(StateId at, Place who);
  News add_edge(StateId from, Edge edge, bool was_noticed, bool in_time);
  News add_end(StateId at, End end);
  void reduce_to_next(StateId at);
  void open_held_back(StateId at);
  bool open_races();
  std::optional<std::vector<Place>> next_way();
  bool has_acted(StateId at, Place who) const;

  // The same, written down.
  void found_visit(const Point& point);
  void found_wait(Place who);
  void found_edge(const Edge& edge, bool was_noticed, bool in_time);
  void found_end(StateId at, const End& end);
  void write(Found what, StateId at);
  void write(const std::vector<LineId>& lines);
  void add_finding(FindingReader& from);
  void write(const Footprint& footprint);
  std::vector<LineId> read_lines(FindingReader& from);
  FootprintId read_footprint(FindingReader& from);
  std::vector<Place> read_places(FindingReader& from);
  std::optional<std::size_t> pick(const Point& point);
  std::optional<std::size_t> planned(const Point& point);
  std::optional<std::size_t> take(const Point& point, std::size_t index);
  std::size_t preferred(const Point& point, const std::vector<std::size_t>& indexes);
  std::optional<std::vector<Place>> way_to_open(StateId from);
  static bool has_untried(const Seen& seen);
  void complain(Doubt doubt);
  void explain(Doubt doubt, const std::string& detail);
  std::string words_of(const Point& point) const;
  void explain_edge(const Edge& edge, const Point* point);
  void object(Doubt doubt);

  const Role* role_at(const Point& point, Place place);

  Terms terms_;
  RunState run_;

  std::vector<State> states_;
  std::vector<Seen> seen_;
  std::vector<Digest> digests_;
  std::unordered_map<Digest, StateId> ids_;
  std::unordered_map<std::string, Place> places_;
  std::vector<std::string> place_names_;
  std::map<record::Outcome::Line, LineId> line_ids_;
  std::vector<const record::Outcome::Line*> lines_;
  std::vector<LineId> beginning_;
  std::map<Footprint, FootprintId> footprint_ids_;
  std::vector<const Footprint*> footprints_;
  std::size_t edges_ = 0;
  bool is_free_of_races_ = false;  // where only one act was tried in a state; as far as is known
  std::map<Doubt, std::uint64_t> complaints_;
  std::map<Doubt, std::string> details_;  // of the first of them: what differed
  std::vector<std::uint32_t> met_in_;     // the last search that has met a state
  std::uint32_t searches_ = 0;
  std::size_t handed_out_ = 0;
  bool keeps_findings_ = false;
  FindingWriter findings_;

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
  bool is_over_ = false;  // no process can act any more
  bool is_cut_ = false;
  bool is_astray_ = false;
  std::vector<Stance> stances_;  // at the current point
  std::optional<StateId> aim_;   // where the way leads to something open
  std::optional<Place> to_try_;  // who acts where the way ends
  std::size_t kind_ = 0;         // which of the open acts comes first
};

}  // namespace choice
