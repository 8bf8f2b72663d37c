#include "core/stage/turns.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <utility>

namespace stage {

Turns::Turns(const RunOptions& options, SharedSlots& slots, ProcessTable& processes,
             Audience& audience)
    : options_(options),
      slots_(slots),
      processes_(processes),
      audience_(audience),
      scheduler_(options.scheduler ? *options.scheduler : first_in_time_),
      began_(os::now()),
      asks_(options.asks) {
  slots_.set_clock(began_);
}

std::optional<Turns::Dead> Turns::next() {
  if (offered_) {
    if (gives_up_) return standstill();
    const bool time_is_up = options_.pace && os::now() >= *deadline();
    if (time_is_up) give(*offered_, offered_->proposed);
    return std::nullopt;
  }
  Point point = processes_.point(slots_.clock(), options_.honours_sleep);
  point.elapsed = point.clock - began_;
  point.made = made_.size();
  is_stuck_ = !anyone_may_act(point);
  if (is_stuck_) {
    scheduler_.stuck(point);
    if (!asks_) return standstill();
    // The reader may go back from here, and try another way.
    point.proposed = point.roles.size();
    offer(std::move(point));
    // The answer may have been there already; nothing else would come now.
    return gives_up_ ? std::optional(standstill()) : std::nullopt;
  }
  const bool is_given = point.made < options_.schedule.size();
  try {
    const auto choice = is_given ? choice_of(options_.schedule, point) : scheduler_.choose(point);
    if (!choice) return Dead{"interrupted", "the scheduler has seen enough"};
    point.proposed = *choice;
  } catch (const Misfit& misfit) {
    return Dead{"failed", misfit.what(), true};
  }
  const bool asks = options_.pace || (asks_ && !is_given);
  asks ? offer(std::move(point)) : give(point, point.proposed);
  return std::nullopt;
}

Turns::Dead Turns::standstill() const {
  return {"deadlock", "nobody can go on: " + processes_.who_waits()};
}

void Turns::offer(Point point) {
  offered_ = std::move(point);
  offered_at_ = os::now();
  if (options_.pace) return;
  audience_.offer(*offered_);
  read_answers();  // which may have decided beforehand
}

bool Turns::read_answers() {
  if (audience_.input() < 0) return false;
  while (const auto answer = audience_.answer()) {
    switch (answer->what) {
      case Answer::What::quit:
        return quits_ = true;
      case Answer::What::back:
        return goes_back_ = true;
      case Answer::What::run_on:
        asks_ = false;
        take(offered_ ? offered_->proposed : 0);
        break;
      case Answer::What::act:
        take(answer->who);
        break;
    }
  }
  return false;
}

/// As the audience wants it, at the point that was offered.
void Turns::take(std::size_t who) {
  if (!offered_) return;
  gives_up_ = !anyone_may_act(*offered_);
  if (who < offered_->roles.size()) give(*offered_, who);
}

void Turns::give(const Point& point, std::size_t who) {
  const Role role = point.roles[who];
  if (!role.may_act) return;
  stop_asking();
  made_.add(role.number);
  // It sleeps until then, so it must be as late as that.
  if (role.until) slots_.set_clock(std::max(slots_.clock(), *role.until));
  const int slot = processes_.slot_of(role.pid);
  processes_.let_go(role.pid);
  slots_.give_turn(slot);
}

void Turns::stop_asking() {
  if (offered_) asked_ += os::now() - offered_at_;
  offered_.reset();
}

void Turns::withdraw() {
  if (!offered_) return;
  stop_asking();
  audience_.withdraw();
}

std::optional<Turns::Dead> Turns::check_end() const {
  if (made_.size() >= options_.schedule.size()) return std::nullopt;
  return Dead{"failed",
              fmt::format("the schedule does not fit: it has {} choices, and the demo "
                          "had ended after {}",
                          options_.schedule.size(), made_.size()),
              true};
}

std::optional<os::Stamp> Turns::deadline() const {
  if (!offered_ || !options_.pace) return std::nullopt;
  return offered_at_ + *options_.pace;
}

os::Stamp Turns::time_asked() const {
  return asked_ + (offered_ ? os::now() - offered_at_ : os::Stamp(0));
}

void Turns::forget_time(os::Stamp spent) {
  asked_ += spent;
  if (offered_) offered_at_ += spent;
}

}  // namespace stage
