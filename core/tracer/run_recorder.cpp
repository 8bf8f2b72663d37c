#include "core/tracer/run_recorder.hpp"

#include <signal.h>
#include <string.h>
#include <unistd.h>

#include <algorithm>
#include <utility>

#include "core/os/process/proc_file.hpp"
#include "core/os/process/process.hpp"
#include "core/tracer/calls/call_targets.hpp"
#include "core/tracer/command_of.hpp"
#include "core/tracer/interpreter.hpp"

namespace tracer {

using probe::Act;
using probe::Kind;

namespace {

/// What the lens calls each worker of a pool.
constexpr std::string_view kWorker = "worker";

/// Whether a line of the program is why such an event happens.
bool is_by_program(Kind kind) {
  switch (kind) {
    case Kind::start:
    case Kind::signal:
    case Kind::handle:
    case Kind::stop:
    case Kind::resume:
      return false;
    default:
      return true;
  }
}

/// The PID of a new process as it is known in the sandbox.
pid_t own_pid(pid_t pid, const Sandbox* sandbox) {
  if (!sandbox || sandbox->pid_namespace() == 0) return pid;
  const std::vector<pid_t> pids = os::pids_of(pid);
  return pids.size() < 2 ? pid : pids[1];
}

}  // namespace

RunRecorder::RunRecorder(record::Consumer& consumer, const Request& request)
    : consumer_(consumer), shows_threads_(request.shows_threads), sandbox_(request.sandbox) {
  const std::string& path = request.program.front();
  const RunName name = request.name.value_or(RunName{"trace", path.substr(path.rfind('/') + 1)});
  run_.lesson = name.lesson;
  run_.demo = name.demo;
  run_.is_program = request.name.has_value();
  run_.argv = request.argv;
  run_.mode = request.options.mode;
  command_ = as_typed(request.program);
}

void RunRecorder::begin(pid_t first) {
  first_ = first;
  began_ = os::now();
  run_.started = os::wall_clock();
  consumer_.begin(run_);
  Process process;
  process.name = "parent";
  names_.insert(process.name);
  process.number = ++met_;
  process.shown = own_pid(first, sandbox_);
  process.ppid = ::getpid();
  processes_[first] = std::move(process);
  Act start;
  start.kind = Kind::start;
  start.value = command_;
  act(first, std::move(start));
}

RunRecorder::Process& RunRecorder::make(pid_t child, pid_t parent, const std::string& name) {
  remove(child);
  Process process;
  Process& mother = processes_[parent];
  process.beneath = mother.beneath;
  int& born = mother.beneath.empty() ? mother.children_born : mother.born_beneath;
  process.called = name;
  process.name = free_name_like(name);
  while (process.name.empty()) {
    const std::string number = std::to_string(++born);
    std::string counted = parent == first_ ? "child-" + number : mother.name + "." + number;
    if (!mother.beneath.empty()) counted = mother.beneath + "-" + number;
    if (names_.insert(counted).second) process.name = counted;
  }
  process.number = ++met_;
  if (!mother.beneath.empty()) ++met_beneath_;
  process.shown = own_pid(child, sandbox_);
  process.ppid = parent;
  mother.children.push_back(child);
  return processes_[child] = std::move(process);
}

/// Empty: there is nothing to be like. A worker has a number, as there are several.
std::string RunRecorder::free_name_like(const std::string& called) {
  if (called.empty()) return {};
  const bool is_counted = called == kWorker;
  if (!is_counted && names_.insert(called).second) return called;
  for (int number = is_counted ? 1 : 2;; ++number) {
    std::string name = called + "-" + std::to_string(number);
    if (names_.insert(name).second) return name;
  }
}

void RunRecorder::is_called(pid_t pid, const std::string& name) {
  const auto found = processes_.find(pid);
  if (found == processes_.end() || name.empty() || found->second.called == name) return;
  found->second.called = name;
  found->second.name = free_name_like(name);
}

/// The PID is reused: the former process has been reaped, or its parent ignores
/// its end.
void RunRecorder::remove(pid_t pid) {
  const auto found = processes_.find(pid);
  if (found == processes_.end()) return;
  const Process& process = found->second;
  const auto parent = processes_.find(process.ppid);
  if (parent == processes_.end()) return;
  std::erase(parent->second.children, pid);
  if (process.ended && !process.reaped) --parent->second.zombies;
}

void RunRecorder::forked(pid_t parent, pid_t child, const Making& making) {
  make(child, parent, making.name);
  Act fork = act_towards(*this, Kind::fork, child);
  fork.fork_mode = making.mode;
  fork.thread = name_of_thread(making.thread);
  act(parent, std::move(fork));
  Act start;
  start.kind = Kind::start;
  if (!making.inherited.empty()) start.value = "with " + making.inherited;
  act(child, std::move(start));
}

void RunRecorder::introduce(pid_t pid, pid_t parent) {
  if (!knows(parent)) parent = first_;
  if (!knows(parent)) {
    const auto others = alive();
    if (others.empty()) return;
    parent = others.front();
  }
  forked(parent, pid, {});
}

void RunRecorder::executed(pid_t pid) {
  const Command command = command_of(pid);
  Act exec;
  exec.kind = Kind::exec;
  exec.program = command.name;
  exec.value = command.line;
  Process& process = processes_[pid];
  // The children of a tool are its own for good.
  const bool may_become = process.beneath.empty() || pid == first_;
  if (may_become) process.beneath = shim_of(pid);
  act(pid, std::move(exec));
  is_at(pid, {});
}

void RunRecorder::thread_began(const Caller& maker, pid_t thread) {
  if (!shows_threads_ || !knows(maker.process)) return;
  std::string name = "thread-" + std::to_string(++processes_[maker.process].threads);
  Act begins;
  begins.kind = Kind::thread;
  begins.peer_name = name;
  begins.thread = name_of_thread(maker.thread);
  threads_[thread] = std::move(name);
  act(maker.process, std::move(begins));
}

void RunRecorder::thread_ended(const Caller& thread) {
  const auto name = threads_.extract(thread.thread);
  if (name.empty()) return;
  Act ends;
  ends.kind = Kind::thread;
  ends.peer_name = name.mapped();
  ends.ends = true;
  act(thread.process, std::move(ends));
}

std::string RunRecorder::name_of_thread(pid_t thread) const {
  const auto found = threads_.find(thread);
  return found == threads_.end() ? std::string() : found->second;
}

bool RunRecorder::is_beneath(pid_t pid) const {
  const auto found = processes_.find(pid);
  return found != processes_.end() && !found->second.beneath.empty();
}

void RunRecorder::is_at(pid_t pid, const Place& place) {
  const auto found = processes_.find(pid);
  if (found != processes_.end()) found->second.place = place;
}

void RunRecorder::act(pid_t pid, Act act) {
  const auto found = processes_.find(pid);
  if (found == processes_.end() || found->second.ended) return;
  if (act.beneath.empty()) act.beneath = found->second.beneath;
  if (act.line == 0 && is_by_program(act.kind)) {
    act.file = found->second.place.file;
    act.line = found->second.place.line;
  }
  record::Event event;
  event.seq = ++seq_;
  event.t = os::now() - began_;
  event.pid = found->second.shown;
  event.ppid = shown(found->second.ppid);
  if (act.peer && processes_.count(*act.peer) != 0) act.peer = shown(*act.peer);
  event.process = found->second.number;
  event.name = found->second.name;
  event.act = std::move(act);
  consumer_.event(event);
}

/// A parent that is not of the run is process 1 in a sandbox.
pid_t RunRecorder::shown(pid_t pid) const {
  const auto found = processes_.find(pid);
  if (found != processes_.end()) return found->second.shown;
  return sandbox_ && sandbox_->pid_namespace() != 0 ? 1 : pid;
}

void RunRecorder::output(const Caller& writer, Stream stream, std::string bytes,
                         std::uint64_t unseen) {
  const pid_t pid = writer.process;
  Act output;
  output.kind = Kind::output;
  output.text = std::move(bytes);
  output.stream = stream;
  if (unseen > 0) output.value = counted(unseen);
  output.thread = name_of_thread(writer.thread);
  // Its output may arrive after its end; then it is recorded for the first
  // process.
  act(knows(pid) || !knows(first_) ? pid : first_, std::move(output));
}

void RunRecorder::ended(pid_t pid, std::optional<os::ExitStatus> status) {
  if (!knows(pid)) return;
  Act end;
  end.kind = status && status->was_killed() ? Kind::signal : Kind::exit;
  if (status) probe::describe_end(end, *status);
  if (we_kill_ && end.signal == SIGKILL) end.by_mpdemo = true;
  act(pid, std::move(end));
  Process& process = processes_[pid];
  process.ended = true;
  process.status = status;
  if (const auto parent = processes_.find(process.ppid); parent != processes_.end())
    ++parent->second.zombies;
  // The kernel has given its children to another parent by now.
  for (const pid_t child : std::exchange(process.children, {})) {
    const auto state = processes_[child].reaped ? std::nullopt : os::state_of(child);
    if (!state) continue;
    processes_[child].ppid = state->parent;
    const auto adopter = processes_.find(state->parent);
    if (processes_[child].ended && adopter != processes_.end()) ++adopter->second.zombies;
  }
}

void RunRecorder::reaped(const Caller& parent, pid_t child) {
  const auto found = processes_.find(child);
  if (found == processes_.end() || !found->second.ended || found->second.reaped) return;
  found->second.reaped = true;
  if (const auto mother = processes_.find(parent.process); mother != processes_.end())
    --mother->second.zombies;
  Act reap = act_towards(*this, Kind::reap, child);
  if (const auto& status = found->second.status) probe::describe_end(reap, *status);
  reap.thread = name_of_thread(parent.thread);
  act(parent.process, std::move(reap));
}

void RunRecorder::finish(Result& result) {
  for (const pid_t pid : alive()) ended(pid, std::nullopt);
  record::End& end = result.end;
  end.events = seq_;
  if (end.status == "ok" && result.signal != 0) {
    end.status = "interrupted";
    end.reason = std::string("mpdemo received SIG") + ::sigabbrev_np(result.signal);
  } else if (end.status == "ok" && (result.quit || result.back)) {
    end.status = "interrupted";
    end.reason = "ended by the reader";
  }
  consumer_.end(end);
}

bool RunRecorder::knows(pid_t pid) const {
  const auto found = processes_.find(pid);
  return found != processes_.end() && !found->second.ended;
}

std::vector<pid_t> RunRecorder::alive() const {
  std::vector<pid_t> found;
  for (const auto& [pid, process] : processes_) {
    if (!process.ended) found.push_back(pid);
  }
  return in_order(std::move(found));
}

std::vector<pid_t> RunRecorder::in_order(std::vector<pid_t> processes) const {
  // By order of appearance: PIDs start again after the highest.
  std::sort(processes.begin(), processes.end(),
            [this](pid_t one, pid_t other) { return number_of(one) < number_of(other); });
  return processes;
}

std::string RunRecorder::name_of(pid_t pid) const {
  const auto found = processes_.find(pid);
  return found == processes_.end() ? std::string() : found->second.name;
}

bool RunRecorder::has_ended_child(pid_t pid) const {
  const auto found = processes_.find(pid);
  return found != processes_.end() && found->second.zombies > 0;
}

std::vector<pid_t> RunRecorder::ended_children(pid_t pid) const {
  std::vector<pid_t> found;
  if (!has_ended_child(pid)) return found;
  for (const auto& [child, process] : processes_) {
    if (process.ppid == pid && process.ended && !process.reaped) found.push_back(child);
  }
  return in_order(std::move(found));
}

pid_t RunRecorder::parent_of(pid_t pid) const {
  const auto found = processes_.find(pid);
  return found == processes_.end() ? 0 : found->second.ppid;
}

bool RunRecorder::has_children(pid_t pid) const {
  return std::any_of(processes_.begin(), processes_.end(), [pid](const auto& one) {
    return one.second.ppid == pid && !one.second.reaped;
  });
}

bool RunRecorder::must_wait_for(pid_t pid, pid_t child) const {
  bool must_wait = false;
  for (const auto& [one, process] : processes_) {
    if (process.ppid != pid || process.reaped || (child != 0 && one != child)) continue;
    if (process.ended) return false;
    must_wait = true;
  }
  return must_wait;
}

pid_t RunRecorder::parent_of_zombie(pid_t pid) const {
  const auto found = processes_.find(pid);
  const bool is_one = found != processes_.end() && found->second.ended && !found->second.reaped;
  return is_one ? found->second.ppid : 0;
}

int RunRecorder::number_of(pid_t pid) const {
  const auto found = processes_.find(pid);
  return found == processes_.end() ? 0 : found->second.number;
}

Act act_towards(const RunRecorder& recorder, Kind kind, pid_t peer) {
  Act act;
  act.kind = kind;
  act.peer_name = recorder.name_of(peer);
  act.peer = peer;
  return act;
}

}  // namespace tracer
