#pragma once

#include <cstddef>
#include <optional>
#include <set>

#include "core/choice/scheduler.hpp"
#include "core/record/outcome.hpp"
#include "tests/support/pages/toy_stage.hpp"

namespace support {

/// Acts as a schedule says, and then in the order of time.
class AsScheduled : public choice::Scheduler {
 public:
  explicit AsScheduled(choice::Schedule schedule) : schedule_(std::move(schedule)) {}
  std::optional<std::size_t> choose(const choice::Point& point) override;

 private:
  choice::Schedule schedule_;
  std::size_t made_ = 0;
};

/// What comes out of a program in every order of its acts, each of which is tried: slow, and
/// too simple to be wrong. Empty: there are more orders than that.
std::optional<std::set<record::Outcome>> every_order(const ToyProgram& program,
                                                     std::size_t most_orders);

}  // namespace support
