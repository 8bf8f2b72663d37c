#pragma once

#include <string>

#include "core/os/process/exit_status.hpp"
#include "core/record/timeline.hpp"
#include "core/view/formatting/signal_name.hpp"

namespace app {

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
    if (event.process == 1) note(event.act);
    next_.event(event);
  }
  void end(const record::End& end) override {
    record::End named = end;
    if (named.status == "ok") named.status = ending_;
    next_.end(named);
  }

 private:
  void note(const probe::Act& act) {
    const bool is_exit = act.kind == probe::Kind::exit && act.status.value_or(0) != 0;
    if (is_exit) ending_ = os::to_string(os::ExitStatus::exited(*act.status));
    if (act.kind == probe::Kind::signal && act.signal)
      ending_ = "killed by " + view::signal_name(*act.signal);
  }

  record::Consumer& next_;
  std::string ending_;
};

}  // namespace app
