#pragma once

#include "core/trace/timeline.hpp"

namespace app {

/// Keeps a run back until it is known to be the one that counts: a reader who
/// steps back makes the one before a draft. A session drives it.
class LastTake : public trace::Consumer {
 public:
  explicit LastTake(trace::Consumer& next) : next_(next) {}

  void begin(const trace::Run& run) override { take_ = {run, {}, {}}; }
  void event(const trace::Event& event) override { take_.events.push_back(event); }
  void end(const trace::End& end) override { take_.end = end; }

  /// This one counts.
  void hand_on() {
    trace::play(take_, next_);
    take_ = {};
  }

 private:
  trace::Consumer& next_;
  trace::Timeline take_;
};

}  // namespace app
