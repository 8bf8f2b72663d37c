#include "app/run_writer.hpp"

namespace app {

const lessons::Demo* find_demo(const lessons::Catalogue& catalogue, std::string_view lesson,
                               std::string_view demo) {
  for (const auto& known : catalogue) {
    if (known.name != lesson) continue;
    for (const auto& candidate : known.demos) {
      if (candidate.name == demo) return &candidate;
    }
  }
  return nullptr;
}

RunWriter::RunWriter(const ViewOptions& options, const lessons::Catalogue& catalogue)
    : options_(options), catalogue_(catalogue), destination_(options) {}

RunWriter::~RunWriter() = default;

void RunWriter::begin(const trace::Run& run) {
  const lessons::Demo* demo = find_demo(catalogue_, run.lesson, run.demo);
  view_ = options_.format->make(demo ? demo->title() : "", destination_.style());
  write(view_->begin(run));
}

void RunWriter::event(const trace::Event& event) {
  write(view_->event(event));
}

void RunWriter::end(const trace::End& end) {
  write(view_->end(end));
}

void RunWriter::write(std::string_view bytes) {
  if (!muted_) destination_.write(bytes);
}

}  // namespace app
