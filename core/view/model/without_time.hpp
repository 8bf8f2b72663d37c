#pragma once

#include "core/record/timeline.hpp"

namespace view {

/// Passes a run on without any time in it (--time none). It stands between
/// whoever drives the run and the consumer that it drives in turn.
class WithoutTime : public record::Consumer {
 public:
  explicit WithoutTime(record::Consumer& next) : next_(next) {}

  void begin(const record::Run& run) override;
  void event(const record::Event& event) override;
  void end(const record::End& end) override;

 private:
  record::Consumer& next_;
};

}  // namespace view
