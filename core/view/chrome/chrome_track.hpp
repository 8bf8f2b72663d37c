#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/view/chrome/chrome_events.hpp"

namespace view {

/// The slices of one process: its life and, nested in it, one act after the
/// other. A view drives it, event by event, and hands on what each call gives.
class ChromeTrack {
 public:
  /// Where an arrow comes in.
  struct Arrival {
    std::uint64_t flow = 0;  ///< 0: none
    std::string_view name;   ///< a literal
  };

  /// `life`: what its longest slice is called.
  ChromeTrack(ChromeEvents& events, ChromeEvents::Moment born, std::string life)
      : events_(events), born_(born), life_(std::move(life)) {}

  /// Names it for the reader, unless that is how it is named already.
  std::string call(const std::string& name);

  /// The arrow that leads to its life.
  void born_of(Arrival fork) { fork_ = fork; }

  /// Its next act; the one before is over. One that lasts is a slice until then.
  std::string act(std::int64_t at, std::string name, std::string args, bool lasts);

  /// An arrow that leads to the act that was begun last.
  void arrive(Arrival arrival) { act_.arrivals.push_back(arrival); }

  /// What it began at that time has been written by now or is written here, so
  /// that an arrow can leave it.
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
