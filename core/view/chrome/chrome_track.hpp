#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/view/chrome/chrome_events.hpp"

namespace view {

/// The slices of one process: its life and, nested in it, one act after the
/// other. A view drives it, event by event, and passes on what each call
/// returns.
class ChromeTrack {
 public:
  /// The end of an arrow.
  struct Arrival {
    std::uint64_t flow = 0;  ///< 0: none
    std::string_view name;   ///< a literal
  };

  /// `life`: the name of its longest slice.
  ChromeTrack(ChromeEvents& events, ChromeEvents::Moment born, std::string life)
      : events_(events), born_(born), life_(std::move(life)) {}

  /// Names it for the reader, unless it already has that name.
  std::string call(const std::string& name);

  /// The arrow that leads to its life.
  void born_of(Arrival fork) { fork_ = fork; }

  /// Its next act, which ends the one before. A lasting act is a slice until
  /// then.
  std::string act(std::int64_t at, std::string name, std::string args, bool lasts);

  /// An arrow that leads to its current act.
  void arrive(Arrival arrival) { act_.arrivals.push_back(arrival); }

  /// Writes the act that began at that time, unless it is already written, so
  /// that an arrow can start there.
  std::string written(std::int64_t begun_at, std::int64_t now);

  /// Nothing comes after this.
  std::string end(std::int64_t at);
  bool has_ended() const { return ended_; }

 private:
  struct Act {
    std::int64_t at = 0;
    std::string name;
    std::string args;
    bool lasts = false;
    std::vector<Arrival> arrivals;
  };

  std::string close_act(std::int64_t now);
  std::string flow_end(Arrival arrival, std::int64_t at);

  ChromeEvents& events_;
  ChromeEvents::Moment born_;
  std::string life_;
  std::string name_;
  Arrival fork_;
  Act act_;
  bool in_act_ = false;
  bool ended_ = false;
};

}  // namespace view
