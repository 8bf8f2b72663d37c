#include "core/choice/turns.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <utility>

namespace choice {
namespace {

Turns::Dead standstill(const Point& point) {
  return {"deadlock", point.waits.reason(kEnglishWaits, point.waits.mention(true), true)};
}

}  // namespace

Turns::Turns(const RunOptions& options, Source& source, Audience& audience)
    : options_(options),
      given_(options.schedule.size()),
      source_(source),
      audience_(audience),
      scheduler_(options.scheduler ? *options.scheduler : first_in_time_),
      asks_(options.asks) {}

std::optional<Turns::Dead> Turns::next() {
  if (offered_) {
    if (gives_up_) return standstill(*offered_);
    const bool time_is_up = options_.pace && os::now() >= *deadline();
    if (time_is_up) give(*offered_, offered_->proposed);
    return std::nullopt;
  }
  Point point = source_.point();
  if (!began_) began_ = point.clock;
  point.elapsed = point.clock - *began_;
  point.made = made_.size();
  point.steps = steps_;
  if (!anyone_may_act(point)) return at_standstill(std::move(point));
  is_stuck_ = false;
  bool is_given = false;
  try {
    auto choice = given_choice(point);
    if (!choice && asks_ && !audience_.proposes_after(point.made)) {
      choice = unasked(point);
      if (choice) unasked_.push_back(point.roles[*choice].number);
    }
    is_given = choice.has_value();
    if (!is_given) choice = scheduler_.choose(point);
    if (!choice) return Dead{"interrupted", "the scheduler has seen enough"};
    point.proposed = *choice;
  } catch (const Misfit& misfit) {
    return Dead{"failed", misfit.what(), true};
  }
  const bool asks = options_.pace || (asks_ && !is_given);
  asks ? offer(std::move(point)) : give(point, point.proposed);
  return std::nullopt;
}

/// What the schedule says; empty: it says nothing here.
std::optional<std::size_t> Turns::given_choice(const Point& point) {
  if (point.made >= given_) return std::nullopt;
  try {
    return choice_of(options_.schedule, point);
  } catch (const Misfit&) {
    if (!options_.keeps_what_fits) throw;
    given_ = point.made;
    return std::nullopt;
  }
}

/// Who acts without a question to the reader; empty: it has to be asked.
std::optional<std::size_t> Turns::unasked(const Point& point) {
  const auto found = std::find_if(point.roles.begin(), point.roles.end(), [](const Role& role) {
    return role.may_act && role.goes_unasked;
  });
  if (found == point.roles.end()) return std::nullopt;
  return static_cast<std::size_t>(found - point.roles.begin());
}

std::optional<Turns::Dead> Turns::at_standstill(Point point) {
  is_stuck_ = point.is_final;
  if (is_stuck_) scheduler_.stuck(point);
  if (!asks_) return is_stuck_ ? std::optional(standstill(point)) : std::nullopt;
  // The reader may go back from here, and choose differently.
  point.proposed = point.roles.size();
  offer(std::move(point));
  // The answer may already be there; nothing else would come now.
  return gives_up_ ? std::optional(standstill(*offered_)) : std::nullopt;
}

void Turns::offer(Point point) {
  offered_ = std::move(point);
  offered_->unasked = std::exchange(unasked_, {});
  offered_at_ = os::now();
  if (options_.pace) return;
  audience_.offer(*offered_);
  read_answers();  // the audience may have decided beforehand
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
        run_on();
        break;
      case Answer::What::act:
        take(answer->who);
        break;
    }
  }
  return false;
}

void Turns::run_on() {
  asks_ = false;
  is_free_ = source_.run_freely();
  is_free_ ? stop_asking() : take(offered_ ? offered_->proposed : 0);
}

/// The audience's choice at the offered point.
void Turns::take(std::size_t who) {
  if (!offered_) return;
  gives_up_ = !anyone_may_act(*offered_) && offered_->is_final;
  if (who < offered_->roles.size()) give(*offered_, who);
}

void Turns::give(const Point& point, std::size_t who) {
  const Role role = point.roles[who];
  if (!role.may_act) return;
  stop_asking();
  if (!role.goes_unasked) {
    before_last_ = made_.size();
    ++steps_;
  }
  made_.add(role.number);
  source_.act(role);
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
  if (is_free_ || options_.keeps_what_fits || made_.size() >= options_.schedule.size())
    return std::nullopt;
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

}  // namespace choice
