#pragma once

#include <sys/types.h>

#include <optional>
#include <string>
#include <vector>

#include "core/choice/wait_graph.hpp"
#include "core/os/descriptors/holding.hpp"
#include "core/os/ptrace/tracee.hpp"
#include "core/tracer/run_recorder.hpp"

namespace tracer {

/// A process that waits in a call: for a child, for a lock, or at a pipe for what
/// others do at its other end.
struct BlockedCall {
  pid_t process = 0;
  pid_t child = 0;                          ///< 0: any, if it is a child it waits for
  std::string object;                       ///< the pipe or futex; empty: it waits for a child
  bool is_pipe = true;                      ///< if it waits for an object
  os::OpenFile other_end;                   ///< of the pipe
  os::Access needed = os::Access::writing;  ///< what somebody has to do there
  std::string shared_as = {};               ///< the file whose memory the futex lies in
  choice::Wait::Does does = choice::Wait::Does::wait;  ///< or what it does instead
};

/// What each living process waits for; of a pipe also who could end the wait.
choice::WaitGraph wait_graph(const std::vector<BlockedCall>& calls, const RunRecorder& recorder);
/// The same in a sentence, without its full stop.
std::string who_waits(const std::vector<BlockedCall>& calls, const RunRecorder& recorder);

/// What may end one of the waits from outside of the run: somebody who opens a FIFO, who
/// shares memory by its name, or sends a signal to one that handles it and could write
/// then. Empty: nothing.
std::string outside_help(const std::vector<BlockedCall>& calls, const RunRecorder& recorder);

}  // namespace tracer
