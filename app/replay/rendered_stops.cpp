#include "app/replay/rendered_stops.hpp"

#include <utility>

#include "app/language/wording.hpp"
#include "app/output/progress.hpp"
#include "app/output/run_writer.hpp"
#include "core/view/model/crowd.hpp"
#include "core/view/model/words.hpp"

namespace app {

RenderedStops::RenderedStops(const RecordedRuns& runs, const ViewOptions& options,
                             const view::Style& style, const lessons::Catalogue& catalogue)
    : runs_(runs),
      catalogue_(catalogue),
      language_(options.language),
      view_(options.format->make(style)) {}

const RenderedStops::Text& RenderedStops::at(std::size_t stop) {
  if (stops_.size() < stop) draw_until(stop);
  if (stops_.size() == stop) draw_next();
  return stops_[stop];
}

/// The reader may jump to the end, so this may take long.
void RenderedStops::draw_until(std::size_t stop) {
  const Wording& words = wording(language_);
  Progress progress{std::string(words.drawing)};
  while (stops_.size() < stop) {
    progress.show([&] { return view::filled(words.events_drawn, stops_.size(), stop); });
    draw_next();
  }
}

void RenderedStops::draw_next() {
  const std::size_t index = stops_.size();
  const RecordedRuns::Stop next = runs_.stop(index);
  const auto& [run, events, end] = *next.timeline;
  Text text;
  if (index == next.first) {
    view_->expect(view::most_at_once(events));
    text.heading = view_->begin(
        run, source_listing_of(find_demo(catalogue_, run.lesson, run.demo), language_));
  }
  if (next.event) text.event = view_->event(*next.event);
  if (index == next.last) text.foot = view_->end(end);
  stops_.push_back(std::move(text));
}

}  // namespace app
