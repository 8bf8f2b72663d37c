#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/language/wording.hpp"
#include "app/session/subject.hpp"
#include "core/choice/point.hpp"
#include "core/choice/prospects.hpp"
#include "core/record/outcome_report.hpp"
#include "core/view/outcomes/map_picture.hpp"

namespace app {

/// What the reader of a session is told of what can still come, once the outcomes of the demo
/// were asked for. A session reports each choice to it, and asks at each point.
class Outlook {
 public:
  explicit Outlook(Language language) : words_(wording(language)), language_(language) {}

  /// Nothing is known of the next demo.
  void forget();
  /// The outcomes of the demo have been found out, as far as the report says; `subject` stays
  /// until they are forgotten.
  void learn(const Subject& subject, const record::OutcomeReport& report);

  /// The next run begins with these choices.
  void begin_with(const choice::Schedule& made) { made_ = made; }
  void come_to(const choice::Point& point);
  void act(const choice::Point& point, std::size_t who);
  /// The choices of the current run so far.
  const choice::Schedule& made() const { return made_; }

  /// Nothing is left to find out.
  bool is_complete() const { return prospects_ && prospects_->is_complete(); }
  /// The map of all outcomes, once they are known.
  view::MappedOutcomes map() const;

  /// For each role of the point what its choice leaves; "": nothing to tell. Empty as long as
  /// nothing is known.
  std::vector<std::string> leaves(const choice::Point& point);
  /// "From here on every run deadlocks."; "": that is not so, or not known.
  std::string warning();

  /// How many of the listed outcomes a digit can play.
  int playable() const { return static_cast<int>(schedules_.size()); }
  /// The schedule of the outcome with that number in the list; empty: there is none.
  std::optional<choice::Schedule> schedule_of(int number) const;

 private:
  std::string told(const choice::OutcomeMap::Left& left) const;

  const Wording& words_;
  Language language_;
  std::optional<choice::Prospects> prospects_;
  record::OutcomeReport report_;
  std::vector<std::string> schedules_;
  choice::Schedule made_;
};

}  // namespace app
