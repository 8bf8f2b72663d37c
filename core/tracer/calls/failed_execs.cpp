#include "core/tracer/calls/failed_execs.hpp"

#include <limits.h>
#include <string.h>
#include <sys/syscall.h>

#include <cerrno>
#include <utility>
#include <vector>

#include "core/tracer/calls/call_targets.hpp"

namespace tracer {
namespace {

/// Why a search along PATH goes on; see execvp(3).
bool is_of_a_search(int error) {
  return error == ENOENT || error == ENOTDIR || error == EACCES || error == ESTALE ||
         error == ENODEV || error == ETIMEDOUT;
}

}  // namespace

void FailedExecs::add_to(os::SystemCallFilter& filter) {
  for (const long number : {SYS_execve, SYS_execveat}) filter.add(number);
}

bool FailedExecs::begins(const Caller& caller, const os::SystemCall& call) {
  if (call.number != SYS_execve && call.number != SYS_execveat) {
    if (!attempts_.empty()) report(caller);
    return false;
  }
  const std::size_t at = call.number == SYS_execveat ? 1 : 0;
  Attempt next{caller, os::Tracee(caller.thread).read_text(call.arguments[at], PATH_MAX)};
  if (next.program.empty()) next.program = "\"\"";
  const auto before = attempts_.find(caller.thread);
  if (before != attempts_.end()) {
    const bool goes_on = is_of_a_search(before->second.error) &&
                         last_part(before->second.program) == last_part(next.program);
    if (goes_on)
      next.program = last_part(next.program);
    else
      report(caller);
  }
  attempts_.insert_or_assign(caller.thread, std::move(next));
  return true;
}

bool FailedExecs::returned(const Caller& caller, std::int64_t result) {
  const auto found = attempts_.find(caller.thread);
  if (found == attempts_.end() || found->second.error != 0) return false;
  if (result >= 0) {
    attempts_.erase(found);
    return true;
  }
  found->second.error = static_cast<int>(-result);
  if (!is_of_a_search(found->second.error)) report(caller);
  return true;
}

void FailedExecs::report(const Caller& caller) {
  const auto found = attempts_.find(caller.thread);
  if (found == attempts_.end() || found->second.error == 0) return;
  const auto attempt = attempts_.extract(found);
  probe::Act fail;
  fail.kind = probe::Kind::fail;
  fail.program = attempt.mapped().program;
  fail.value = name_of_error(attempt.mapped().error);
  report_(attempt.mapped().caller, std::move(fail));
}

void FailedExecs::report_all() {
  std::vector<Caller> callers;
  for (const auto& [thread, attempt] : attempts_) {
    // A thread between two attempts is in no call.
    if (os::call_in_progress(thread)) callers.push_back(attempt.caller);
  }
  for (const Caller& caller : callers) report(caller);
}

void FailedExecs::executed(pid_t process) {
  std::erase_if(attempts_,
                [process](const auto& one) { return one.second.caller.process == process; });
}

}  // namespace tracer
