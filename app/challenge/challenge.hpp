#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/challenge/target.hpp"
#include "app/cli/options.hpp"
#include "app/language/wording.hpp"
#include "app/programs/named_ending.hpp"
#include "core/choice/point.hpp"
#include "core/choice/prospects.hpp"
#include "core/choice/run.hpp"
#include "core/record/outcome.hpp"
#include "core/view/model/stable_ids.hpp"

namespace app {

/// The game "reach it": an outcome is given, the reader leads the run to it, and each choice
/// counts, and each step back. The command opens it, subject by subject; a session reports what
/// its reader does and shows the texts, and it is a consumer of the runs.
class Challenge : public record::Consumer {
 public:
  Challenge(std::uint64_t seed, const ViewOptions& view);

  /// Draws what is to be reached in the runs to come; what would give the way away, or another
  /// program, is taken out of the subject. "", or why there is nothing to reach: a sentence.
  std::string open(Subject& subject);
  /// A signal that told us to end meanwhile; 0: none.
  int signal() const { return signal_; }

  /// The run has come to a point; the reader has chosen; the next run is a step back.
  void come_to(const choice::Point& point);
  void act(const choice::Point& point, std::size_t who);
  void go_back();
  /// A run has ended by itself.
  void conclude(const choice::Result& result);

  void begin(const record::Run& run) override;
  void event(const record::Event& event) override;
  void end(const record::End& end) override;

  /// What is to be reached and how, what of it is there, and whether it can still be: for so
  /// many columns.
  std::string text(const choice::Schedule& made, std::size_t width);
  /// "5 choices and 1 step back so far; the fewest: 12"
  std::string score() const;
  /// How the last run has ended for the reader, in sentences.
  std::string verdict() const;
  /// Whether that run has come to the outcome.
  bool has_reached() const { return has_reached_; }
  /// Whether it has in each subject so far.
  bool has_reached_all() const { return open_ == 0; }

 private:
  /// A choice of the current run.
  struct Made {
    std::size_t made;   // choices before it
    std::size_t steps;  // of these, those that a reader is asked about
    std::string who;
  };

  std::string choices() const;
  std::string backs() const;
  std::string fewest() const;
  /// "choice 5 (ben)"
  std::string named_choice(std::size_t number) const;
  std::string outlook(const choice::Schedule& made);

  const std::uint64_t seed_;
  const Wording& words_;
  Language language_;
  bool is_ascii_;
  int signal_ = 0;
  std::size_t open_ = 0;  // subjects whose outcome has not been reached

  std::string id_;
  Target target_;
  std::optional<choice::Prospects> prospects_;
  std::shared_ptr<choice::Explorer> explorer_;  // whose graph they look at

  std::size_t choices_ = 0;
  std::size_t backs_ = 0;
  std::size_t steps_ = 0;  // of the current run
  bool is_on_the_way_back_ = false;
  std::vector<Made> made_;
  bool has_reached_ = false;
  std::size_t lost_after_ = 0;

  record::OutcomeCollector collector_;
  view::StableIds stable_{collector_};
  NamedEnding named_{stable_};
  bool is_traced_ = false;
};

}  // namespace app
