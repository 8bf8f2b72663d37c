#pragma once

#include <string>

#include "core/os/process/exit_status.hpp"
#include "core/record/timeline.hpp"
#include "core/view/formatting/signal_name.hpp"

namespace app {

/// How a program ended by itself, in words; "ok": it exited with 0.
inline std::string ending_of(os::ExitStatus status) {
  if (status.was_killed()) return "killed by " + view::signal_name(status.signal());
  return status.ok() ? "ok" : os::to_string(status);
}

/// Says how the program ended where a run has only come to its end. The observer drives
/// it, in front of what the run is for.
class NamedEnding : public record::Consumer {
 public:
  explicit NamedEnding(record::Consumer& next) : next_(next) {}

  void begin(const record::Run& run) override {
    ending_ = "ok";
    next_.begin(run);
  }
  void event(const record::Event& event) override {
    const bool is_end =
        event.act.kind == probe::Kind::exit || event.act.kind == probe::Kind::signal;
    const auto how = event.process == 1 && is_end ? probe::described_end(event.act) : std::nullopt;
    if (how) ending_ = ending_of(*how);
    next_.event(event);
  }
  void end(const record::End& end) override {
    record::End named = end;
    if (named.status == "ok") named.status = ending_;
    next_.end(named);
  }

 private:
  record::Consumer& next_;
  std::string ending_;
};

}  // namespace app
