#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "core/view/chrome/chrome_events.hpp"
#include "core/view/model/step.hpp"

namespace view {

/// The origins of a run's arrows: kept until the arrow arrives, or no process is
/// left where it could. A view drives it, event by event.
class ChromeFlows {
 public:
  struct Origin {
    int process = 0;
    ChromeEvents::Moment moment;
    std::string_view name;  ///< a literal: "fork", "value", "reap", "terminate"
  };

  /// Notes the arrow that starts in event `seq`.
  void leave(const Step& step, std::uint64_t seq, ChromeEvents::Moment now);
  /// The process has ended: an arrow may go to the process that reaps it.
  void leave_by_end(int process, ChromeEvents::Moment now);

  /// The origin of what arrives in that event: a value, or a reaped process.
  /// Empty: unknown, or it never left its process.
  std::optional<Origin> arriving(const Step& step);
  /// The fork of the process, and the origin of the signal that ended it.
  std::optional<Origin> fork_of(int process) { return take(Step::Message::Kind::fork, process); }
  std::optional<Origin> signal_to(int process) {
    return take(Step::Message::Kind::signal, process);
  }

  void forget(int process);

 private:
  using Kind = Step::Message::Kind;

  std::optional<Origin> take(Kind kind, int process);

  std::unordered_map<std::uint64_t, Origin> on_their_way_;  // values, by the event they left in
  std::map<std::pair<int, Kind>, Origin> about_;            // all else, by the process that it is
                                                            // about
};

}  // namespace view
