#pragma once

#include <cstddef>
#include <vector>

#include "core/record/timeline.hpp"

namespace app {

/// All runs of a record, for going forward and back: a sequence of stops, one
/// for each event, and one for a run without events. A record reader fills it,
/// a replay session uses it.
class RecordedRuns : public record::Consumer {
 public:
  /// A position: an event of a run.
  struct Stop {
    const record::Timeline* timeline;
    const record::Event* event;  ///< nullptr: the run has none
    std::size_t run;             ///< from 0
    std::size_t first;           ///< stop of the same run
    std::size_t last;            ///< stop of the same run
    bool has_ended;              ///< nothing more can come in this run
  };

  void begin(const record::Run& run) override;
  void event(const record::Event& event) override;
  void end(const record::End& end) override;

  std::size_t runs() const { return runs_.size(); }
  /// How many stops there are.
  std::size_t size() const { return size_; }
  Stop stop(std::size_t index) const;

 private:
  std::vector<record::Timeline> runs_;
  std::vector<std::size_t> first_stops_;  // of each run
  bool is_open_ = false;                  // the last run has not ended
  std::size_t size_ = 0;
};

}  // namespace app
