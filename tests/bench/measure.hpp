#pragma once

#include <sys/types.h>

#include <chrono>
#include <deque>
#include <functional>
#include <string_view>
#include <vector>

#include "core/os/clock.hpp"
#include "core/os/descriptors/fd.hpp"

namespace bench {

/// Shared by the programs that scripts/bench runs. Each is called with the name
/// of a measure and its numbers, as in
///
///     bench_queue pass 1000000 64 1 1 2
///
/// and prints the time per item (a message, a task, a process) as one line of
/// JSON: {"seconds": 2.8e-07}.
using Numbers = std::vector<long>;

struct Measure {
  std::string_view name;
  std::string_view numbers;  ///< their names: "MESSAGES BYTES"
  std::function<double(const Numbers&)> seconds;
};

/// The main() of such a program. Status 2: a wrong argument, reported with the
/// valid ones. Status 1: the measure failed.
int run(int argc, char** argv, const std::vector<Measure>& measures);

template <typename Work>
double seconds_of(Work work) {
  const os::Stamp from = os::now();
  work();
  return std::chrono::duration<double>(os::now() - from).count();
}

/// From now on this process, and those that it forks, run on one CPU: the first,
/// the second ... of those it may use, cyclically. Otherwise the scheduler may
/// put two communicating processes on one CPU or on two, which changes the time
/// of a message.
void use_cpu(long which);

/// Child processes that begin together: each waits until the parent calls go(),
/// so that the time of their forks is not measured.
class Children {
 public:
  Children();

  void add(const std::function<void()>& body);
  /// Returns when all of them have begun.
  void go();
  /// Waits for the `count` that were added first, and reaps them. Throws
  /// std::runtime_error when one of them has failed.
  void join(long count);

 private:
  struct Pipe {
    Pipe();
    os::Fd reading, writing;
  };
  static void await_all_closed(const os::Fd& reading);

  Pipe arrivals_, gate_;
  std::deque<pid_t> running_;
};

}  // namespace bench
