#include "core/view/model/crowd.hpp"

#include <algorithm>

#include "core/view/model/step_reader.hpp"

namespace view {

std::size_t most_at_once(const std::vector<record::Event>& events) {
  StepReader reader(true);
  std::size_t most = 0;
  for (const auto& event : events) {
    // A process that is gone after the event still has its column there.
    const std::size_t gone = reader.read(event).gone.size();
    most = std::max(most, reader.open_lifelines() + gone);
  }
  return most;
}

}  // namespace view
