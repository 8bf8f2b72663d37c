#pragma once

#include "core/trace/timeline.hpp"

namespace view {

/// Passes a run on without any time in it (--time none). It stands between
/// whoever drives the run and the consumer that it drives in turn.
class WithoutTime : public trace::Consumer {
 public:
  explicit WithoutTime(trace::Consumer& next) : next_(next) {}

  void begin(const trace::Run& run) override;
  void event(const trace::Event& event) override;
  void end(const trace::End& end) override;

 private:
  trace::Consumer& next_;
};

}  // namespace view
