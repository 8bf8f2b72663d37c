#include "core/view/selection.hpp"

#include <algorithm>
#include <utility>

namespace view {
namespace {

bool is_before(const record::Event& event, const Selection::Bound& bound) {
  if (bound.event) return event.seq < *bound.event;
  return event.t && *event.t < *bound.time;
}

bool is_after(const record::Event& event, const Selection::Bound& bound) {
  if (bound.event) return event.seq > *bound.event;
  return event.t && *event.t > *bound.time;
}

/// A view of a part of the run.
class Selected : public View {
 public:
  Selected(const Selection& selection, std::unique_ptr<View> view, bool as_record)
      : selection_(selection), view_(std::move(view)), is_record_(as_record) {}

  void expect(std::size_t processes) override { view_->expect(processes); }

  std::string begin(const record::Run& run, const SourceListing& listing) override {
    shown_ = 0;
    return view_->begin(run, listing);
  }

  std::string event(const record::Event& event) override {
    note(event);
    if (!selection_.shows(event)) return view_->pass(event);
    ++selection_.found.shown;
    ++shown_;
    if (!is_record_) return view_->event(event);
    record::Event numbered = event;
    numbered.seq = shown_;
    return view_->event(numbered);
  }

  std::string pass(const record::Event& event) override { return view_->pass(event); }

  std::string end(const record::End& end) override {
    record::End counted = end;
    counted.events = shown_;
    return view_->end(counted);
  }

  std::string finish() override { return view_->finish(); }
  bool is_too_large() const override { return view_->is_too_large(); }

 private:
  void note(const record::Event& event) {
    constexpr std::size_t kMostNames = 8;
    Selection::Found& found = selection_.found;
    ++found.events;
    if (found.names.size() < kMostNames) found.names.insert(event.name);
  }

  const Selection& selection_;
  std::unique_ptr<View> view_;
  bool is_record_;
  std::uint64_t shown_ = 0;  // in this run
};

}  // namespace

bool Selection::shows(const record::Event& event) const {
  if (from && is_before(event, *from)) return false;
  if (to && is_after(event, *to)) return false;
  return only.empty() || std::find(only.begin(), only.end(), event.name) != only.end();
}

std::unique_ptr<View> selected(const Style& style, std::unique_ptr<View> view, bool as_record) {
  if (!style.selection || style.selection->is_whole()) return view;
  return std::make_unique<Selected>(*style.selection, std::move(view), as_record);
}

}  // namespace view
