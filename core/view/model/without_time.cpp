#include "core/view/model/without_time.hpp"

namespace view {

void WithoutTime::begin(const record::Run& run) {
  record::Run timeless = run;
  timeless.started.reset();
  next_.begin(timeless);
}

void WithoutTime::event(const record::Event& event) {
  record::Event timeless = event;
  timeless.t.reset();
  next_.event(timeless);
}

void WithoutTime::end(const record::End& end) {
  next_.end(end);
}

}  // namespace view
