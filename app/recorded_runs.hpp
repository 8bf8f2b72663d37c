#pragma once

#include <cstddef>
#include <vector>

#include "core/trace/timeline.hpp"

namespace app {

/// All runs of a record, for a reader who goes forward and back in them: a row
/// of stops, one for each event, and one for a run without any. A record reader
/// fills it, a replay session asks it.
class RecordedRuns : public trace::Consumer {
 public:
  /// Where one can be: at an event of a run.
  struct Stop {
    const trace::Timeline* timeline;
    const trace::Event* event;  ///< nullptr: the run has none
    std::size_t run;            ///< from 0
    std::size_t first;          ///< stop of the same run
    std::size_t last;           ///< stop of the same run
  };

  void begin(const trace::Run& run) override;
  void event(const trace::Event& event) override;
  void end(const trace::End& end) override;

  std::size_t runs() const { return runs_.size(); }
  /// How many stops there are.
  std::size_t size() const { return size_; }
  Stop stop(std::size_t index) const;

 private:
  std::vector<trace::Timeline> runs_;
  std::vector<std::size_t> first_stops_;  // of each run
  std::size_t size_ = 0;
};

}  // namespace app
