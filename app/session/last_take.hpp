#pragma once

#include "core/record/timeline.hpp"

namespace app {

/// Keeps a run back until it is known to be the one that counts: a reader who
/// steps back makes the one before a draft. A session drives it.
class LastTake : public record::Consumer {
 public:
  explicit LastTake(record::Consumer& next) : next_(next) {}

  void begin(const record::Run& run) override { take_ = {run, {}, {}}; }
  void event(const record::Event& event) override { take_.events.push_back(event); }
  void end(const record::End& end) override { take_.end = end; }

  /// This one counts.
  void hand_on() {
    record::play(take_, next_);
    take_ = {};
  }

 private:
  record::Consumer& next_;
  record::Timeline take_;
};

}  // namespace app
