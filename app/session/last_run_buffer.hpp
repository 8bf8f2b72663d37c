#pragma once

#include "core/record/timeline.hpp"

namespace app {

/// Keeps a run back until it is known to be the one that counts: a reader who
/// steps back makes the one before a draft. A session drives it.
class LastRunBuffer : public record::Consumer {
 public:
  explicit LastRunBuffer(record::Consumer& next) : next_(next) {}

  void begin(const record::Run& run) override { last_run_ = {run, {}, {}}; }
  void event(const record::Event& event) override { last_run_.events.push_back(event); }
  void end(const record::End& end) override { last_run_.end = end; }

  /// This one counts.
  void hand_on() {
    record::play(last_run_, next_);
    last_run_ = {};
  }

 private:
  record::Consumer& next_;
  record::Timeline last_run_;
};

}  // namespace app
