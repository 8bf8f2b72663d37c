#pragma once

#include "core/record/timeline.hpp"

namespace app {

/// Keeps a run until it is known to be the last: if the reader steps back, it
/// is dropped. A session drives it.
class LastRunBuffer : public record::Consumer {
 public:
  explicit LastRunBuffer(record::Consumer& next) : next_(next) {}

  void begin(const record::Run& run) override { last_run_ = {run, {}, {}}; }
  void event(const record::Event& event) override { last_run_.events.push_back(event); }
  void end(const record::End& end) override { last_run_.end = end; }

  /// This run counts: passes it on.
  void hand_on() {
    record::play(last_run_, next_);
    last_run_ = {};
  }

 private:
  record::Consumer& next_;
  record::Timeline last_run_;
};

}  // namespace app
