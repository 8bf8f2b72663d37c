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

/// Where the arrows of a run begin: remembered from the event in which one
/// leaves until it arrives, or nobody is left to whom it could go. A view drives
/// it, event by event.
class ChromeFlows {
 public:
  struct Origin {
    int process = 0;
    ChromeEvents::Moment moment;
    std::string_view name;  ///< a literal: "fork", "value", "reap", "terminate"
  };

  /// What leaves in that event, `seq`.
  void leave(const Step& step, std::uint64_t seq, ChromeEvents::Moment now);
  /// The process has ended: an arrow may go to who reaps it.
  void leave_by_end(int process, ChromeEvents::Moment now);

  /// Whence comes what arrives in that event: a value, or a process that is
  /// reaped. Empty: nobody knows, or it never left its process.
  std::optional<Origin> arriving(const Step& step);
  /// Whence the process comes, and who has sent it the signal that ended it.
  std::optional<Origin> fork_of(int process) { return take(Step::Message::Kind::fork, process); }
  std::optional<Origin> signal_to(int process) {
    return take(Step::Message::Kind::signal, process);
  }

  void forget(int process);

 private:
  using Kind = Step::Message::Kind;

  std::optional<Origin> take(Kind kind, int process);

  std::unordered_map<std::uint64_t, Origin> on_their_way_;  // values, by the event they left in
  std::map<std::pair<int, Kind>, Origin> about_;            // all else, by whom it is about
};

}  // namespace view
