#pragma once

#include <vector>

#include "app/survey/passive_audience.hpp"
#include "core/choice/schedule.hpp"
#include "core/os/descriptors/timer.hpp"

namespace app {

/// A reader who knows a schedule and chooses as it says, as far as a session asks; after it,
/// as is proposed. What draws a challenge runs a program under it: what it comes to, a reader
/// can come to.
class Rehearsal : public PassiveAudience {
 public:
  explicit Rehearsal(const choice::Schedule& schedule);

  int input() const override { return never_.get(); }
  void offer(const choice::Point& point) override;
  std::optional<choice::Answer> answer() override;
  void withdraw() override { answer_.reset(); }

 private:
  os::Timer never_;         // whoever is asked needs a descriptor, but answers at once
  std::vector<int> still_;  // to be chosen, in order
  std::optional<choice::Answer> answer_;
};

}  // namespace app
