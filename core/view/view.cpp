#include "core/view/view.hpp"

namespace view {

std::string render(View& view, const trace::Timeline& timeline, const Page& page) {
  std::string picture = view.begin(timeline.run, page);
  for (const auto& event : timeline.events) picture += view.event(event);
  return picture + view.end(timeline.end) + view.finish();
}

}  // namespace view
