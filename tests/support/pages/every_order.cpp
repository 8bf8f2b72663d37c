#include "tests/support/pages/every_order.hpp"

#include <vector>

namespace support {
namespace {

/// Makes the choices of one order, and knows how many there were at each.
class Odometer : public choice::Scheduler {
 public:
  std::optional<std::size_t> choose(const choice::Point& point) override {
    std::vector<std::size_t> open;
    for (std::size_t i = 0; i < point.roles.size(); ++i) {
      if (point.roles[i].may_act) open.push_back(i);
    }
    if (at_ == digits_.size()) digits_.push_back({0, open.size()});
    return open[digits_[at_++].now];
  }

  /// False: all orders have been tried.
  bool turn() {
    at_ = 0;
    while (!digits_.empty() && ++digits_.back().now == digits_.back().of) digits_.pop_back();
    return !digits_.empty();
  }

 private:
  struct Digit {
    std::size_t now, of;
  };
  std::vector<Digit> digits_;
  std::size_t at_ = 0;
};

}  // namespace

std::optional<std::size_t> AsScheduled::choose(const choice::Point& point) {
  if (made_ == schedule_.size()) return choice::first_in_time(point);
  for (std::size_t i = 0; i < point.roles.size(); ++i) {
    if (point.roles[i].number != schedule_[made_]) continue;
    ++made_;
    return i;
  }
  return std::nullopt;
}

std::optional<std::set<record::Outcome>> every_order(const ToyProgram& program,
                                                     std::size_t most_orders) {
  ToyStage stage(program);
  Odometer odometer;
  record::OutcomeCollector collector;
  std::set<record::Outcome> all;
  std::size_t orders = 0;
  do {
    if (++orders > most_orders) return std::nullopt;
    stage.run(odometer, collector);
    all.insert(collector.outcome());
  } while (odometer.turn());
  return all;
}

}  // namespace support
