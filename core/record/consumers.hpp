#pragma once

#include "core/record/timeline.hpp"

namespace record {

/// Passes a run to two consumers, to the first one first. Whoever makes a run drives it.
class Both : public Consumer {
 public:
  /// Both must outlive it.
  Both(Consumer& first, Consumer& second) : first_(first), second_(second) {}

  void begin(const Run& run) override {
    first_.begin(run);
    second_.begin(run);
  }
  void event(const Event& event) override {
    first_.event(event);
    second_.event(event);
  }
  void end(const End& end) override {
    first_.end(end);
    second_.end(end);
  }

 private:
  Consumer& first_;
  Consumer& second_;
};

/// Takes a run, and keeps nothing of it: what the run comes to is learned otherwise. Whoever
/// makes such a run drives it.
class Nowhere : public Consumer {
 public:
  void begin(const Run&) override {}
  void event(const Event&) override {}
  void end(const End&) override {}
};

}  // namespace record
