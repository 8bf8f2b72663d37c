#pragma once

#include <sys/types.h>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "core/mp/call_by_name.hpp"
#include "core/mp/fork.hpp"
#include "core/mp/limit.hpp"

namespace mp {

/// A process that runs one callable, as threading's std::jthread runs one. The
/// program that makes it starts and joins it; its destructor joins it, or, if
/// it is a daemon, terminates it first. See CPython's multiprocessing.Process.
///
/// It belongs to the process that made it: in a copy that a fork made it knows
/// its name and its PID, but does nothing.
class Process {
 public:
  /// Copies the callable and its arguments, as std::jthread does.
  template <typename Callable, typename... Args>
  requires(!std::is_same_v<std::decay_t<Callable>, Process>) explicit Process(Callable&& callable,
                                                                              Args&&... args)
      : Process(hold(std::tuple<std::decay_t<Callable>, std::decay_t<Args>...>(
            std::forward<Callable>(callable), std::forward<Args>(args)...))) {}
  Process(Process&&) noexcept;
  Process& operator=(Process&&) = delete;
  ~Process();

  // Before it is started. Afterwards they throw mp::Error.
  Process& name(std::string name);
  Process& daemon(bool daemon = true);
  /// It is to be a fresh start of this program, which inherits nothing but the
  /// arguments, instead of a copy of this process: what systems without fork
  /// do, and CPython's "spawn". The callable must be a function, and take its
  /// arguments as values: start() refuses others.
  Process& spawn(bool spawn = true);

  /// Starts it. Throws mp::Error when it was started before or cannot be
  /// spawned, and std::system_error when the kernel refuses; then nothing has
  /// started.
  void start(probe::Place place = probe::Place::here());

  /// Waits for its end, and reaps it. Returns at once when that has happened.
  /// Throws mp::Error when it was not started, or not by this process.
  void join(probe::Place place = probe::Place::here());
  /// The same for `limit` at the most; false: it still runs. A limit below zero
  /// is none at all: it only looks.
  bool join_for(Limit limit, probe::Place place = probe::Place::here());

  /// Sends SIGTERM, or SIGKILL, and does not wait. Does nothing when it has
  /// ended. Throws mp::Error when it was not started.
  void terminate(probe::Place place = probe::Place::here());
  void kill(probe::Place place = probe::Place::here());

  /// Whether it has been started and has not ended. Reaps it when it has ended.
  bool is_alive();
  /// How it ended; empty before it has.
  std::optional<ExitStatus> exit_status();
  /// Empty before it is started.
  std::optional<pid_t> pid() const;
  const std::string& name() const;
  bool daemon() const;
  /// A descriptor that turns readable when it ends, for poll(2). Throws
  /// mp::Error when it was not started.
  int sentinel() const;

 private:
  struct State;

  struct Body {
    std::function<void()> run;
    std::function<detail::CallByName()> name;
  };
  /// Shared, because a std::function must be copied and what it holds may not be.
  template <typename Held>
  static Body hold(Held held) {
    const auto all = std::make_shared<Held>(std::move(held));
    return {[all] {
              std::apply(
                  [](auto& callable, auto&... args) { std::invoke(callable, std::move(args)...); },
                  *all);
            },
            [all] {
              return std::apply([](const auto&... part) { return detail::name_call(part...); },
                                *all);
            }};
  }

  explicit Process(Body body);
  void require_started(const char* what) const;
  void require_not_started(const char* what) const;
  void signal(int number, const char* what, probe::Place place);
  void reap_if_ended();

  std::unique_ptr<State> state_;

  friend std::vector<pid_t> active_children();
};

/// The PIDs of the processes that this one has started and that have not ended.
/// Reaps those that have.
std::vector<pid_t> active_children();

}  // namespace mp
