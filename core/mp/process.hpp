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

#include "core/mp/detail/inside.hpp"
#include "core/mp/fork.hpp"
#include "core/mp/limit.hpp"
#include "core/mp/process/call_by_name.hpp"

namespace mp {

/// A process that runs one callable, as a std::jthread does. The program that
/// makes it starts and joins it; its destructor joins it or, if it is a daemon,
/// terminates it first and kills it a second later. The same happens to those
/// that are left when the program calls exit(3). See CPython's
/// multiprocessing.Process.
///
/// It belongs to the process that started it. A copy in a forked process knows its
/// name, its PID and its sentinel, and can signal it: that needs only the shared
/// descriptor. Only the parent can check whether it lives, wait for it, and ask how
/// it ended, as only a parent reaps: see wait(2).
///
/// If another part of the program reaps it, or SIGCHLD is ignored, it is known
/// that it has ended, but not how: see ExitStatus::unknown().
///
/// Any thread may start, signal and query any Process, and several may join
/// one. While it is made, named, moved or destroyed no other thread may use it,
/// and until start() has returned only the thread that calls it.
class Process {
 public:
  /// Copies the callable and its arguments, as std::jthread does.
  template <typename Callable, typename... Args>
  requires(!std::is_same_v<std::decay_t<Callable>, Process>) explicit Process(Callable&& callable,
                                                                              Args&&... args)
      : Process(hold(std::tuple<std::decay_t<Callable>, std::decay_t<Args>...>(
            std::forward<Callable>(callable), std::forward<Args>(args)...))) {}
  /// A Process that was moved from can only be destroyed or assigned to: all else
  /// throws mp::Error.
  Process(Process&&) noexcept;
  /// The old process ends as if it were destroyed.
  Process& operator=(Process&&) noexcept;
  ~Process();

  // To be called before it is started; afterwards they throw mp::Error.
  Process& name(std::string name);
  Process& daemon(bool daemon = true);
  /// Instead of a copy of this process, it is a fresh start of this program and
  /// inherits only the arguments, the standard streams, the environment and the
  /// working directory, as on systems without fork, and as CPython's "spawn".
  /// The callable must be a function that takes its arguments as values: start()
  /// refuses others. What processes share it is handed by std::ref, and takes by
  /// reference: a Queue, an end of a pipe, a Lock, RLock, Condition, Barrier,
  /// Semaphore, Event, Value or Array. That is the same object there; of a pipe both
  /// have an end then, as after a fork.
  Process& spawn(bool spawn = true);

  /// Starts it. Throws mp::Error when it was started before or cannot be
  /// spawned, and std::system_error when the kernel refuses; then nothing has
  /// started.
  void start(probe::Place place = probe::Place::here());

  /// Waits for its end, and reaps it. Returns at once if that has happened
  /// before. Throws mp::Error when it was not started, or not by this process.
  void join(probe::Place place = probe::Place::here());
  /// The same, for at most `limit`; false: it still runs. With a limit below
  /// zero it only looks.
  bool join_for(Limit limit, probe::Place place = probe::Place::here());

  /// Sends SIGTERM, or SIGKILL, and does not wait. Does nothing when it has
  /// ended. Throws mp::Error when it was not started. Any process that has a copy may do
  /// this: the signal goes through the descriptor, and so to no other process.
  void terminate(probe::Place place = probe::Place::here());
  void kill(probe::Place place = probe::Place::here());

  /// Whether it has been started and has not ended. Reaps it if it has ended.
  /// Throws mp::Error in a process that did not start it and so cannot know.
  bool is_alive();
  /// How it ended; empty before it has. Throws mp::Error where is_alive() does.
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
  /// Shared, because a std::function must be copyable and its content may not be.
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
  State& unstarted(const char* what) const;
  State& started(const char* what) const;
  /// Throws unless it has ended or this process can wait for it.
  State& own(const char* what) const;
  void signal(int number, const char* what, probe::Place place);

  detail::Inside<std::shared_ptr<State>> state_;
};

/// The PIDs of the processes that this one has started and that are still
/// running. Reaps the others.
std::vector<pid_t> active_children();

}  // namespace mp
