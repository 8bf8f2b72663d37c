#include "app/replay/frames.hpp"

#include <utility>

#include "app/language/wording.hpp"
#include "app/output/progress.hpp"
#include "app/output/run_writer.hpp"
#include "core/view/model/crowd.hpp"
#include "core/view/model/words.hpp"

namespace app {

Frames::Frames(const RecordedRuns& runs, const ViewOptions& options, const view::Style& style,
               const lessons::Catalogue& catalogue)
    : runs_(runs),
      catalogue_(catalogue),
      language_(options.language),
      view_(options.format->make(style)) {}

const Frames::Frame& Frames::at(std::size_t stop) {
  if (frames_.size() < stop) draw_until(stop);
  if (frames_.size() == stop) draw_next();
  return frames_[stop];
}

/// A reader may go to the end at once.
void Frames::draw_until(std::size_t stop) {
  const Wording& words = wording(language_);
  Progress progress{std::string(words.drawing)};
  while (frames_.size() < stop) {
    progress.show([&] { return view::filled(words.events_drawn, frames_.size(), stop); });
    draw_next();
  }
}

void Frames::draw_next() {
  const std::size_t index = frames_.size();
  const RecordedRuns::Stop next = runs_.stop(index);
  const auto& [run, events, end] = *next.timeline;
  Frame frame;
  if (index == next.first) {
    view_->expect(view::most_at_once(events));
    frame.heading =
        view_->begin(run, page_of(find_demo(catalogue_, run.lesson, run.demo), language_));
  }
  if (next.event) frame.event = view_->event(*next.event);
  if (index == next.last) frame.foot = view_->end(end);
  frames_.push_back(std::move(frame));
}

}  // namespace app
