#include "core/view/crowd.hpp"

#include <algorithm>

namespace view {

void Crowd::begin(const trace::Run&) {
  reader_ = StepReader(true);
  most_.push_back(0);
}

void Crowd::event(const trace::Event& event) {
  // Who has ended and not been reaped is among them: it still has its column.
  const std::size_t gone = reader_.read(event).gone.size();
  most_.back() = std::max(most_.back(), reader_.open_lifelines() + gone);
}

std::size_t most_at_once(const std::vector<trace::Event>& events) {
  Crowd crowd;
  crowd.begin({});
  for (const auto& event : events) crowd.event(event);
  return crowd.most().front();
}

}  // namespace view
