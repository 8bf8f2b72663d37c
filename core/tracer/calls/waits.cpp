#include "core/tracer/calls/waits.hpp"

#include <fmt/format.h>
#include <string.h>

#include <algorithm>

#include "core/os/process/proc_file.hpp"
#include "core/os/process/process.hpp"
#include "core/os/process/signals.hpp"

namespace tracer {
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
  if (wait.other_end.kind == os::OpenFile::Kind::fifo) holders.emplace_back("whoever opens it");
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

/// "SIGUSR1": one that a process handles and that comes from outside; empty: none.
std::string signal_handled_by(pid_t process) {
  const std::uint64_t caught = os::caught_signals(process);
  for (const int signal : os::signals_from_outside()) {
    const char* const name = ::sigabbrev_np(signal);
    if ((caught >> (signal - 1) & 1) != 0 && name) return std::string("SIG") + name;
  }
  return {};
}

/// Who could write, or read, if a signal woke it.
std::string help_by_signal(const Wait& wait, const Chronicle& chronicle) {
  for (const pid_t pid : chronicle.alive()) {
    if (!os::holds(pid, wait.other_end, wait.needed)) continue;
    const std::string signal = signal_handled_by(pid);
    if (!signal.empty()) return fmt::format("{} handles {}", named(chronicle, pid), signal);
  }
  return {};
}

std::string outside_help(const Wait& wait, const Chronicle& chronicle) {
  if (!wait.otherwise.empty() || wait.object.empty()) return {};
  if (!wait.shared_as.empty())
    return fmt::format("another program that has {} open wakes it", wait.shared_as);
  if (!wait.is_pipe) return {};
  if (wait.other_end.kind == os::OpenFile::Kind::fifo)
    return fmt::format("another program opens {}", wait.object);
  return help_by_signal(wait, chronicle);
}

std::string otherwise(pid_t process) {
  const auto state = os::state_of(process);
  if (state && state->state == 'R') return "is running";
  if (state && (state->state == 'T' || state->state == 't')) return "is stopped by a signal";
  return "sleeps, or waits for something else";
}

}  // namespace

std::string outside_help(const std::vector<Wait>& waits, const Chronicle& chronicle) {
  for (const Wait& wait : waits) {
    std::string help = outside_help(wait, chronicle);
    if (!help.empty()) return help;
  }
  return {};
}

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

}  // namespace tracer
