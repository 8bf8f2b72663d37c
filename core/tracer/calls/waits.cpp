#include "core/tracer/calls/waits.hpp"

#include <fmt/format.h>
#include <string.h>

#include <algorithm>

#include "core/os/process/proc_file.hpp"
#include "core/os/process/process.hpp"
#include "core/os/process/signals.hpp"

namespace tracer {
namespace {

using Does = choice::Wait::Does;

constexpr const choice::WaitWords& kWords = choice::kEnglishWaits;

std::string named(const RunRecorder& recorder, pid_t process) {
  const std::string name = recorder.name_of(process);
  return fmt::format("{} {}", name.empty() ? "process" : name, process);
}

choice::OtherEnd other_end_of(const BlockedCall& call, const RunRecorder& recorder) {
  choice::OtherEnd end;
  end.is_written = call.needed == os::Access::writing;
  end.is_named = call.other_end.kind == os::OpenFile::Kind::fifo;
  for (const pid_t pid : recorder.alive()) {
    if (os::holds(pid, call.other_end, call.needed)) end.by.push_back(pid);
  }
  return end;
}

void fill_in(choice::Wait& wait, const BlockedCall& call, const RunRecorder& recorder) {
  wait.does = call.does;
  wait.object = call.object;
  wait.type = call.type;
  wait.line = call.line;
  wait.held_by = call.held_by;
  if (call.child > 0) wait.process = call.child;
  const bool at_pipe =
      wait.does == choice::Wait::Does::wait && !call.object.empty() && call.is_pipe;
  if (at_pipe) wait.other_end = other_end_of(call, recorder);
}

/// "SIGUSR1": a signal from outside that a process handles; empty: none.
std::string signal_handled_by(pid_t process) {
  const std::uint64_t caught = os::caught_signals(process);
  for (const int signal : os::signals_from_outside()) {
    const char* const name = ::sigabbrev_np(signal);
    if ((caught >> (signal - 1) & 1) != 0 && name) return std::string("SIG") + name;
  }
  return {};
}

/// The process that could write, or read, if a signal woke it.
std::string help_by_signal(const BlockedCall& wait, const RunRecorder& recorder) {
  for (const pid_t pid : recorder.alive()) {
    if (!os::holds(pid, wait.other_end, wait.needed)) continue;
    const std::string signal = signal_handled_by(pid);
    if (!signal.empty()) return fmt::format(kWords.is_handled, named(recorder, pid), signal);
  }
  return {};
}

std::string outside_help(const BlockedCall& wait, const RunRecorder& recorder,
                         OutsideSignals signals) {
  if (wait.does != Does::wait || wait.object.empty()) return {};
  if (!wait.shared_as.empty() && os::is_mapped_by_others(wait.shared_as, recorder.alive()))
    return fmt::format(kWords.is_woken, wait.shared_as);
  const bool may_be_signalled = signals == OutsideSignals::possible;
  if (wait.object == kSignal) {
    return may_be_signalled ? fmt::format(kWords.is_signalled, recorder.name_of(wait.process))
                            : std::string();
  }
  if (!wait.is_pipe) return {};
  if (wait.other_end.kind == os::OpenFile::Kind::fifo)
    return fmt::format(kWords.is_opened, wait.object);
  return may_be_signalled ? help_by_signal(wait, recorder) : std::string();
}

/// What a process does that waits in no call that we know.
Does otherwise(pid_t process) {
  const auto state = os::state_of(process);
  if (state && state->state == 'R') return Does::run;
  if (state && (state->state == 'T' || state->state == 't')) return Does::stay_stopped;
  return Does::something_else;
}

}  // namespace

std::string outside_help(const std::vector<BlockedCall>& calls, const RunRecorder& recorder,
                         OutsideSignals signals) {
  for (const BlockedCall& wait : calls) {
    std::string help = outside_help(wait, recorder, signals);
    if (!help.empty()) return help;
  }
  return {};
}

choice::WaitGraph wait_graph(const std::vector<BlockedCall>& calls, const RunRecorder& recorder) {
  choice::WaitGraph graph;
  for (const pid_t pid : recorder.alive()) {
    const auto call = std::find_if(calls.begin(), calls.end(),
                                   [pid](const BlockedCall& one) { return one.process == pid; });
    choice::Wait wait;
    wait.pid = pid;
    wait.name = recorder.name_of(pid);
    if (call == calls.end()) {
      wait.does = otherwise(pid);
    } else {
      fill_in(wait, *call, recorder);
    }
    graph.add(std::move(wait));
  }
  return graph;
}

std::string who_waits(const std::vector<BlockedCall>& calls, const RunRecorder& recorder) {
  const choice::WaitGraph graph = wait_graph(calls, recorder);
  return graph.sentence(choice::kEnglishWaits, graph.mention(true));
}

}  // namespace tracer
