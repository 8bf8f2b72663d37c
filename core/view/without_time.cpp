#include "core/view/without_time.hpp"

namespace view {

void WithoutTime::begin(const trace::Run& run) {
  trace::Run timeless = run;
  timeless.started.reset();
  next_.begin(timeless);
}

void WithoutTime::event(const trace::Event& event) {
  trace::Event timeless = event;
  timeless.t.reset();
  next_.event(timeless);
}

void WithoutTime::end(const trace::End& end) {
  next_.end(end);
}

}  // namespace view
