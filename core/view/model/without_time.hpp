#pragma once

#include "core/record/timeline.hpp"

namespace view {

/// Passes on a run without any time in it (--time none). It is a consumer of
/// the run, and drives the next consumer.
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
