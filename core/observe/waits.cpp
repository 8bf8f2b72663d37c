#include "core/observe/waits.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "core/os/process.hpp"

namespace observe {
namespace {

std::string named(const Chronicle& chronicle, pid_t process) {
  const std::string name = chronicle.name_of(process);
  return fmt::format("{} {}", name.empty() ? "process" : name, process);
}

std::string at_pipe(const Wait& wait, const Chronicle& chronicle) {
  std::vector<std::string> holders;
  for (const pid_t pid : chronicle.alive()) {
    if (os::holds(pid, wait.other_end, wait.needed))
      holders.push_back(pid == wait.process ? "itself" : named(chronicle, pid));
  }
  const std::string_view act = wait.needed == os::Access::writing ? "written to" : "read";
  const std::string by =
      holders.empty() ? "nobody" : fmt::format("{}", fmt::join(holders, " and "));
  return fmt::format("waits for {}, which can be {} by {}", wait.object, act, by);
}

std::string what(const Wait& wait, const Chronicle& chronicle) {
  if (!wait.otherwise.empty()) return wait.otherwise;
  if (!wait.object.empty())
    return wait.is_pipe ? at_pipe(wait, chronicle) : "waits for " + wait.object;
  if (wait.child > 0) return "waits for " + named(chronicle, wait.child);
  return "waits for any child";
}

std::string otherwise(pid_t process) {
  const auto state = os::state_of(process);
  if (state && state->state == 'R') return "is running";
  if (state && (state->state == 'T' || state->state == 't')) return "is stopped by a signal";
  return "sleeps, or waits for something else";
}

}  // namespace

std::string who_waits(const std::vector<Wait>& waits, const Chronicle& chronicle) {
  std::vector<std::string> sentences;
  for (const pid_t pid : chronicle.alive()) {
    const auto wait = std::find_if(waits.begin(), waits.end(),
                                   [pid](const Wait& one) { return one.process == pid; });
    sentences.push_back(named(chronicle, pid) + " " +
                        (wait == waits.end() ? otherwise(pid) : what(*wait, chronicle)));
  }
  return fmt::format("{}", fmt::join(sentences, "; "));
}

}  // namespace observe
