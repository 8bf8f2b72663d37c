#pragma once

#include <sys/types.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/choice/holders.hpp"
#include "core/choice/wait_graph.hpp"
#include "core/os/descriptors/holding.hpp"
#include "core/os/ptrace/tracee.hpp"
#include "core/tracer/run_recorder.hpp"

namespace tracer {

/// A process that waits in a call: for a child, for a lock, or at a pipe for the
/// other end.
struct BlockedCall {
  pid_t process = 0;
  pid_t thread = 0;    ///< 0: not known
  pid_t child = 0;     ///< if it waits for a child: which one; 0: any
  std::string object;  ///< the pipe or futex; empty: it waits for a child
  probe::ObjectType type = probe::ObjectType::other;  ///< of an object of the program
  int line = 0;                              ///< where it waits, in its source; 0: not known
  bool is_pipe = true;                       ///< if it waits for an object
  os::OpenFile other_end;                    ///< of the pipe
  os::Access needed = os::Access::writing;   ///< the access that would end the wait
  std::string shared_as = {};                ///< the file whose memory contains the futex
  std::vector<choice::Holder> held_by = {};  ///< who holds the object, if that is known
  choice::Wait::Does does = choice::Wait::Does::wait;  ///< or what it does instead
};

/// What a process waits for that waits for a signal only.
inline constexpr std::string_view kSignal = "a signal";

/// What each living process waits for; of a pipe also who could end the wait.
choice::WaitGraph wait_graph(const std::vector<BlockedCall>& calls, const RunRecorder& recorder);
/// The same in a sentence, without its full stop.
std::string who_waits(const std::vector<BlockedCall>& calls, const RunRecorder& recorder);

/// Whether another program may send a signal to one of the run. Not where each act of it is
/// chosen: what handles one is then as if it did not. Python handles SIGINT in every program.
enum class OutsideSignals { possible, none };

/// What may end one of the waits from outside the run: a process that opens a FIFO or
/// shared memory by name, or that sends a handled signal to a process that could then
/// write. Empty: nothing.
std::string outside_help(const std::vector<BlockedCall>& calls, const RunRecorder& recorder,
                         OutsideSignals signals);

}  // namespace tracer
