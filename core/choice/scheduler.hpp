#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <random>
#include <stdexcept>

#include "core/choice/point.hpp"
#include "core/choice/schedule.hpp"

namespace choice {

/// Proposes who acts next. Turns asks it at each scheduling point after the end
/// of the given schedule; a reader may choose otherwise.
class Scheduler {
 public:
  virtual ~Scheduler() = default;
  /// The index of a role that may act; there is at least one. Empty: end this
  /// run.
  virtual std::optional<std::size_t> choose(const Point& point) = 0;
  /// The run ends here, since no process may act.
  virtual void stuck(const Point&) {}
};

/// The default: the order of virtual time. Of the ready processes the first to
/// appear goes on; a sleeping one only if none is ready.
class FirstInTime : public Scheduler {
 public:
  std::optional<std::size_t> choose(const Point& point) override { return first_in_time(point); }
};

/// Any process that may act, all equally likely. The same seed gives the same
/// choices at the same points, on every machine.
class AnyOrder : public Scheduler {
 public:
  explicit AnyOrder(std::uint64_t seed) : random_(seed) {}
  std::optional<std::size_t> choose(const Point& point) override;

 private:
  std::mt19937_64 random_;
};

/// A schedule does not fit: the sentence says at which choice, and which
/// processes could be chosen there.
struct Misfit : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// The index of the role that `schedule` chooses at this point, which must not
/// be after its last choice. Throws Misfit.
std::size_t choice_of(const Schedule& schedule, const Point& point);

}  // namespace choice
