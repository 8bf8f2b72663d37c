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

/// What the programs that scripts/bench runs have in common. Each is called
/// with the name of a measure and its numbers, as in
///
///     bench_queue pass 1000000 64 1 1 2
///
/// and prints what one thing takes (a message, a task, a process) as one line
/// of JSON: {"seconds": 2.8e-07}.
using Numbers = std::vector<long>;

struct Measure {
  std::string_view name;
  std::string_view numbers;  ///< their names: "MESSAGES BYTES"
  std::function<double(const Numbers&)> seconds;
};

/// The main() of such a program. A wrong argument is told with those that are
/// right: status 2. A measure that fails says so: status 1.
int run(int argc, char** argv, const std::vector<Measure>& measures);

template <typename Work>
double seconds_of(Work work) {
  const os::Stamp from = os::now();
  work();
  return std::chrono::duration<double>(os::now() - from).count();
}

/// From now on this process, and those that it forks, run on one CPU: the first,
/// the second ... of those it may use, over again when there are fewer. Left to
/// itself the scheduler puts two processes that talk on one CPU or on two, by
/// luck, and that decides what a message takes.
void use_cpu(long which);

/// Child processes that begin together: each waits, once it is there, until the
/// parent says go(), so that no clock counts how long they took to be forked.
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
