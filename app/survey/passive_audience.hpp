#pragma once

#include <string_view>

#include "app/output/log.hpp"
#include "app/output/run_writer.hpp"
#include "core/choice/audience.hpp"

namespace app {

/// Watches a run without directing it, and writes the log. The director drives
/// it.
class PassiveAudience : public choice::Audience {
 public:
  void interrupted(int signal) override { hurry(signal); }
  void remark(std::string_view line) override { note(line); }
};

}  // namespace app
