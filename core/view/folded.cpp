#include "core/view/folded.hpp"

#include <utility>

namespace view {
namespace {

/// A view of what a Folding makes of the run.
class Folded : public View {
 public:
  Folded(const Style& style, std::unique_ptr<View> view)
      : folding_({style.telling, style.language, style.ascii}), view_(std::move(view)) {}

  void expect(std::size_t processes) override { view_->expect(processes); }

  std::string begin(const record::Run& run, const SourceListing& listing) override {
    folding_.begin(run);
    return view_->begin(run, listing);
  }

  std::string event(const record::Event& event) override {
    return folding_.changes() ? told(folding_.event(event)) : view_->event(event);
  }

  std::string pass(const record::Event& event) override { return view_->pass(event); }

  std::string end(const record::End& end) override {
    if (!folding_.changes()) return view_->end(end);
    const std::string last = told(folding_.rest());
    return last + view_->end(folding_.end(end));
  }

  std::string finish() override { return view_->finish(); }
  bool is_too_large() const override { return view_->is_too_large(); }

 private:
  std::string told(const std::vector<Folding::Told>& events) {
    std::string text;
    for (const Folding::Told& one : events)
      text += one.is_silent ? view_->pass(one.event) : view_->event(one.event);
    return text;
  }

  Folding folding_;
  std::unique_ptr<View> view_;
};

}  // namespace

std::unique_ptr<View> folded(const Style& style, std::unique_ptr<View> view) {
  return std::make_unique<Folded>(style, std::move(view));
}

void FoldedRun::begin(const record::Run& run) {
  folding_.begin(run);
  next_.begin(run);
}

void FoldedRun::event(const record::Event& event) {
  folding_.changes() ? take(folding_.event(event)) : next_.event(event);
}

void FoldedRun::end(const record::End& end) {
  take(folding_.rest());
  next_.end(folding_.end(end));
}

void FoldedRun::take(const std::vector<Folding::Told>& events) {
  for (const Folding::Told& one : events)
    if (!one.is_silent) next_.event(one.event);
}

}  // namespace view
