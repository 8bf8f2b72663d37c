#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <random>
#include <stdexcept>

#include "core/choice/point.hpp"
#include "core/choice/schedule.hpp"

namespace choice {

/// Says who acts next. The director asks it at each scheduling point where the
/// schedule that it was given has nothing to say; a reader may overrule it.
class Scheduler {
 public:
  virtual ~Scheduler() = default;
  /// The index of a role that may act; there is at least one. Empty: enough of
  /// this run.
  virtual std::optional<std::size_t> choose(const Point& point) = 0;
  /// The run ends here, since nobody may act.
  virtual void stuck(const Point&) {}
};

/// The default: the order in which the stage's clock has it. Of those who are
/// ready the first to appear goes on; who sleeps goes on when nobody is ready.
class FirstInTime : public Scheduler {
 public:
  std::optional<std::size_t> choose(const Point& point) override { return first_in_time(point); }
};

/// Any who may act, each as likely as the other. The same seed gives the same
/// choices at the same points, on every machine.
class AnyOrder : public Scheduler {
 public:
  explicit AnyOrder(std::uint64_t seed) : random_(seed) {}
  std::optional<std::size_t> choose(const Point& point) override;

 private:
  std::mt19937_64 random_;
};

/// A schedule asks for what cannot be: the sentence says at which choice, and
/// who could be chosen there.
struct Misfit : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// The index of the role that `schedule` chooses at this point, which must not
/// lie behind its last choice. Throws Misfit.
std::size_t choice_of(const Schedule& schedule, const Point& point);

}  // namespace choice
