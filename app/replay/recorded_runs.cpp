#include "app/replay/recorded_runs.hpp"

#include <algorithm>

namespace app {

void RecordedRuns::begin(const record::Run& run) {
  first_stops_.push_back(size_);
  runs_.emplace_back().run = run;
  is_open_ = true;
}

void RecordedRuns::event(const record::Event& event) {
  runs_.back().events.push_back(event);
  ++size_;
}

void RecordedRuns::end(const record::End& end) {
  runs_.back().end = end;
  is_open_ = false;
  if (runs_.back().events.empty()) ++size_;
}

RecordedRuns::Stop RecordedRuns::stop(std::size_t index) const {
  const auto after = std::upper_bound(first_stops_.begin(), first_stops_.end(), index);
  const auto run = static_cast<std::size_t>(after - first_stops_.begin()) - 1;
  const record::Timeline& timeline = runs_[run];
  const std::size_t first = first_stops_[run];
  const std::size_t last = (after == first_stops_.end() ? size_ : *after) - 1;
  return {&timeline, timeline.events.empty() ? nullptr : &timeline.events[index - first],
          run,       first,
          last,      run + 1 < runs_.size() || !is_open_};
}

}  // namespace app
