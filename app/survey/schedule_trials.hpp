#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/choice/explorer.hpp"
#include "core/os/process/signals.hpp"

namespace app {

/// The limits of a survey and of each of its runs.
struct SurveyTerms {
  bool prunes = true;  ///< leaves out orders that cannot differ in outcome
  bool honours_sleep = false;
  bool tells_state = false;                                     ///< of a traced program
  std::chrono::nanoseconds timeout = std::chrono::seconds(10);  ///< of one run
  std::chrono::nanoseconds budget = std::chrono::seconds(5);    ///< of all runs together
  std::optional<int> jobs = {};  ///< how many processes explore; empty: one for each CPU
};

/// Makes what explores that program: several trials of it, one after the other, add to what
/// is known.
std::shared_ptr<choice::Explorer> explorer_of(choice::Runner run, const SurveyTerms& terms);

/// Tries schedule after schedule of a program until all of its states are known, the time
/// is up, or a signal comes. A survey drives it, and may stop it; no other run may be going
/// on meanwhile.
class ScheduleTrials {
 public:
  ScheduleTrials(std::shared_ptr<choice::Explorer> explorer, const SurveyTerms& terms);

  /// Calls `after_run` when a run has ended, which returns false to stop. `consumer` gets the
  /// first runs.
  using AfterRun = std::function<bool(const choice::Trial& trial)>;
  void explore(record::Consumer& consumer, choice::Audience& audience, const AfterRun& after_run);

  /// All states are known, and every repetition did the same.
  bool is_exhaustive() const { return is_exhaustive_; }
  /// Nothing known is left to try.
  bool has_tried_all() const { return !explorer_->has_more() && !is_time_up_; }
  /// Why it is not exhaustive, each a clause; empty: it is.
  std::vector<std::string> reasons() const;
  const choice::StateGraph& graph() const { return explorer_->graph(); }
  /// A run along that way, handed to `consumer`.
  choice::Result run_along(const std::vector<choice::StateGraph::Place>& way,
                           record::Consumer& consumer, choice::Audience& audience);
  std::uint64_t runs() const { return explorer_->runs(); }
  std::uint64_t cuts() const { return explorer_->cuts(); }
  std::uint64_t strays() const { return explorer_->strays(); }
  /// The signal that told mpdemo to end; empty: none.
  std::optional<int> signal() const { return signal_; }
  /// Notes the signal that ended a run, or came after it.
  void note_signals(const choice::Result& result);

 private:
  SurveyTerms terms_;
  os::SignalFd signals_;
  std::shared_ptr<choice::Explorer> explorer_;
  bool is_exhaustive_ = false;
  bool is_time_up_ = false;
  std::optional<int> signal_;
};

}  // namespace app
