#include "core/tracer/calls/waits.hpp"

#include <fmt/format.h>
#include <string.h>

#include <algorithm>

#include "core/os/process/proc_file.hpp"
#include "core/os/process/process.hpp"
#include "core/os/process/signals.hpp"

namespace tracer {
namespace {

std::string named(const RunRecorder& recorder, pid_t process) {
  const std::string name = recorder.name_of(process);
  return fmt::format("{} {}", name.empty() ? "process" : name, process);
}

std::string at_pipe(const Wait& wait, const RunRecorder& recorder) {
  std::vector<std::string> holders;
  for (const pid_t pid : recorder.alive()) {
    if (os::holds(pid, wait.other_end, wait.needed))
      holders.push_back(pid == wait.process ? "itself" : named(recorder, pid));
  }
  const std::string_view act = wait.needed == os::Access::writing ? "written to" : "read";
  if (wait.other_end.kind == os::OpenFile::Kind::fifo) holders.emplace_back("whoever opens it");
  const std::string by =
      holders.empty() ? "nobody" : fmt::format("{}", fmt::join(holders, " and "));
  return fmt::format("waits for {}, which can be {} by {}", wait.object, act, by);
}

std::string what(const Wait& wait, const RunRecorder& recorder) {
  if (!wait.otherwise.empty()) return wait.otherwise;
  if (!wait.object.empty())
    return wait.is_pipe ? at_pipe(wait, recorder) : "waits for " + wait.object;
  if (wait.child > 0) return "waits for " + named(recorder, wait.child);
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
std::string help_by_signal(const Wait& wait, const RunRecorder& recorder) {
  for (const pid_t pid : recorder.alive()) {
    if (!os::holds(pid, wait.other_end, wait.needed)) continue;
    const std::string signal = signal_handled_by(pid);
    if (!signal.empty()) return fmt::format("{} handles {}", named(recorder, pid), signal);
  }
  return {};
}

std::string outside_help(const Wait& wait, const RunRecorder& recorder) {
  if (!wait.otherwise.empty() || wait.object.empty()) return {};
  if (!wait.shared_as.empty())
    return fmt::format("another program that has {} open wakes it", wait.shared_as);
  if (!wait.is_pipe) return {};
  if (wait.other_end.kind == os::OpenFile::Kind::fifo)
    return fmt::format("another program opens {}", wait.object);
  return help_by_signal(wait, recorder);
}

std::string otherwise(pid_t process) {
  const auto state = os::state_of(process);
  if (state && state->state == 'R') return "is running";
  if (state && (state->state == 'T' || state->state == 't')) return "is stopped by a signal";
  return "sleeps, or waits for something else";
}

}  // namespace

std::string outside_help(const std::vector<Wait>& waits, const RunRecorder& recorder) {
  for (const Wait& wait : waits) {
    std::string help = outside_help(wait, recorder);
    if (!help.empty()) return help;
  }
  return {};
}

std::string who_waits(const std::vector<Wait>& waits, const RunRecorder& recorder) {
  std::vector<std::string> sentences;
  for (const pid_t pid : recorder.alive()) {
    const auto wait = std::find_if(waits.begin(), waits.end(),
                                   [pid](const Wait& one) { return one.process == pid; });
    sentences.push_back(named(recorder, pid) + " " +
                        (wait == waits.end() ? otherwise(pid) : what(*wait, recorder)));
  }
  return fmt::format("{}", fmt::join(sentences, "; "));
}

}  // namespace tracer
