#include "tests/soak/troupe.hpp"

#include <poll.h>
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <new>

#include "core/os/process/parentage.hpp"
#include "core/os/process/process.hpp"
#include "core/probe/process_body.hpp"

namespace soak {
namespace {

/// Long enough for a busy machine, short enough for an impatient reader.
constexpr std::chrono::seconds kStandstill{8}, kRoundLimit{40};
/// Rarely more steps than this between two deaths.
constexpr std::uint64_t kMostSteps = 400;

void nap() {
  ::poll(nullptr, 0, 1);
}

}  // namespace

Troupe::Troupe(Round& round)
    : round_(round),
      memory_(kMost * sizeof(Desk)),
      desks_(new (memory_.data()) Desk[kMost]{}),
      began_(os::now()),
      last_progress_at_(began_) {}

Troupe::~Troupe() {
  end_all();
}

std::size_t Troupe::start(const char* role, const Body& body) {
  const std::size_t number = members_.size();
  Actor actor{number, desks_[number], Random(round_.random())};
  const pid_t director = ::getpid();
  const pid_t pid = os::fork();
  if (pid == 0) {
    probe::run_and_exit(
        [&] {
          os::die_with(director);
          actor.desk.pid = ::getpid();
          body(actor);
          actor.begin("its end");
        },
        fmt::format("{} {}", role, number));
  }
  desks_[number].pid = pid;
  members_.push_back({role, body, pid});
  return number;
}

bool Troupe::play(std::string_view role, std::uint64_t kills) {
  const auto next_goal = [&] { return progress() + pick(round_.random, 1, kMostSteps); };
  std::uint64_t goal = next_goal();
  while (is_playing(role)) {
    if (!look()) return false;
    if (stopped_ && os::now() >= stopped_until_) let_go_on();
    if (kills > 0 && members_.size() < kMost && progress() >= goal) {
      if (!stopped_ && chance(round_.random, 1, 4)) stop_somebody();
      kill_somebody();
      --kills;
      goal = next_goal();
    } else {
      nap();
    }
  }
  let_go_on();
  return true;
}

bool Troupe::look() {
  for (std::size_t i = 0; i < members_.size(); ++i) {
    Member& member = members_[i];
    if (member.has_ended) continue;
    const auto how = os::try_reap(member.pid);
    if (!how) continue;
    member.has_ended = true;
    if (member.was_killed && !how->was_killed()) {
      // It ended first: the kill had no effect.
      member.was_killed = false;
      --round_.kills;
    }
    if (!how->ok() && !member.was_killed)
      round_.problem("{} {} while it was in {}", name_of(i), to_string(*how),
                     desks_[i].doing.load() ? desks_[i].doing.load() : "its first step");
  }
  const os::Stamp now = os::now();
  if (const std::uint64_t all = progress(); all != last_progress_) {
    last_progress_ = all;
    last_progress_at_ = now;
  }
  const bool stands_still = now - last_progress_at_ > kStandstill;
  if (!stands_still && now - began_ <= kRoundLimit) return true;
  if (!is_playing("")) return true;
  round_.problem("{} for {} seconds: {}",
                 stands_still ? "nobody has got any further" : "the round has not ended",
                 (stands_still ? kStandstill : kRoundLimit).count(), where_all_are());
  end_all();
  return false;
}

bool Troupe::is_playing(std::string_view role) const {
  return std::any_of(members_.begin(), members_.end(), [&](const Member& member) {
    return !member.has_ended && (role.empty() || role == member.role);
  });
}

void Troupe::kill(std::size_t number) {
  Member& member = members_[number];
  if (member.has_ended) return;
  member.was_killed = true;
  ++round_.kills;
  os::send_signal(member.pid, SIGKILL);
}

void Troupe::kill_all(std::string_view role) {
  for (std::size_t i = 0; i < members_.size(); ++i) {
    if (role == members_[i].role) kill(i);
  }
}

std::optional<std::size_t> Troupe::random_living() {
  std::vector<std::size_t> living;
  for (std::size_t i = 0; i < members_.size(); ++i) {
    if (!members_[i].has_ended && !members_[i].was_killed) living.push_back(i);
  }
  if (living.empty()) return std::nullopt;
  return living[pick(round_.random, 0, living.size() - 1)];
}

void Troupe::stop_somebody() {
  stopped_ = random_living();
  if (!stopped_) return;
  stopped_until_ = os::now() + std::chrono::microseconds(pick(round_.random, 0, 60'000));
  os::send_signal(members_[*stopped_].pid, SIGSTOP);
}

void Troupe::let_go_on() {
  // Its PID is valid until look() has reaped it.
  if (stopped_ && !members_[*stopped_].has_ended) os::send_signal(members_[*stopped_].pid, SIGCONT);
  stopped_.reset();
}

void Troupe::kill_somebody() {
  const auto chosen = random_living();
  if (!chosen) return;
  const std::size_t victim = *chosen;
  const bool needs_successor = is_last(victim) || chance(round_.random, 1, 3);
  // Spins for up to some microseconds: steps are short, and a kill should hit
  // any part of one.
  const os::Stamp instant = os::now() + os::Stamp(pick(round_.random, 0, 50'000));
  while (os::now() < instant) {
  }
  kill(victim);
  if (needs_successor) {
    const Member dead = members_[victim];  // start() moves the members
    start(dead.role, dead.body);
  }
}

bool Troupe::is_last(std::size_t number) const {
  for (std::size_t i = 0; i < members_.size(); ++i) {
    const Member& other = members_[i];
    if (i != number && !other.has_ended && !other.was_killed &&
        std::string_view(other.role) == members_[number].role)
      return false;
  }
  return true;
}

void Troupe::end_all() {
  for (Member& member : members_) {
    if (!member.has_ended) os::send_signal(member.pid, SIGKILL);
  }
  for (Member& member : members_) {
    if (member.has_ended) continue;
    os::await_end(member.pid);
    os::try_reap(member.pid);
    member.has_ended = true;
  }
}

std::uint64_t Troupe::progress() const {
  std::uint64_t all = 0;
  for (std::size_t i = 0; i < members_.size(); ++i) all += desks_[i].steps.load();
  return all;
}

std::string Troupe::name_of(std::size_t number) const {
  return fmt::format("{} {}", members_[number].role, number);
}

std::string Troupe::where_all_are() const {
  std::string text;
  for (std::size_t i = 0; i < members_.size(); ++i) {
    if (members_[i].has_ended) continue;
    const char* doing = desks_[i].doing;
    if (!text.empty()) text += ", ";
    text +=
        fmt::format("{} is in {} after {} steps{}", name_of(i), doing ? doing : "its first step",
                    desks_[i].steps.load(), members_[i].was_killed ? " (killed)" : "");
  }
  return text;
}

}  // namespace soak
