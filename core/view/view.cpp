#include "core/view/view.hpp"

namespace view {

std::string render(View& view, const record::Timeline& timeline, const SourceListing& listing) {
  std::string picture = view.begin(timeline.run, listing);
  for (const auto& event : timeline.events) picture += view.event(event);
  picture += view.end(timeline.end);
  return picture + view.finish();
}

}  // namespace view
