#pragma once

#include <string_view>

#include "app/output/diary.hpp"
#include "app/output/run_writer.hpp"
#include "core/stage/audience.hpp"

namespace app {

/// Watches a run without a say in the matter, and writes the diary. The
/// director drives it.
class Onlooker : public stage::Audience {
 public:
  void interrupted(int signal) override { hurry(signal); }
  void remark(std::string_view line) override { note(line); }
};

}  // namespace app
