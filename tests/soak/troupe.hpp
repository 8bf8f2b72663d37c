#pragma once

#include <sys/types.h>

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/os/clock.hpp"
#include "core/os/memory/shared_memory.hpp"
#include "tests/soak/round.hpp"

namespace soak {

/// What one process of a round notes in shared memory: it is valid whenever the
/// process is killed.
struct alignas(64) Desk {
  std::atomic<pid_t> pid;
  std::atomic<const char*> doing;      // a literal, which has the same address in all
  std::atomic<std::uint64_t> steps;    // how many steps it has done
  std::atomic<std::uint64_t> sent;     // how many of its items were accepted
  std::atomic<std::uint64_t> counted;  // its share of what all count together
};

/// A process's own view of its round.
struct Actor {
  std::size_t number;  // from 0, in order of birth
  Desk& desk;
  Random random;

  void begin(const char* what) { desk.doing = what; }
  /// It has done one more step: if no process does for long, the round hangs.
  void did() { ++desk.steps; }
};

/// The processes of a round. The director starts them, kills some of them at
/// random instants, replaces them, and waits for the end of the rest. It never
/// waits forever: if all are stuck it reports where each of them is, and ends
/// them.
class Troupe {
 public:
  static constexpr std::size_t kMost = 64;
  using Body = std::function<void(Actor&)>;

  explicit Troupe(Round& round);
  Troupe(const Troupe&) = delete;
  Troupe& operator=(const Troupe&) = delete;
  /// Kills who is left.
  ~Troupe();

  /// Starts a process; its number.
  std::size_t start(const char* role, const Body& body);

  /// Lets them play until everybody in that role has ended, or, without one,
  /// everybody, and meanwhile kills so many, each after random progress. The
  /// last one in a role is always replaced, others now and then. Some are
  /// stopped for a while, so that the others see them take their time. False:
  /// the round hangs, and all are gone.
  bool play(std::string_view role, std::uint64_t kills);
  bool play_out() { return play("", 0); }

  /// Notes which processes have ended, and how; to be called often by the
  /// director. False: the round hangs, and all are gone.
  bool look();
  bool is_playing(std::string_view role) const;

  /// Kills one, or all in that role.
  void kill(std::size_t number);
  void kill_all(std::string_view role);

  std::size_t size() const { return members_.size(); }
  Desk& desk(std::size_t number) const { return desks_[number]; }
  std::string_view role(std::size_t number) const { return members_[number].role; }
  bool was_killed(std::size_t number) const { return members_[number].was_killed; }
  /// How many steps all have done.
  std::uint64_t progress() const;
  /// "consumer 3"
  std::string name_of(std::size_t number) const;

 private:
  struct Member {
    const char* role;
    Body body;
    pid_t pid;
    bool was_killed = false;
    bool has_ended = false;
  };

  std::optional<std::size_t> random_living();
  void kill_somebody();
  void stop_somebody();
  void let_go_on();
  bool is_last(std::size_t number) const;
  void end_all();
  std::string where_all_are() const;

  Round& round_;
  os::SharedMemory memory_;
  Desk* desks_;
  std::vector<Member> members_;
  std::optional<std::size_t> stopped_;
  os::Stamp stopped_until_{};
  os::Stamp began_;
  os::Stamp last_progress_at_;
  std::uint64_t last_progress_ = 0;
};

}  // namespace soak
